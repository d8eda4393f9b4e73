"""The rules of support careers, free of Flask and of the database."""
