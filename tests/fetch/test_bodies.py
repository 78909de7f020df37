"""Bodies: compressed, too large, cut."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from milcoop_extract.errors import CutBodyError, RefusedError
from milcoop_extract.fetch.bodies import body

TEXT = b"Geachte voorzitter, " * 500
PACKED = gzip.compress(TEXT, mtime=0)


def raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


def pieces(data: bytes, size: int = 7) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [
        ("", bytes),
        ("identity", bytes),
        ("gzip", gzip.compress),
        (" X-GZIP ", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
    ],
)
def test_bodies(encoding: str, compress: Callable[[bytes], bytes]) -> None:
    data = compress(TEXT)
    assert b"".join(body(pieces(data), encoding, len(TEXT))) == TEXT
    with pytest.raises(RefusedError, match="more than"):
        list(body(pieces(data), encoding, len(TEXT) - 1))


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "gzip, identity", "zstd"])
def test_other_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(RefusedError, match="which was not asked for"):
        body([b""], encoding, 10)


@pytest.mark.parametrize("data", [b"", PACKED[:-1], PACKED[:20], b"text", PACKED[:-8] + bytes(8)])
def test_damaged_bodies(data: bytes) -> None:
    with pytest.raises(CutBodyError):
        list(body([data], "gzip", 10**6))


def test_a_bomb_is_not_inflated() -> None:
    bomb = gzip.compress(bytes(200_000_000))
    tracemalloc.start()
    with pytest.raises(RefusedError, match="more than 5 MB"):
        for _ in body([bomb], "gzip", 5_000_000):
            pass
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()
