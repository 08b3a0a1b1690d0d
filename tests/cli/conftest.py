"""The line a user types, run in the test's own folder.

    def test_list_finds_china(run: Run, essay_file: Path) -> None:
        assert run("list --region china").stdout.startswith("s1")

`run` splits its line as a shell does, asserts the exit code (0 unless `code=` says otherwise) and gives `stdout` and
`stderr`. It is 2026-11-22 12:00 UTC (`NOW`); there is no network; and nothing is a terminal, so the format is plain
unless `--format table` asks for one, as wide as `COLUMNS` (80, or `width=`). A logbook that no test made is never
found: the default raises.
"""

from __future__ import annotations

import os
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

import pytest
from typer.testing import CliRunner

from logbook.cli import declare
from logbook.cli.app import app
from tests import essay

if TYPE_CHECKING:
    from typer.testing import Result

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Run(Protocol):
    """Run a line; `stdin` is what is piped in."""

    def __call__(self, line: str, *, code: int = 0, stdin: str | None = None, width: int = 80) -> Result: ...


class NetworkAskedError(AssertionError):
    """A command would have asked the network."""


class NoLogbookNamedError(AssertionError):
    """A test would have touched the logbook in the home folder."""


def _no_default() -> NoReturn:
    raise NoLogbookNamedError


def _no_network(*_: object, **__: object) -> NoReturn:
    raise NetworkAskedError


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the line that a user types."""
    monkeypatch.setattr("logbook.cli.session.clock", lambda: NOW)
    monkeypatch.setattr("logbook.cli.whereabouts.default_file", _no_default)

    def run_line(line: str, *, code: int = 0, stdin: str | None = None, width: int = 80) -> Result:
        env = {"COLUMNS": str(width), "TERMINAL_WIDTH": str(width)}
        declare(())
        with monkeypatch.context() as offline:
            for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
                offline.setattr(f"socket.{name}", _no_network)
            result = CliRunner().invoke(app, shlex.split(line), input=stdin, env=env, prog_name="logbook")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, f"{line}\n{result.output}"
        return result

    return run_line


@pytest.fixture
def essay_file() -> Path:
    """Write the essay's logbook where the test stands: `logbook.json`."""
    return essay.write(Path("logbook.json").absolute())


@pytest.fixture
def unprivileged() -> list[str]:
    """Give the words in front of a command that let a folder be locked for it, as none is for root."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root reads everything, and setpriv is not here")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
