"""People: the directory, a person's page, their record and their leaves."""

from portal.blueprints.people import absences, views

__all__ = ["absences", "views"]
