"""`logbook undo`, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.changes import Change
from logbook.store.transaction import transaction
from tests import essay
from tests.cli.stored import FILE, attempt, files, stored
from tests.store import deeds

if TYPE_CHECKING:
    from tests.cli.conftest import Run

LINES = (
    "add Lynx --region Russia --date 2013",
    "attach s1 --title Cub --credit Me",
    "edit s1 --note '东北豹'",
    "edit i1 --credit '© WCS.'",
    "remove s3 i6",
    "remove c2",
    "species t1 --population '~60'",
)


def lines() -> list[bytes]:
    """Give the file's lines but for the first record, which counts revisions."""
    return [line.rstrip(b",") for line in FILE.read_bytes().split(b"\n")[2:] if line.strip(b"{},")]


@pytest.mark.usefixtures("essay_file")
class TestUndo:
    @pytest.mark.parametrize("line", LINES)
    def test_every_record_is_restored_to_the_byte_and_brought_again_to_the_byte(self, run: Run, line: str) -> None:
        before = lines()
        run(line)
        after = lines()
        run("undo")

        assert lines() == before
        run("undo --redo")
        assert lines() == after

    def test_it_can_be_repeated_up_to_the_beginning_and_back(self, run: Run) -> None:
        seen = [lines()]
        for line in LINES:
            run(line)
            seen.append(lines())
        for state in reversed(seen[:-1]):
            run("undo")
            assert lines() == state
        for state in seen[1:]:
            run("undo --redo")
            assert lines() == state
        assert "the last change was no undo" in run("undo --redo", code=1).stderr

    def test_what_is_shown_is_each_field_before_and_after(self, run: Run) -> None:
        run("edit s1 --note x --region 'Jilin, China'")
        done = run("undo")

        assert done.stdout == "s1 (sighting)\n  - region: Jilin, China\n  + region: China\n  - remarks: x\n"
        assert done.stderr.startswith("undone: edit s1; to bring it back: logbook undo --redo\n")

    def test_what_was_removed_comes_back_as_new(self, run: Run) -> None:
        run("remove s3")

        assert run("undo").stdout.startswith("s3 (sighting, new)\n")
        assert run("undo --redo").stdout.startswith("s3 (sighting, removed)\n")

    def test_the_list_names_what_it_would_take_back_newest_first(self, run: Run) -> None:
        run("edit s1 --note x")
        run("attach s1 --title Cub")
        run("add Lynx --region Russia")
        run("remove s4")
        run("undo")
        listed = run("undo --list").stdout.splitlines()

        assert [line.split("  ")[1] for line in listed] == ["add s4 Lynx", "attach i7 to s1", "edit s1", "demo"]
        assert listed[0].startswith("2026-11-22 12:00 UTC  ")

    def test_a_long_list_says_that_there_is_more(self, run: Run) -> None:
        for number in range(21):
            run(f"edit s1 --note {number}")
        done = run("undo --list")

        assert len(done.stdout.splitlines()) == 20
        assert done.stderr == "and more before these 20\n"

    def test_a_new_change_clears_what_could_be_brought_again(self, run: Run) -> None:
        run("edit s1 --note x")
        run("undo")
        run("edit s2 --note y")

        assert "there is nothing to bring back" in run("undo --redo", code=1).stderr

    def test_a_dry_run_shows_and_writes_nothing(self, run: Run) -> None:
        run("edit s1 --note x")
        before, there = FILE.read_bytes(), files()
        done = run("undo --dry-run")

        assert (done.stdout, done.stderr) == ("s1 (sighting)\n  - remarks: x\n", "a dry run: nothing was written\n")
        assert (FILE.read_bytes(), files()) == (before, there)

    def test_what_another_program_changed_meanwhile_is_not_undone(self, run: Run) -> None:
        run("edit s1 --note x")
        book = json.loads(FILE.read_bytes())
        book["sightings"]["1"]["remarks"] = "by hand"
        FILE.write_text(json.dumps(book), encoding="utf-8")

        assert "s1 is no longer what 'edit s1' left there" in run("undo", code=1).stderr
        assert stored("s1")["remarks"] == "by hand"

    @pytest.mark.parametrize(("answer", "code"), [("y", 0), ("", 0), ("n", 130)])
    def test_somebody_at_a_terminal_is_asked(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
    ) -> None:
        run("edit s1 --note x")
        monkeypatch.setattr("logbook.cli.session.Session.asks", property(lambda _: True))
        done = run("undo", code=code, stdin=f"{answer}\n")

        assert "Take it back?" in done.stdout
        assert ("remarks" in stored("s1")) == (code == 130)


def test_in_a_new_logbook_there_is_nothing_to_undo(run: Run) -> None:
    assert "there is no logbook new.json" in run("--file new.json undo --list", code=1).stderr
    assert "there is no logbook new.json" in run("--file new.json undo", code=1).stderr
    run("--file new.json add Lynx --region Russia")
    run("--file new.json undo")
    assert "there is nothing to undo in" in run("--file new.json undo", code=1).stderr
    assert run("--file new.json undo --list").stderr == "there is nothing to undo\n"


@given(st.lists(st.sampled_from((*LINES, "undo", "undo --redo")), max_size=6))
@settings(max_examples=12)
def test_undoing_all_that_was_done_restores_the_file(run: Run, done: list[str]) -> None:
    for name in files():
        Path(name).unlink()
    essay.write(FILE.absolute())
    before = lines()
    for line in ("edit s2 --note first", *done, "add Lynx --region Russia"):
        if line != "undo" or run("undo --list").stdout.count("\n") > 1:
            attempt(run, line)
    while run("undo --list").stdout.count("\n") > 1:
        run("undo")

    assert lines() == before


def test_on_a_terminal_what_changed_while_an_answer_was_awaited_is_not_undone(
    run: Run, essay_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("edit s1 --note one")

    def meanwhile(*_: object, **__: object) -> bool:
        with transaction(essay_file, "another", deeds.quiet) as held:
            held.commit([Change("sightings", 9, None, b"{}")], now=deeds.NOW)
        return True

    monkeypatch.setattr("logbook.cli.session.Session.asks", property(lambda _: True))
    monkeypatch.setattr("typer.confirm", meanwhile)

    assert "made meanwhile" in run("undo", code=1).stderr
    monkeypatch.setattr("typer.confirm", lambda *_, **__: True)
    assert "undone: another" in run("undo").stderr
