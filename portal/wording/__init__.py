"""What the portal says in words: one module for each family of names, reasons and findings."""
