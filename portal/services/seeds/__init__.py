"""The shipped ladders and matrices: reading the files, checking them, loading them."""
