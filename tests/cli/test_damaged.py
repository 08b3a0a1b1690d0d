"""A damaged logbook: every command that writes refuses it with a sentence, and never overwrites it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from logbook.cli import look
from logbook.store import raw
from tests.cli.stored import FILE, files, jpeg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Run

WRITING = (
    "add Lynx --region Russia",
    "attach s1 a.jpg",
    "edit s1 --note x",
    "edit --where-region china --note x",
    "remove s1",
    "undo",
    "species t1 --note x",
)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    """Turn a digit in the middle of a record into a brace: still text, no longer JSON."""
    at = data.index(b'"individual_count":8')
    return data[: at + 1] + bytes([data[at + 1] ^ 0x80]) + data[at + 2 :]


DAMAGES = {
    "cut off": (cut, "the file is cut off here"),
    "a bit flipped": (flipped, "line "),
    "not JSON": (lambda _: b"Dear diary,\n", "not JSON"),
    "not text": (lambda _: b"\xff\xd8\xff\xe0", "not UTF-8"),
    "another shape": (lambda _: b'{"animals": []}', "is not a logbook"),
    "a list": (lambda _: b"[1, 2]", "is not a logbook"),
    "a count of nought": (
        lambda data: data.replace(b'"individual_count":8', b'"individual_count":0'),
        "s2 is not valid",
    ),
    "a newer schema": (lambda data: data.replace(b'"schema":2', b'"schema":9'), "was written by a newer logbook"),
    "nothing": (lambda _: b"", "is empty, but its history beside it is not"),
}


@pytest.mark.parametrize("line", WRITING)
@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.usefixtures("essay_file")
def test_a_damaged_logbook_is_told_and_never_overwritten(run: Run, name: str, line: str) -> None:
    damage, said = DAMAGES[name]
    jpeg("a.jpg")
    FILE.write_bytes(damage(FILE.read_bytes()))
    before = FILE.read_bytes()
    done = run(line, code=4)

    assert "logbook.json" in done.stderr
    assert said in done.stderr
    assert done.stdout == ""
    assert FILE.read_bytes() == before
    assert files() <= {"logbook.json", "logbook.history.jsonl", ".logbook.json.lock", "a.jpg"}


@pytest.mark.parametrize(
    "line", ["show s2", "show s2 --json", "show s1 s2 s3 --format csv", "list", "summary", "check"]
)
@pytest.mark.usefixtures("essay_file")
def test_a_record_that_is_not_valid_is_named_to_who_reads_it(run: Run, line: str) -> None:
    FILE.write_bytes(FILE.read_bytes().replace(b'"count_basis":"survey"', b'"count_basis":"surwey"'))

    assert "s2 is not valid: Invalid enum value 'surwey'" in run(line, code=4).stderr


@pytest.mark.parametrize("line", WRITING)
def test_a_logbook_that_is_a_folder_is_told(run: Run, line: str) -> None:
    Path("books").mkdir()
    jpeg("a.jpg")

    assert "books is a folder; name the logbook file in it" in run(f"--file books {line}", code=1).stderr
    assert list(Path("books").iterdir()) == []


@pytest.mark.parametrize("line", WRITING)
def test_a_folder_that_is_not_there_is_told(run: Run, line: str) -> None:
    jpeg("a.jpg")
    done = run(f"--file none/logbook.json {line}", code=1)

    assert "none" in done.stderr
    assert not Path("none").exists()


@pytest.mark.parametrize("line", WRITING)
@pytest.mark.usefixtures("essay_file")
def test_a_dry_run_refuses_what_the_change_itself_would(run: Run, line: str) -> None:
    FILE.write_bytes(FILE.read_bytes().replace(b'"count_basis":"survey"', b'"count_basis":"surwey"'))
    jpeg("a.jpg")

    assert "s2 is not valid" in run(f"{line} --dry-run", code=4).stderr


@pytest.mark.usefixtures("essay_file")
def test_a_large_logbook_that_is_overwritten_while_it_is_told_is_told_of(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = look.lines

    def overwritten(*args: Any) -> Iterator[tuple[int, bytes]]:
        for number, line in given(*args):
            yield number, line
            with FILE.open("r+b") as file:
                file.write(b"x" * FILE.stat().st_size)

    monkeypatch.setattr(raw, "MAPPED", 0)
    monkeypatch.setattr(look, "lines", overwritten)
    done = run("list --json", code=4)
    assert "s2 is not valid" in done.stderr
