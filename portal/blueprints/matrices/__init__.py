"""Competency matrices, as everybody reads them."""
