"""Measures the portal against the bare libraries it stands on; ``make bench`` prints ratios.

Machines differ and drift, so nothing here is an absolute promise: two things are run in turn,
pair by pair, and the median of the pairs' ratios is printed beside the median times. Where there
is nothing to compare with (a round among 10,000 people, many requests at once), query counts and
the processor time of a request say more than seconds do.
"""
