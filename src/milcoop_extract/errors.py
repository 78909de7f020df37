"""The errors that a user can cause or mend; `MilcoopError` is the root of all.

Each message says where (the file and the place in it), what is wrong, and what to do. What is raised beside these is a bug of
this package, or an OSError of the machine. Each error keeps the base of the standard library that fits it, so that
`except ValueError` goes on to work.
"""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from .tables.rows import Failure


class MilcoopError(Exception):
    """The root of all errors of this package.

    >>> from milcoop_extract import MilcoopError, extract_text
    >>> try:
    ...     extract_text("Dit jaar.", "gisteren")
    ... except MilcoopError as error:
    ...     print(error)
    'gisteren' is not a date; write it as 2023-02-03, 3-2-2023 or 3 februari 2023
    """


# What is given: letters, dates, rules, models.


class InputError(MilcoopError, ValueError):
    """The paths that were given hold no letters, or a list or manifest cannot be used; the message says which and why."""


class DateError(MilcoopError, ValueError):
    """A date of a letter that cannot be read; the message says how to write it."""


class ReadError(MilcoopError, ValueError):
    """A file that cannot be read as a letter: `name` of the file, `reason` with the place in it, `remedy`."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}. {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class RuleError(MilcoopError, ValueError):
    """A rule file that cannot be used; each line of the message names a file, the line and entry in it, and the reason."""


class ModelError(MilcoopError, ValueError):
    """A base pipeline that cannot be used; the message says why and what to do."""


# What a run does.


class LetterError(MilcoopError, ValueError):
    """A letter that could not be processed; `failure` says which, at which stage, why, and what can be done."""

    def __init__(self, failure: "Failure") -> None:
        super().__init__(f"{failure.file}: {failure.reason}. {failure.remedy}")
        self.failure = failure


class ManifestError(MilcoopError, ValueError):
    """The manifest of an output folder that cannot be used; the message says why and what to do."""


class SettingsError(MilcoopError, ValueError):
    """A worker whose program, rules or model are not those of the run."""


class StoreError(MilcoopError, OSError):
    """The output folder cannot be written; the message says which, why, and what to do."""


class WorkerError(MilcoopError, RuntimeError):
    """A process or a cluster that cannot even begin; the message says what is known."""


# What a run has written.


class TableError(MilcoopError, ValueError):
    """A table that does not exist, or tables of a folder that cannot be read; the message says what to do."""


class MissingParquetError(MilcoopError, ImportError):
    """The library for Parquet is not installed; the message says how to get it."""


class OutputError(MilcoopError, ValueError):
    """A folder that holds no results; the message says what to do."""


# Evaluation.


class GoldError(MilcoopError, ValueError):
    """A gold file that cannot be used; the message names the file, the line and the reason."""


class BaselineError(MilcoopError, ValueError):
    """A baseline file that cannot be used; the message names the file and the reason."""


# The official repository.


class FetchError(MilcoopError):
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


class ProxyError(MilcoopError, ValueError):
    """The environment names a proxy that cannot be used."""


class AddressError(MilcoopError, ValueError):
    """An id, a dossier or an address that cannot be used; the message says why."""


class SearchError(MilcoopError, ValueError):
    """A search that did not come to its end; the message says why."""


class CorpusError(MilcoopError, ValueError):
    """A folder that cannot be fetched into; the message says why."""


class MetadataError(MilcoopError, ValueError):
    """Metadata that cannot be used; the message completes "this is"."""


class ContentError(MilcoopError, ValueError):
    """A body that is not the document; the message completes "this is"."""


class CutError(ContentError):
    """A body that begins as the document does, and ends too early."""


class CutBodyError(MilcoopError):
    """A compressed body that is damaged or ends too early."""
