"""The house: what stands where, and what may import what."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "logbook"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

LEVELS = (
    ("errors", "sentences", "cells", "patterns"),
    ("records",),
    ("choices", "places", "animals", "breeding", "dates", "credits", "licenses", "taxa", "sun"),
    ("tally", "query", "events", "checks", "privacy"),
    ("changes",),
    ("store", "pictures", "formats", "views"),
    ("cli",),
)
"""The rooms from the ground up. A room may import from those below it and from its own level."""

ONLY = {
    "rich": ("views",),
    "tinydb": ("store",),
    "PIL": ("pictures",),
    "defusedxml": ("pictures", "formats"),
    "pyarrow": ("formats",),
    "pyexiv2": ("pictures",),
    "jinja2": ("views",),
    "textual_image": ("views",),
    "astral": ("sun",),
    "typer": ("cli",),
    "dateutil": ("dates",),
}
HEAVY = (
    *("rich", "tinydb", "dateutil", "PIL", "defusedxml", "pyexiv2", "xml", "concurrent", "platformdirs", "pyarrow"),
    *("jinja2", "astral", "textual_image"),
)
_LAZY = {"store/storage.py", "views/table.py", "views/fitting.py", "pictures/elements.py"}
IMPURE = ("os", "sys", "io", "time", "random", "pathlib", "tempfile", "subprocess", "socket", "shutil", "logging")
FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "misc"}


def room(path: Path) -> str:
    """Name the room a module stands in: the folder, or the file at the top."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path, *, at_top_only: bool = False) -> set[str]:
    """Give the dotted names that a module imports, type-checking blocks left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = [n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    if at_top_only:
        hidden += [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    passed = {id(inner) for node in hidden for inner in ast.walk(node)}
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def level(name: str) -> int:
    return next(number for number, rooms in enumerate(LEVELS) if name in rooms)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    own = room(path)
    if own in {"__init__", "__main__", "data"}:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "logbook" and len(parts) > 1 and parts[1] not in {"data", "__version__"}:
            assert level(parts[1]) <= level(own), f"{own} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_is_known_in_one_room_only(path: Path) -> None:
    for name in imports(path):
        allowed = ONLY.get(name.split(".")[0])
        assert allowed is None or room(path) in allowed, f"{path} imports {name}"


def test_the_xml_of_pictures_is_imported_in_one_place_for_they_are_read_by_several_threads() -> None:
    libraries = {"xml", "defusedxml"}
    pictures = [path for path in MODULES if room(path) == "pictures"]
    found = {path.name for path in pictures if {name.split(".")[0] for name in imports(path)} & libraries}
    assert found == {"elements.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_imports_happen_inside_what_needs_them(path: Path) -> None:
    if path.relative_to(PACKAGE).as_posix() in _LAZY:
        return  # these are themselves imported only where they are needed
    heavy = {name.split(".")[0] for name in imports(path, at_top_only=True)} & set(HEAVY)
    assert not heavy


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_core_touches_nothing(path: Path) -> None:
    if room(path) not in {"store", "pictures", "formats", "views", "cli", "__main__"}:
        assert not {name.split(".")[0] for name in imports(path)} & set(IMPURE)


def test_no_module_is_a_drawer() -> None:
    assert not {path.stem for path in MODULES} & FORBIDDEN_NAMES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_keep_the_measure(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.name == "countries.py" or text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_expression_is_compiled_at_import(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    compiling = [
        node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and ast.unparse(node) == "re.compile"
    ]
    assert {id(node) for node in compiling} <= inside, "logbook/patterns.py compiles when it is used"
