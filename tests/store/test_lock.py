"""The lock: one writer at a time, and the next one is told who it is."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from logbook.changes import Change
from logbook.errors import LockedError, LogbookError
from logbook.store import lock
from logbook.store.lock import locked
from logbook.store.transaction import transaction
from tests.store import deeds

PATH = Path("logbook.json").absolute
LOCK = ".logbook.json.lock"
HOLD = """
import sys, time
from pathlib import Path
from logbook.store.lock import locked
with locked(Path("logbook.json").absolute(), "import birds.csv", print):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    monkeypatch.setattr(lock, "WAIT", 0.15)


def holder() -> subprocess.Popen[str]:
    """Start another process that holds the lock."""
    other = subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True, env=_environment())
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def kill(other: subprocess.Popen[str]) -> None:
    other.kill()
    other.communicate()


class TestLock:
    """One writer at a time; the others are told who it is."""

    @pytest.mark.usefixtures("impatient")
    def test_a_waiter_is_told_who_holds_it_and_gives_up(self) -> None:
        said: list[str] = []
        other = holder()
        try:
            with pytest.raises(
                LockedError, match=f"is being written by process {other.pid} on .*: import birds.csv"
            ) as fault:
                transaction(PATH(), "add", said.append).__enter__()
        finally:
            kill(other)

        assert fault.value.exit_code == 5
        assert len(said) == 1
        assert said[0].startswith(f"waiting for process {other.pid} on ")
        assert said[0].endswith(f"import birds.csv, which is writing {PATH()}")

    def test_a_waiter_goes_on_as_soon_as_it_may(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(lock, "PATIENCE", 0.05)
        other = holder()

        def tell(_: str) -> None:
            kill(other)

        with locked(PATH(), "add", tell):
            pass

    def test_a_holder_that_was_killed_holds_no_longer(self) -> None:
        kill(holder())
        before = time.monotonic()

        assert deeds.add(PATH(), "one") == [1]
        assert time.monotonic() - before < lock.PATIENCE

    @pytest.mark.usefixtures("impatient")
    def test_the_one_who_holds_it_cannot_take_it_twice(self) -> None:
        with locked(PATH(), "add", deeds.quiet), pytest.raises(LockedError, match=f"process {os.getpid()} on"):
            deeds.add(PATH(), "one")

    @pytest.mark.usefixtures("impatient")
    def test_nobody_is_named_where_no_name_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with locked(PATH(), "add", deeds.quiet):
            Path(LOCK).write_text("", encoding="utf-8")
            with pytest.raises(LockedError, match="written by another process"):
                deeds.add(PATH(), "one")
            monkeypatch.setattr(Path, "read_text", deeds.raising(errno.EACCES))
            with pytest.raises(LockedError, match="written by another process"):
                deeds.add(PATH(), "one")

    def test_it_is_given_back_when_the_command_fails(self) -> None:
        with pytest.raises(KeyError), locked(PATH(), "add", deeds.quiet):
            raise KeyError
        assert deeds.add(PATH(), "one") == [1]

    def test_a_lock_that_cannot_be_made_is_said(self) -> None:
        Path(LOCK).mkdir()

        with pytest.raises(LogbookError, match=r"logbook\.json could not be written"):
            deeds.add(PATH(), "one")

    @pytest.mark.parametrize(("mode", "lock"), [(0o664, 0o664), (0o600, 0o600), (0o755, 0o644), (0o464, 0o664)])
    def test_whoever_may_write_the_logbook_may_take_it(self, mode: int, lock: int) -> None:
        deeds.add(PATH(), "one")
        PATH().chmod(mode)
        Path(LOCK).unlink()

        with locked(PATH(), "add", deeds.quiet):
            pass

        assert stat.S_IMODE(Path(LOCK).stat().st_mode) == lock

    def test_a_command_line_that_is_no_text_is_no_trap(self) -> None:
        with transaction(PATH(), "add \udcff", deeds.quiet) as held:
            assert held.commit([Change("sightings", 1, None, b"{}")], now=deeds.NOW) == 1
        assert "add \\\\udcff" in Path("logbook.history.jsonl").read_text(encoding="utf-8")
