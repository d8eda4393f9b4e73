"""Bringing frameworks in from files: choosing one, looking at what it would do, importing it."""
