"""The layout: imports go down the flow of the data, types of mentions do not know each other, and files stay short."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "milcoop_extract"
FLOW = (
    "errors",
    "records",
    "rule_messages",
    "rules",
    "document",
    "inputs",
    "readers",
    "mentions",
    "facts",
    "tables",
    "pipeline",
    "extractor",
    "batch",
    "evaluation",
    "views",
    "fetch",
    "cli",
)
"""The modules of the package root. Each may import those before it; `__init__` is the face of all of them."""

TIES: set[tuple[str, str]] = set()
"""Types of mentions that import another one, each with that one; shared modules count as a type of their own name."""

Module = tuple[str, ...]


def modules() -> dict[Module, Path]:
    """Return the modules of the package by their names in it; a package has the name of its folder."""
    paths = {path.relative_to(PACKAGE).with_suffix("").parts: path for path in sorted(PACKAGE.rglob("*.py"))}
    return {name[:-1] if name[-1] == "__init__" else name: path for name, path in paths.items()}


MODULES = modules()


def _is_for_types(node: ast.AST) -> bool:
    """Tell whether a part of a module is run by type checkers only."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imports(name: Module, source: str, *, is_package: bool = False) -> Iterator[Module]:
    """Yield the modules of the package that a module imports, wherever in it."""
    package = name if is_package else name[:-1]
    tree = ast.parse(source)
    for_types = {id(part) for node in ast.walk(tree) if _is_for_types(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            targets = [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = (PACKAGE.name, *package[: len(package) - node.level + 1]) if node.level else ()
            base = above + (tuple(node.module.split(".")) if node.module else ())
            targets = [(*base, alias.name) if (*base, alias.name)[1:] in MODULES else base for alias in node.names]
        else:
            continue
        yield from (target[1:] for target in targets if target[0] == PACKAGE.name)


def ties() -> Iterator[tuple[Module, Module]]:
    """Yield every module of the package with each that it imports."""
    for name, path in MODULES.items():
        for target in imports(name, path.read_text(encoding="utf-8"), is_package=path.name == "__init__.py"):
            yield name, target


@pytest.mark.parametrize(
    ("name", "is_package", "source", "expected"),
    [
        (("batch", "run"), False, "from milcoop_extract import __version__", [()]),
        (("batch", "run"), False, "from milcoop_extract import inputs", [("inputs",)]),
        (("batch", "run"), False, "def f():\n    from .plan import Plan", [("batch", "plan")]),
        (("batch", "run"), False, "from . import plan, store", [("batch", "plan"), ("batch", "store")]),
        (("batch", "run"), False, "import milcoop_extract.tables.rows, json", [("tables", "rows")]),
        (("mentions", "dates", "component"), False, "from ..spans import Found", [("mentions", "spans")]),
        (("mentions", "dates"), True, "from .rules import CalendarRules", [("mentions", "dates", "rules")]),
        (("extractor",), False, "from .document import Document\nimport re", [("document",)]),
    ],
)
def test_imports_are_seen(name: Module, is_package: bool, source: str, expected: list[Module]) -> None:
    assert list(imports(name, source, is_package=is_package)) == expected


def test_the_flow_names_every_module_of_the_root() -> None:
    assert {name[0] for name in MODULES if name} == set(FLOW)


def test_imports_go_down_the_flow() -> None:
    order = {name: number for number, name in enumerate(FLOW)}
    up = [
        f"{'.'.join(name)} imports {'.'.join(target)}"
        for name, target in ties()
        if name and target and order[target[0]] > order[name[0]]
    ]
    # An Extractor starts the processes of a batch, where it is asked for many letters.
    assert up == ["extractor imports batch.run"]


def test_types_of_mentions_do_not_know_each_other() -> None:
    types = {name[1] for name, path in MODULES.items() if name[:1] == ("mentions",) and path.name == "__init__.py" and name[1:]}
    found = {
        (name[1], target[1])
        for name, target in ties()
        if name[:1] == target[:1] == ("mentions",) and name[1:] and target[1:] and target[1] in types and target[1] != name[1]
    }
    assert found == TIES


def test_the_root_has_at_most_ten_modules() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 10


def test_no_file_is_long() -> None:
    files = (file for folder in ("src", "benchmarks", "tools") for file in (ROOT / folder).rglob("*.py"))
    lengths = {file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {file: length for file, length in lengths.items() if length > 400} == {}
