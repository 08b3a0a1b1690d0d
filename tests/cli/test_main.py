"""The whole program in odd surroundings: streams that were closed or that nobody reads, numbers of any length."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.stored import FILE, jpeg, stored

if TYPE_CHECKING:
    from tests.cli.conftest import Run

LONG = "x" * 100_000
"""More than a pipe and what stands before it hold."""


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a shell does, `logbook` standing for it."""
    whole = line.replace("logbook", f"'{sys.executable}' -m logbook", 1)
    return subprocess.run(  # noqa: S602 - it is the shell that closes streams
        whole, shell=True, capture_output=True, text=True, check=False, env={**os.environ, "LOGBOOK_FILE": str(FILE)}
    )


@pytest.mark.slow
@pytest.mark.usefixtures("essay_file")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_keeps_nothing_from_being_done(closed: str) -> None:
    done = shell(f"logbook add Lynx --region Russia {closed}")

    assert (done.returncode, done.stderr) == (0, "")
    assert stored("s4")["vernacular_name"] == "Lynx"
    json.loads(FILE.read_bytes())


@pytest.mark.slow
@pytest.mark.usefixtures("essay_file")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("full", "code", "said"),
    [
        (">/dev/full", 1, "logbook: the answer could not be written: No space left on device\n"),
        ("2>/dev/full", 0, ""),
        (">/dev/full 2>/dev/full", 1, ""),
    ],
)
def test_a_stream_that_is_full_costs_no_record(full: str, code: int, said: str, unbuffered: str) -> None:
    done = shell(f"PYTHONUNBUFFERED={unbuffered} logbook add Lynx --region Russia {full}")

    assert (done.returncode, done.stderr) == (code, said)
    assert stored("s4")["vernacular_name"] == "Lynx"


@pytest.mark.slow
@pytest.mark.usefixtures("essay_file")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(("line", "code"), [("list", 1), ("check", 1), ("list --json", 1), ("show s9", 3)])
def test_an_answer_that_could_not_be_written_is_told_of_once(line: str, code: int, unbuffered: str) -> None:
    FILE.write_bytes(FILE.read_bytes().replace(b'"credit":"c1"', b'"credit":"c9"'))
    done = shell(f"PYTHONUNBUFFERED={unbuffered} logbook {line} >/dev/full")

    assert done.returncode == code
    assert done.stderr.count("could not be written") == (code != 3)


@pytest.mark.slow
@pytest.mark.usefixtures("essay_file")
@pytest.mark.parametrize(("line", "code"), [("show s9", 3), ("list --since 9", 2), ("list --file .", 1), ("list", 1)])
def test_where_nobody_can_be_told_the_exit_code_still_tells(line: str, code: int) -> None:
    done = shell(f"logbook {line} >/dev/full 2>/dev/full")

    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


@pytest.mark.slow
@pytest.mark.usefixtures("essay_file")
@pytest.mark.parametrize(
    "odd",
    [
        *("LC_ALL=C", "PYTHONIOENCODING=ascii:strict"),
        *("COLUMNS=1 LINES=1", "COLUMNS=wide LINES=-1", "env -u HOME -u USER", "TERM= TZ=Nowhere/Land"),
    ],
)
def test_no_environment_changes_what_is_recorded_or_stops_an_answer(odd: str) -> None:
    added = shell(f"{odd} logbook add 'Léopard' --region 吉林 --note 🐆")

    assert (added.returncode, "Traceback" in added.stderr) == (0, False)
    assert stored("s4")["vernacular_name"] == "Léopard"
    assert shell(f"{odd} logbook summary --format table").returncode == 0


def test_ctrl_c_before_the_command_has_begun_is_no_traceback() -> None:
    code = "import logbook.cli as cli; cli.declare = lambda _: (_ for _ in ()).throw(KeyboardInterrupt); cli.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (130, "\nlogbook: interrupted\n")


@pytest.mark.slow
@pytest.mark.usefixtures("essay_file")
def test_an_undo_is_done_though_nobody_reads_what_it_shows() -> None:
    shell(f"logbook edit s1 --note {LONG} >/dev/null")
    assert stored("s1")["remarks"] == LONG
    shell("logbook undo | true")

    assert "remarks" not in stored("s1")


@pytest.mark.slow
@pytest.mark.usefixtures("essay_file")
def test_a_number_of_any_length_stays_and_is_in_nobody_s_way() -> None:
    number = b"9" * 5000
    FILE.write_bytes(FILE.read_bytes().replace(b'"images":[', b'"x":' + number + b',"images":[', 1))

    for line in ("edit s1 --note x", "remove s1", "undo"):
        assert shell(f"logbook {line}").returncode == 0
    assert b'"x":' + number + b"," in FILE.read_bytes()


@pytest.mark.parametrize(
    "line",
    [
        "--file a.json import loop",
        "--file a.json add Lynx --region Russia --image loop",
        "--file loop add Lynx --region Russia --image a.jpg",
        "--file loop import .",
    ],
)
def test_a_link_that_leads_to_itself_is_told(run: Run, line: str) -> None:
    jpeg("a.jpg")
    Path("loop").symlink_to("loop")

    assert "Too many levels of symbolic links" in run(line, code=1).stderr


@pytest.mark.slow
def test_a_folder_that_is_gone_is_told() -> None:
    done = shell('cd "$(mktemp -d)" && rmdir "$PWD" && LOGBOOK_FILE= logbook list')

    assert (done.returncode, done.stderr) == (
        1,
        "logbook: the folder you are in is gone; go to another, or name the logbook with --file\n",
    )
