"""Writing a matrix: every edit is a function from one draft to the next.

An edit raises RuleBroken(GONE_MEANWHILE) when what it is about is no longer in the draft, and
TextsClash when somebody else reworded what it rewords.
"""
