"""Errors that a user can cause."""


class ModelError(ValueError):
    """A base pipeline that cannot be used; the message says why and what to do."""
