"""Who may see which rows. Pages, fragments, documents and exports all load through here.

A loader returns the record or answers for the portal: Missing (404) when the viewer may not know
of it, so that a foreign id looks like one that never existed. There is a module for each kind of
record.
"""
