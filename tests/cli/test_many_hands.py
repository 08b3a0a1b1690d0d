"""Several processes at one logbook at the same time, and what is demanded of it: the trial `hands`, in small."""

from __future__ import annotations

import itertools
import json
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.endurance.hands import holders, proof, rounds
from tests.endurance.hands.commands import Answer
from tests.endurance.hands.workers import ADD, DEEDS, Done, Worker

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = Path("work/logbook.json").absolute


def ended(**said: object) -> Answer:
    """Give the answer of a command that waited two seconds and was told for whom."""
    told = "waiting for process 7 on ridge: import a.csv, which is writing logbook.json\n"
    usual = {"words": ADD, "code": 0, "out": "", "err": told, "seconds": 2.5, "told": 1.0, "waited": 2.0}
    return Answer(**(usual | said))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Done]]:
    """Let one worker do one of each, and give the folder and the ledger."""
    folder = tmp_path_factory.mktemp("hands")
    worker = Worker(folder / "logbook.json", "w1", 2013, ["s1"])
    for deed in (*DEEDS, "undo", "redo"):
        worker.step(deed)
    return folder, worker.ledger


@pytest.fixture
def done(worked: tuple[Path, list[Done]]) -> list[Done]:
    """Stand in a copy of that folder, with its ledger."""
    folder, ledger = worked
    shutil.copytree(folder, FILE().parent)
    return ledger


@pytest.mark.slow
class TestTogether:
    def test_nothing_is_lost_and_nobody_sees_the_half_of_a_change(self) -> None:
        told = rounds.together(FILE().parent, 2013, turns(16), hands=4)

        assert +told.faults == {}
        assert len(told.done) == 16
        assert told.reads > 2

    def test_a_holder_that_was_killed_blocks_nobody_and_leaves_nothing(self) -> None:
        file = holders.prepare(FILE(), 300)

        assert +holders.killed(file, random.Random(2013), 1) == {}  # noqa: S311 - a time to wait


@pytest.mark.slow
class TestDemands:
    """What the trial demands is demanded: each of these is a fault that it must name."""

    def test_of_a_ledger_that_agrees_nothing_is_said(self, done: list[Done]) -> None:
        assert +proof.prove(FILE(), b"", done) == {}
        assert sum(one.entry is not None for one in done) == len(done) - 3

    def test_a_record_that_is_in_neither_file_nor_history(self, done: list[Done]) -> None:
        lost = Done("w9-1", ended(), "add s99 Amur leopard")
        assert proof.prove(FILE(), b"", [*done, lost])["records lost"] == 2

    def test_a_change_that_nobody_was_told_of(self, done: list[Done]) -> None:
        assert proof.prove(FILE(), b"", done[1:])["records doubled"] == 1

    def test_a_record_that_is_not_what_the_history_says(self, done: list[Done]) -> None:
        FILE().write_bytes(FILE().read_bytes().replace(b"Primorye", b"Sikhote"))
        assert proof.prove(FILE(), b"", done)["records that differ from the history"] > 0

    def test_a_revision_that_is_missing(self, done: list[Done]) -> None:
        beside = FILE().with_name("logbook.history.jsonl")
        first, _, *rest = beside.read_bytes().splitlines(keepends=True)
        beside.write_bytes(first + b"".join(rest))
        assert proof.prove(FILE(), b"", done)["revisions missing or doubled"] == 1

    def test_what_is_left_behind(self, done: list[Done]) -> None:
        FILE().with_name(".logbook.json.7.tmp").touch()
        assert proof.prove(FILE(), b"", done)["files left behind"] == 1


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (ended(), None),
        (ended(waited=0.1, told=None, err=""), None),
        (ended(code=1, err="Traceback (most recent call last):\n"), "commands without an answer"),
        (ended(code=5, err="logbook: it is locked\n"), "commands without an answer"),
        (ended(waited=12.0), "waits that ended too early or too late"),
        (ended(told=None, waited=3.0), "waits without a word"),
        (ended(told=3.5, waited=4.0), "waits that were told of too early or too late"),
        (ended(err="waiting for another process, which is writing logbook.json\n"), "waits without a name"),
    ],
)
def test_an_answer_that_is_none_is_named(answer: Answer, fault: str | None) -> None:
    assert answer.fault() == fault


def test_half_an_import_is_seen() -> None:
    rows = {str(number): {"tags": ["w1-1/5"]} for number in range(1, 5)}
    assert proof.halves({"sightings": rows}) == 1
    assert proof.halves({"sightings": {**rows, "5": rows["1"]}}) == 0


def test_a_picture_or_credit_that_is_not_there_is_seen() -> None:
    tables: dict[str, dict[str, Any]] = {
        "sightings": {"1": {"images": ["i1"]}},
        "images": {"1": {"credit": "c1"}},
        "credits": {"1": {}},
    }
    assert proof.halves(tables) == 0
    assert proof.halves({**tables, "images": {}}) == 1
    assert proof.halves({**tables, "credits": {}}) == 1


def test_the_lines_are_read_as_any_reader_reads_them(done: list[Done]) -> None:
    data = FILE().read_bytes()
    read = {
        (table, int(number)): record
        for table, rows in json.loads(data).items()
        if table != "logbook"
        for number, record in rows.items()
    }
    assert {which: json.loads(line) for which, line in proof.state(data).items()} == read


def turns(many: int) -> Callable[[], bool]:
    """Say yes so often, whoever asks."""
    left = itertools.chain(itertools.repeat(True, many), itertools.repeat(False))
    return lambda: next(left)
