"""Bodies of answers, decompressed in bounded steps and counted while they come."""

import zlib
from collections.abc import Iterable, Iterator

from milcoop_extract.errors import CutBodyError, RefusedError

_STEP = 65536
_GZIP = frozenset({"gzip", "x-gzip"})


def body(chunks: Iterable[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    """Yield the bytes of a body; `encoding` is its Content-Encoding.

    Raises RefusedError for more than `limit` bytes, before or after decompression, and for other encodings than gzip or
    deflate; CutBodyError.
    """
    encoding = encoding.strip().casefold()
    counted = _counted(chunks, limit)
    if encoding in {"", "identity"}:
        return counted
    if encoding in _GZIP:
        return _counted(_inflated(counted, 16 + zlib.MAX_WBITS), limit)
    if encoding == "deflate":
        return _counted(_inflated(counted, None), limit)
    raise RefusedError(f"it came in the encoding {encoding!r}, which was not asked for", "Try again later")


def _counted(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise too_large(limit)
        yield chunk


def too_large(limit: int) -> RefusedError:
    """Return the error of a body that is larger than any right one."""
    return RefusedError(
        f"it has more than {limit / 1e6:.0f} MB", "Look at it in a browser, and save it yourself if it is right"
    )


def _inflated(chunks: Iterable[bytes], window: int | None) -> Iterator[bytes]:
    """Inflate; without a `window` it is "deflate", with the zlib header of the standard or, as of some servers, without."""
    inflater = None
    for piece in chunks:
        if not piece:
            continue
        rest = piece
        if inflater is None:
            inflater = zlib.decompressobj(window or (zlib.MAX_WBITS if rest[0] & 0x0F == 8 else -zlib.MAX_WBITS))
        while rest and not inflater.eof:
            try:
                yield inflater.decompress(rest, _STEP)
            except zlib.error as error:
                raise CutBodyError(f"its compressed bytes are damaged ({error})") from error
            rest = inflater.unconsumed_tail
    if inflater is None or not inflater.eof:
        raise CutBodyError("its compressed bytes end too early")
