"""What is read: named queries with explicit loading and a total order."""
