"""The ladder: every track, role and move on one page."""
