"""Makes corpus/formats: the sample letter in every format, from its one source. Run as `make formats`.

The files are the same every time, byte by byte.
"""

from pathlib import Path

from . import FOLDER, make_all

for name, data in make_all().items():
    Path(FOLDER / name).write_bytes(data)
