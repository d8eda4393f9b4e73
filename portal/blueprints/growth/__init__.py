"""Growth: what a person practises, and a manager's view of the plans that have gone to sleep."""

from portal.blueprints.growth import goals, pictures, standings, team_goals, views
from portal.blueprints.growth.blueprint import bp

__all__ = ["bp", "goals", "pictures", "standings", "team_goals", "views"]
