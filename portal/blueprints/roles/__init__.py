"""A role: what it is, what it expects, and the ways in and out."""
