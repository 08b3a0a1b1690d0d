"""The wheel: what is built from the project works outside the checkout, with its data files."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from logbook import __version__

PROJECT = Path(__file__).parent.parent


def test_a_wheel_works_outside_the_checkout(tmp_path: Path) -> None:
    build = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    built = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=PROJECT, check=True, capture_output=True, text=True
    )
    site = tmp_path / "site"
    with zipfile.ZipFile(tmp_path / built.stdout.split()[-1]) as wheel:
        wheel.extractall(site)
        names = wheel.namelist()

    done = subprocess.run(
        [sys.executable, "-c", "import logbook; print(logbook.__file__); import logbook.__main__", "demo", "here"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout.startswith(str(site))
    assert "confirmed" in done.stdout
    assert (tmp_path / "here" / "logbook.json").exists()
    assert {name.split("/")[0] for name in names} == {"logbook", f"sighting_logbook-{__version__}.dist-info"}
