"""Rows to Parquet files, with pyarrow, which is optional and imported when it is needed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

from milcoop_extract.errors import MissingParquetError

from .atomic import replacing
from .rows import Cell, Cells, fields

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

ROW_GROUP = 122_880
"""The number of rows in a row group: as many as DuckDB reads at a time."""

_BATCH = 4096
"""The number of rows that are Python objects before they are packed."""


def require_parquet() -> None:
    """Raise MissingParquetError where Parquet cannot be written or read, so that it is known before the work begins."""
    if find_spec("pyarrow") is None:
        raise MissingParquetError(
            'Parquet needs pyarrow, which is not installed; install it with: pip install "milcoop-extract[parquet]"'
        )


def schema(table: str) -> "pa.Schema":
    """Return the columns of a table in a Parquet file: those of its CSV file, with strings, int64, bool and date32.

    Numbers are decimal strings, as in the record. "€ 999.999.999.999.999.999 triljoen" has 36 figures before the point and
    "0,999999999 cent" 11 behind it; no `decimal128` has room for both, and more than its 38 figures few programs can read.
    """
    import pyarrow as pa  # noqa: PLC0415

    types = {"integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}
    return pa.schema([(field["name"], types.get(field["type"], pa.string())) for field in fields(table)])


class ParquetPart:
    """A Parquet file while rows are added to it; its bytes follow from the rows and the version of pyarrow."""

    def __init__(self, writer: "pq.ParquetWriter", schema: "pa.Schema") -> None:
        self._writer = writer
        self._schema = schema
        self._rows: list[Cells] = []
        self._batches: list[pa.RecordBatch] = []

    @classmethod
    @contextmanager
    def at(cls, path: Path, table: str) -> Iterator[Self]:
        """Open a part of a table that takes the place of `path` when the block ends well. Raises MissingParquetError."""
        require_parquet()
        import pyarrow.parquet as pq  # noqa: PLC0415

        columns = schema(table)
        options = {"version": "2.6", "compression": "zstd", "compression_level": 3, "data_page_version": "1.0"}
        with replacing(path, "wb") as file, pq.ParquetWriter(file, columns, **options) as writer:
            part = cls(writer, columns)
            yield part
            part._pack()
            part._write()

    def add(self, rows: Iterable[Cells]) -> None:
        """Add rows, their cells in the order of the columns."""
        self._rows += rows
        if len(self._rows) >= _BATCH:
            self._pack()
        if sum(len(batch) for batch in self._batches) >= ROW_GROUP:
            self._write()

    def _pack(self) -> None:
        import pyarrow as pa  # noqa: PLC0415

        if self._rows:
            columns = zip(self._schema, zip(*self._rows, strict=True), strict=True)
            arrays = [_array(field.type, cells) for field, cells in columns]
            self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
            self._rows.clear()

    def _write(self) -> None:
        import pyarrow as pa  # noqa: PLC0415

        if self._batches:
            self._writer.write_table(pa.Table.from_batches(self._batches))
            self._batches.clear()


def _array(type_: "pa.DataType", cells: tuple[Cell, ...]) -> "pa.Array":
    import pyarrow as pa  # noqa: PLC0415

    return pa.array(cells, pa.string()).cast(type_) if type_ == pa.date32() else pa.array(cells, type_)
