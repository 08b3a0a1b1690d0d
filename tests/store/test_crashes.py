"""Whatever step fails, whenever it is killed, however full the disk: the whole change is there, or none of it."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.errors import LogbookError
from logbook.store.snapshot import Snapshot
from tests.endurance import children, crashes, kills, power
from tests.endurance.children import Ended
from tests.endurance.deeds import BOOK, DEEDS, HISTORY, Deed, Stage, restore
from tests.endurance.demands import Judge
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = Path("logbook.json")


@pytest.fixture(scope="module", autouse=True)
def program() -> None:
    """Import the program whole: what is forked here has it."""
    children.load()


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "stage")


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_whatever_step_meets_its_fate_all_is_done_or_nothing(stage: Stage, deed: Deed) -> None:
    judge = Judge(stage, deed)
    steps = crashes.recorded(judge)
    for at in range(DEEDS.index(deed) % 3, len(steps), 3):  # the endurance trial takes all steps through all fates
        fates = [name for name, fate in crashes.FATES.items() if fate.may_meet(steps[at])]
        fate = fates[(at // 3) % len(fates)]
        assert judge.faults(f"{at} {steps[at][:3]} {fate}", crashes.met(judge, at, crashes.FATES[fate])) == []


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_whenever_the_power_is_cut_all_is_done_or_nothing(stage: Stage, deed: Deed) -> None:
    judge = Judge(stage, deed)
    for cut in power.cuts(judge.before, crashes.recorded(judge)):
        assert power.survived(judge, cut) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("deed", "times"), [(DEEDS[0], 3), (DEEDS[-3], 4), (DEEDS[-1], 5)], ids=lambda given: getattr(given, "name", None)
)
def test_whatever_is_not_forced_to_the_disk_is_missed(stage: Stage, deed: Deed, times: int) -> None:
    judge = Judge(stage, deed)
    fewer = list(power.without_one_forcing(crashes.recorded(judge)))

    assert len(fewer) == times
    for steps in fewer:
        assert any(power.survived(judge, cut) for cut in power.cuts(judge.before, steps))


def test_a_file_that_is_written_in_place_would_be_found_broken(stage: Stage) -> None:
    judge = Judge(stage, DEEDS[0])
    restore(stage.work, {**judge.before, BOOK: judge.after[BOOK][:1000]})

    assert judge.faults("in place", Ended(None)) == ["files broken"]


@pytest.mark.parametrize(
    ("state", "ended", "fault"),
    [
        ("before", Ended(0), "acknowledged changes lost"),
        ("before", Ended(None, "s5  Lynx"), "acknowledged changes lost"),
        ("after", Ended(1, "", "no room on the disk"), "refused changes made"),
        ("before", Ended(1), "ends without a sentence"),
        ("before", Ended(1, "", "Traceback (most recent call last):"), "tracebacks"),
        ("before", Ended(70, "", "what is this?"), "tracebacks"),
    ],
)
def test_the_judge_of_all_this_is_not_blind(stage: Stage, state: str, ended: Ended, fault: str) -> None:
    judge = Judge(stage, DEEDS[0])
    restore(stage.work, judge.before if state == "before" else judge.after)

    assert judge.faults("nothing done", ended) == [fault]


def test_the_judge_sees_a_history_that_lies(stage: Stage) -> None:
    judge = Judge(stage, DEEDS[0])
    history = judge.after[HISTORY].replace(b'"after":"', b'"after":"0', 1)
    restore(stage.work, {**judge.after, HISTORY: history, "logbook.copy.json": b""})

    assert judge.faults("lies", Ended(0)) == ["histories that disagree", "files left over"]


@pytest.mark.slow
def test_killed_at_any_moment_the_next_command_goes_on(stage: Stage) -> None:
    player = kills.Player(stage, random.Random(7))  # noqa: S311 - the same moments every time
    for _ in range(60):
        player.play()

    assert player.counts.pop("killed") > 0
    assert not player.counts


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def child(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True, env=_environment()
    )


ADDING = """
import sys
from pathlib import Path
from tests.store import deeds
for count in range(int(sys.argv[1])):
    print(*deeds.add(Path("logbook.json"), f"{sys.argv[2]} {count}"), flush=True)
"""


@pytest.mark.slow
def test_two_processes_add_and_nothing_is_lost() -> None:
    both = [child(ADDING, "100", name) for name in ("left", "right")]
    numbers = [line for one in both for line in one.communicate()[0].split()]

    assert len(set(numbers)) == len(numbers) == 200
    assert sorted(deeds.remarks(PATH).values()) == sorted(
        f"{name} {n}" for name in ("left", "right") for n in range(100)
    )
    assert not Snapshot(PATH).notes


@contextlib.contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Limit how large a file may grow; for no longer than needed, since pytest's own output may be a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 1, 100])
def test_a_file_that_may_not_grow_stays_as_it_was(room: int) -> None:
    deeds.add(PATH, "one" * 1_000)
    before = PATH.read_bytes()

    with pytest.raises(LogbookError, match="no room on the disk") as fault, files_up_to(len(before) + room):
        deeds.add(PATH, "two" * 1_000)

    assert fault.value.exit_code == 1
    assert PATH.read_bytes() == before
    assert deeds.leftovers(Path()) == []


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """Mount a disk of 64 kB."""
    disk = Path("disk").absolute()
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        failed = subprocess.run(mounted, capture_output=True, check=False).returncode
    except FileNotFoundError:
        failed = True
    if failed:
        pytest.skip("mounting a small disk needs root, and a system that has mount and tmpfs")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_keeps_every_sighting_that_was_acknowledged(small_disk: Path) -> None:
    path = small_disk / "logbook.json"
    count = 0
    with pytest.raises(LogbookError, match=r"no room on the disk to write .*free some space and repeat"):  # noqa: PT012
        while count < 1_000:  # each of them is acknowledged until one is not
            assert deeds.add(path, "x" * 500) == [count + 1]
            count += 1

    assert list(deeds.remarks(path)) == list(range(1, count + 1))
    assert deeds.leftovers(small_disk) == []
    (small_disk / "logbook.history.jsonl").unlink()
    deeds.remove(path, 1)
    assert deeds.undo(path)
