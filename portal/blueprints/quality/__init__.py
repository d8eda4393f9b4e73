"""Quality reviews of conversations, and the tone guide they are written along."""

from portal.blueprints.quality import reviews, tone_guide
from portal.blueprints.quality.blueprint import bp

__all__ = ["bp", "reviews", "tone_guide"]
