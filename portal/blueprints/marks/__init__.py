"""What the marks mean, with examples."""
