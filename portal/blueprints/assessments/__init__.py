"""A person's own self-assessments, and bringing one over to a newer version of its matrix."""

from portal.blueprints.assessments import bringing_over
from portal.blueprints.assessments.views import bp

__all__ = ["bp", "bringing_over"]
