"""Prints the lowest version that pyproject.toml allows of each library, as constraints for pip; tests pass with these, too.

python tools/lowest_versions.py > lowest.txt
pip install --constraint lowest.txt --editable .
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
_BOUND = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,-]*\])?>=(?P<version>[\w.]+)")


def lowest(requirements: Iterable[str]) -> Iterator[str]:
    """Yield a constraint for each requirement. Raises ValueError for one without a lower bound."""
    for requirement in requirements:
        bound = _BOUND.match(requirement)
        if not bound:
            raise ValueError(f"{requirement}: has no lower bound, as in 'pandas>=2.2'")
        yield f"{bound['name']}=={bound['version']}"


if __name__ == "__main__":
    print(*lowest(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]), sep="\n")
