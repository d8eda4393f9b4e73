"""The outbox, as admins see it."""
