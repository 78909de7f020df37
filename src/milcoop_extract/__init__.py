"""Reads Dutch Kamerbrieven and extracts amounts, percentages, dates, durations, Kamerstuk references and programmes.

`extract` reads one letter, `extract_text` a string, `extract_many` whole folders; each gives an `Extraction`. An `Extractor`
does the same with a model and rules of its own. `run` writes the files of an output folder, as the command does, and
`read_tables` reads them. `load` gives the spaCy pipeline, `evaluate` scores against gold. Every error that a user can cause is
a `MilcoopError`.

Each is imported when it is first used, so that importing the package, or asking the command for help, costs next to nothing.

>>> import milcoop_extract as mx
>>> [(mention.type, mention.text) for mention in mx.extract_text("Dat kost € 5 miljoen, 2% meer.").mentions]
[('amount', '€ 5 miljoen'), ('percentage', '2%')]
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import (
    AddressError,
    BaselineError,
    ContentError,
    CorpusError,
    CutBodyError,
    CutError,
    DateError,
    FetchError,
    GoldError,
    InputError,
    LaterError,
    LetterError,
    ManifestError,
    MetadataError,
    MilcoopError,
    MissingError,
    MissingParquetError,
    ModelError,
    OutputError,
    ProxyError,
    ReadError,
    RefusedError,
    RuleError,
    SearchError,
    SettingsError,
    StoreError,
    TableError,
    UnreachableError,
    UnwellError,
    WorkerError,
)

if TYPE_CHECKING:
    from milcoop_extract.batch.run import extract_many, run
    from milcoop_extract.tables.frames import read_tables

    from .evaluation import evaluate
    from .extractor import Extraction, Extractor, extract, extract_text
    from .pipeline import load

__version__ = "0.1.0"

__all__ = [
    "AddressError",
    "BaselineError",
    "ContentError",
    "CorpusError",
    "CutBodyError",
    "CutError",
    "DateError",
    "Extraction",
    "Extractor",
    "FetchError",
    "GoldError",
    "InputError",
    "LaterError",
    "LetterError",
    "ManifestError",
    "MetadataError",
    "MilcoopError",
    "MissingError",
    "MissingParquetError",
    "ModelError",
    "OutputError",
    "ProxyError",
    "ReadError",
    "RefusedError",
    "RuleError",
    "SearchError",
    "SettingsError",
    "StoreError",
    "TableError",
    "UnreachableError",
    "UnwellError",
    "WorkerError",
    "__version__",
    "evaluate",
    "extract",
    "extract_many",
    "extract_text",
    "load",
    "read_tables",
    "run",
]

_HOMES = {
    "Extraction": "extractor",
    "Extractor": "extractor",
    "evaluate": "evaluation",
    "extract": "extractor",
    "extract_many": "batch.run",
    "extract_text": "extractor",
    "load": "pipeline",
    "read_tables": "tables.frames",
    "run": "batch.run",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
