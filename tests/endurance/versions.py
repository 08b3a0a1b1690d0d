"""The whole suite on every Python that is there, with the lowest and with the newest version of each dependency.

Those are the one that runs this, python3.11 and later on the PATH that answer, and those that the environment's
LOGBOOK_PYTHONS names, as PATH does. Lowest are the versions that pyproject.toml names; newest goes beyond what it
allows for Typer, whose next release somebody may have installed already. What only tests need is always the newest.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.endurance.outcomes import Outcome, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.endurance.outcomes import Setting

SUMMARY = "the suite on every Python that is there, with the lowest and the newest dependencies"

ROOT = Path(__file__).parent.parent.parent
SUITE = ("-m", "pytest", "-q", "-n", "auto", "-p", "no:cacheprovider")
_EVERYTHING = ("--editable", f"{ROOT}[test,embed,parquet,terminal]")
_NAMES = tuple(f"python3.{minor}" for minor in range(11, 20))
_COUNT = re.compile(r"(\d+) (passed|failed|error)")
_FAILED = 1
"""What pytest ends with where tests failed; with more where it could not run them."""


def run(setting: Setting) -> Iterator[Row]:
    """Make an environment for each and run the suite in it; the share does not apply."""
    lowest = _lowest(setting.folder)
    for version, interpreter in _interpreters().items():
        for which, asked in (("lowest", (*_EVERYTHING, "--constraint", lowest)), ("newest", _EVERYTHING)):
            folder = setting.folder / f"{version}-{which}"
            upgraded = ("--upgrade", "typer") if which == "newest" else ()
            tried = _tried(interpreter, folder, asked, upgraded)
            yield Row(f"the suite on Python {version}, {which} dependencies", tried)
            shutil.rmtree(folder, ignore_errors=True)


def _lowest(folder: Path) -> str:
    """Write the constraints that hold everything the program may use to the lowest version that it declares."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = [*project["dependencies"], *(one for name in extras if name != "test" for one in extras[name])]
    constraints = folder / "lowest.txt"
    constraints.write_text("\n".join(map(_floor, declared)), encoding="utf-8")
    return str(constraints)


def _floor(declared: str) -> str:
    found = re.match(r"([\w.-]+)>=([\w.]+)", declared)
    if found is None:
        raise ValueError(f"{declared} names no lowest version")
    return f"{found[1]}=={found[2]}"


def _interpreters() -> dict[str, str]:
    """Give each Python that answers, by its version."""
    named = os.environ.get("LOGBOOK_PYTHONS", "").split(os.pathsep)
    found: dict[str, str] = {}
    for interpreter in filter(None, map(shutil.which, (*filter(None, named), *_NAMES, sys.executable))):
        said = subprocess.run([interpreter, "--version"], capture_output=True, text=True, check=False)
        if said.returncode == 0:
            found.setdefault(said.stdout.split()[-1], interpreter)
    return found


def _tried(interpreter: str, folder: Path, *wanted: tuple[str, ...]) -> Outcome | str:
    """Run the suite in an environment of its own, into which pip puts one thing after the other; or say why not."""
    python = str(folder / "bin" / "python")
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    for step in ((interpreter, "-m", "venv", str(folder)), *((*pip, *one) for one in wanted if one)):
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stderr)
            return "not tried: its dependencies could not be installed"
    return _suite(python)


def _suite(python: str) -> Outcome:
    """Run the suite, and count from its last line."""
    done = subprocess.run([python, *SUITE], cwd=ROOT, capture_output=True, text=True, check=False)
    *_, last = done.stdout.rstrip("\n").split("\n")
    counts = {word: int(many) for many, word in _COUNT.findall(last)}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    if done.returncode:
        sys.stderr.write(done.stdout[-2_000:] + done.stderr[-2_000:])
    faults = {"tests failed": failed, "suites that did not run": int(done.returncode > _FAILED)}
    return Outcome(counts.get("passed", 0) + failed, faults, "none failed")
