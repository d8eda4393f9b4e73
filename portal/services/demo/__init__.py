"""A made-up support organisation to try the portal with.

It is planned first, without a database (``organigram``, ``careers``, ``self_views``), the same for
the same seed and day, and then written in bulk (``organisation``, ``writing``).
"""
