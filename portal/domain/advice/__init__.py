"""Advice on the wording and the shape of a matrix: rules that are pure and tested one by one.

``docs/wording.md`` has each rule with its reason and examples.
"""

from __future__ import annotations

from portal.domain.advice.findings import Finding, Rule, Severity, Spot
from portal.domain.advice.reports import advise, advise_text, blocking

__all__ = ["Finding", "Rule", "Severity", "Spot", "advise", "advise_text", "blocking"]
