"""What somebody was told."""
