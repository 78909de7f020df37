"""Why something could not be fetched; each says what can be done."""

from typing import ClassVar


class FetchError(Exception):
    """An address that did not give what was asked for; `reason` and `remedy` are sentences without their last full stop."""

    unwell: ClassVar[bool] = False
    """Whether the server did not answer rightly, so that the next document may have the same fate."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}")
        self.reason = reason
        self.remedy = remedy


class MissingError(FetchError):
    """The server says that it does not have it, or does not give it."""


class RefusedError(FetchError):
    """A response that is refused: it leads elsewhere, is too large, or is something else."""


class UnwellError(FetchError):
    """The server failed again and again, or answers too slowly."""

    unwell = True


class UnreachableError(UnwellError):
    """There was no connection to the server."""


class LaterError(UnwellError):
    """The server asks to be left alone for longer than is waited for."""
