"""The two peers in an environment of their own: stock TinyDB and jrnl, whose dependencies are not ours.

It is made once a run, with pip, and goes with it; or it is kept in the folder that LOGBOOK_PEERS names. Neither peer
touches the home folder, and neither waits for an answer.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

WANTED = ("tinydb>=4.8", "jrnl>=4.2,<5")
JOURNAL = """version: '{version}'
journals:
  default: {file}
encrypt: false
editor: ''
highlight: false
"""
_PATIENCE = 300.0


class Peer(NamedTuple):
    """A peer: the file that it keeps, what its command lines begin with, and their environment."""

    file: Path
    command: tuple[str, ...]
    env: dict[str, str]

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start it, with nothing to read and its answers to be read."""
        return subprocess.Popen(
            [*self.command, *words],
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def tinydb(folder: Path) -> Peer | str:
    """Give stock TinyDB on a new file in `folder`; its words are those of `stock_tinydb`. A text says why not."""
    python = _environment()
    if isinstance(python, str):
        return python
    script = Path(__file__).with_name("stock_tinydb.py")
    file = folder / "tinydb.json"
    return Peer(file, (str(python), str(script), str(file)), _env(folder))


def jrnl(folder: Path) -> Peer | str:
    """Give jrnl with a journal in plain text in `folder`; its words are an entry. A text says why not."""
    python = _environment()
    if isinstance(python, str):
        return python
    env, file, config = _env(folder), folder / "journal.txt", folder / "jrnl.yaml"
    asked = [str(python), "-c", "from jrnl import __version__; print(__version__)"]
    version = subprocess.run(asked, env=env, capture_output=True, text=True, check=True).stdout.strip()
    config.write_text(JOURNAL.format(version=version, file=file), encoding="utf-8")
    peer = Peer(file, (str(python.with_name("jrnl")), "--config-file", str(config)), env)
    # The first run makes the journal and fills its settings up: eight at once would be tried on that instead.
    with peer.start("2013-10-09 09:00: The first entry.") as first:
        _, said = first.communicate()
    return f"jrnl did not start: {said.strip()}" if first.returncode else peer


@functools.cache
def _environment() -> Path | str:
    """Give the Python that has both peers, or a text why there is none; all trials of a run share it."""
    named = os.environ.get("LOGBOOK_PEERS")
    place = Path(named or tempfile.mkdtemp(prefix="endurance-peers-")).absolute()
    if not named:
        atexit.register(shutil.rmtree, place, ignore_errors=True)
    python = place / "bin" / "python"
    if _has_both(python):
        return python
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *WANTED]
    for step in ([sys.executable, "-m", "venv", str(place)], install):
        try:
            subprocess.run(step, capture_output=True, check=True, timeout=_PATIENCE)
        except (OSError, subprocess.SubprocessError):
            return "not tried: it could not be installed"
    return python if _has_both(python) else "not tried: it could not be installed"


def _has_both(python: Path) -> bool:
    asked = [str(python), "-c", "import jrnl, tinydb"]
    return python.exists() and not subprocess.run(asked, capture_output=True, check=False).returncode


def _env(folder: Path) -> dict[str, str]:
    """Give the environment, with homes below the trial's folder."""
    homes = {name: str(folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    (folder / "home").mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, **homes, "TZ": "UTC", "NO_COLOR": "1"}
