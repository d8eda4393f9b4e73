"""Frameworks as files: every format the portal writes and reads. Pure functions of values."""
