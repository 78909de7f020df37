"""The error for a file that cannot be read."""


class ReadError(ValueError):
    """A file that cannot be read as a letter: `name` of the file, `reason` with the place in it, `remedy`."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}. {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy
