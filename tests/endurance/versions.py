"""The whole suite on every Python that is there, with the lowest and with the newest version of each dependency.

Those are python3.11 and later on the PATH that answer, and those that the environment's LOGBOOK_PYTHONS names, as PATH
does. Lowest are the versions that pyproject.toml names; newest goes beyond what it allows for Typer, whose next release
somebody may have installed already. What only tests need is always the newest.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.endurance.outcomes import Outcome, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.endurance.outcomes import Setting

SUMMARY = "the suite on every Python that is there, with the lowest and the newest dependencies"

ROOT = Path(__file__).parent.parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
_COUNT = re.compile(r"(\d+) (passed|failed|error)")


def run(setting: Setting) -> Iterator[Row]:
    """Make an environment for each and run the suite in it; the share does not apply."""
    constraints = _lowest(setting.folder)
    for version, interpreter in _interpreters().items():
        for which, extra in (("lowest", ["--constraint", str(constraints)]), ("newest", [])):
            folder = setting.folder / f"{version}-{which}"
            python = _environment(interpreter, folder, extra)
            if which == "newest":
                _pip(python, "--upgrade", "typer")
            yield Row(f"the suite on Python {version}, {which} dependencies", _suite(python))
            shutil.rmtree(folder)


def _lowest(folder: Path) -> Path:
    """Write the constraints that hold everything the program may use to the lowest version that it declares."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = [*project["dependencies"], *(one for name in extras if name != "test" for one in extras[name])]
    lowest = [f"{name}=={version}" for name, version in (_floor(one) for one in declared)]
    constraints = folder / "lowest.txt"
    constraints.write_text("\n".join(lowest), encoding="utf-8")
    return constraints


def _floor(declared: str) -> tuple[str, str]:
    found = re.match(r"([\w.-]+)>=([\w.]+)", declared)
    if found is None:
        raise ValueError(f"{declared} names no lowest version")
    return found[1], found[2]


def _interpreters() -> dict[str, str]:
    """Give each Python that answers, by its version."""
    named = os.environ.get("LOGBOOK_PYTHONS", "").split(os.pathsep)
    candidates = [*filter(None, named), *filter(None, (shutil.which(f"python{version}") for version in PYTHONS))]
    found: dict[str, str] = {}
    for interpreter in candidates:
        said = subprocess.run([interpreter, "--version"], capture_output=True, text=True, check=False)
        if said.returncode == 0:
            found.setdefault(said.stdout.split()[-1], interpreter)
    return found


def _environment(interpreter: str, folder: Path, extra: list[str]) -> Path:
    """Make an environment with the program and its tests."""
    subprocess.run([interpreter, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    _pip(python, "--editable", f"{ROOT}[test,embed,parquet,terminal]", *extra)
    return python


def _pip(python: Path, *words: str) -> None:
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words], check=True)


def _suite(python: Path) -> Outcome:
    """Run the suite, and count from its last line."""
    command = [python, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    counts = {word: int(many) for many, word in _COUNT.findall(said.rstrip("\n").rsplit("\n", 1)[-1])}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    return Outcome(counts.get("passed", 0) + failed, {"tests failed": failed})
