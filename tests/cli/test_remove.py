"""`logbook remove`, as it is typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.changes import Change
from logbook.store.transaction import transaction
from tests.cli.stored import FILE, files, jpeg, records, stored
from tests.store import deeds

if TYPE_CHECKING:
    from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("essay_file")


def test_a_sighting_goes_and_its_pictures_stay_and_are_named(run: Run) -> None:
    done = run("remove s3")

    assert list(records("sightings")) == ["1", "2"]
    assert len(records("images")) == 6
    assert done.stderr.startswith("i6 now belongs to no sighting; attach or remove it as you like\n")
    assert done.stdout == (
        "s3  Amur leopard, Far Eastern Russia, Russia\nremoved 1 record; to bring it back: logbook undo\n"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("remove i3", "s1 referred to i3; the link goes too"),
        ("remove c2", "i5, i6 referred to c2; what is printed with them stays as it is"),
    ],
)
def test_it_says_what_else_refers_to_a_record(run: Run, line: str, said: str) -> None:
    assert said in run(line).stderr


def test_several_of_any_kind_go_at_once(run: Run) -> None:
    done = run("remove 3 i6 c2 t1")

    assert "removed 4 records; to bring them back: logbook undo" in done.stdout
    assert "s3 referred" not in done.stderr


def test_ids_may_come_from_stdin(run: Run) -> None:
    run("remove -", stdin="s2\ns3\n")

    assert list(records("sightings")) == ["1"]


def test_filters_choose_sightings_and_narrow_ids(run: Run) -> None:
    run("remove s1 s2 --region russia")

    assert list(records("sightings")) == ["1", "3"]


@pytest.mark.parametrize("line", ["remove - --region china", "remove --region chnia", "remove s1 --region russia"])
def test_where_nothing_is_meant_nothing_goes(run: Run, line: str) -> None:
    before = FILE.read_bytes()

    assert "nothing to change" in run(line, stdin="").stderr
    assert FILE.read_bytes() == before


def test_a_region_that_is_not_there_is_asked_about(run: Run) -> None:
    assert "did you mean China?" in run("remove --region chnia").stderr


def test_files_on_the_disk_are_never_touched(run: Run) -> None:
    jpeg("a.jpg")
    run("attach s1 a.jpg")
    run("remove s1 i7")

    assert Path("a.jpg").is_file()


def test_numbers_are_not_used_again(run: Run) -> None:
    run("remove s3")
    run('add "Amur leopard" --region China')

    assert stored("s4")["region"] == "China"


def test_a_dry_run_shows_and_writes_nothing(run: Run) -> None:
    before, there = FILE.read_bytes(), files()
    done = run("remove s3 --dry-run")

    assert done.stdout.startswith("s3 (sighting, removed)\n  - vernacular_name: Amur leopard\n")
    assert "i6 now belongs to no sighting" in done.stderr
    assert (FILE.read_bytes(), files()) == (before, there)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("remove", 2, "name what to remove: ids such as s7, or filters such as --region"),
        ("remove s1 s9 i9", 3, "there is no sighting s9 and no picture i9"),
        ("remove x1", 2, "'x1' is not an id"),
        ("remove --method camera", 2, "did you mean camera-trap?"),
        ("remove i1 --region china", 2, "i1 is a picture, and here only a sighting will do"),
    ],
)
def test_what_is_not_there_is_told_and_nothing_goes(run: Run, line: str, code: int, said: str) -> None:
    before = FILE.read_bytes()

    assert said in run(line, code=code).stderr
    assert FILE.read_bytes() == before


class TestOnATerminal:
    """Where somebody is there to answer."""

    @pytest.fixture(autouse=True)
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("logbook.cli.session.Session.asks", property(lambda _: True))

    def test_more_than_one_record_goes_only_when_confirmed(self, run: Run) -> None:
        before = FILE.read_bytes()
        done = run("remove s1 s2", code=130, stdin="n\n")

        assert "Remove these 2 records?" in done.stdout
        assert "interrupted" in done.stderr
        assert FILE.read_bytes() == before
        run("remove s1 s2", stdin="y\n")
        assert list(records("sightings")) == ["3"]

    def test_one_record_goes_unasked(self, run: Run) -> None:
        run("remove s1")

        assert list(records("sightings")) == ["2", "3"]

    def test_what_changed_while_an_answer_was_awaited_is_not_removed(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def meanwhile(*_: object, **__: object) -> bool:
            with transaction(FILE.absolute(), "another", deeds.quiet) as held:
                held.commit([Change("sightings", 4, None, b'{"region":"Russia"}')], now=deeds.NOW)
            return True

        monkeypatch.setattr("typer.confirm", meanwhile)

        assert "changed meanwhile" in run("remove --region russia", code=1).stderr
        assert list(records("sightings")) == ["1", "2", "3", "4"]
