"""What a reader says of a file that it cannot read."""


class ReadError(ValueError):
    """A file that cannot be read as a letter; the message names the file, the place in it and what can be done."""
