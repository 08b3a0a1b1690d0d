"""Changes being planned, record by record."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes import Change
from logbook.changes.drafts import Draft, Stamp
from logbook.errors import BadValueError, NotOneError
from logbook.records import Credit, Id, Image, Info, Sighting

S1, S2, I1 = Id("sightings", 1), Id("sightings", 2), Id("images", 1)
LINES = {
    S1: b'{"uuid":"u","region":"China","x_own":1.50,"animals":[{"count":2,"x_note":"a"}],"modified":"before"}',
    I1: b'{"uuid":"v","title":"cub"}',
}
STAMP = Stamp("2026-11-22T12:00:00Z", lambda: "new")


@pytest.fixture
def draft() -> Draft:
    return Draft(LINES.get, lambda table: 2 if table in {"sightings", "images"} else 1, STAMP)


def after(draft: Draft, which: Id) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(draft.line(which))
    return parsed


def test_a_new_record_gets_a_number_an_identity_and_a_time(draft: Draft) -> None:
    which = draft.new("sightings", Sighting(region="China"))

    assert which == S2
    assert draft.new("sightings", Sighting()) == Id("sightings", 3)
    assert after(draft, which) == {"uuid": "new", "added": STAMP.time, "region": "China"}


def test_a_record_that_brings_its_identity_keeps_it(draft: Draft) -> None:
    which = draft.new("images", Image(uuid="own", added="2013"))

    assert after(draft, which) == {"uuid": "own", "added": "2013"}


def test_what_is_not_touched_stays_byte_for_byte(draft: Draft) -> None:
    draft.change(S1, {"region": "Jilin, China"})

    assert draft.line(S1) == LINES[S1].replace(b"China", b"Jilin, China").replace(b"before", STAMP.time.encode())


@pytest.mark.parametrize("empty", [None, "", [], {}, ()])
def test_an_empty_value_takes_the_field_out(draft: Draft, empty: object) -> None:
    draft.change(S1, {"region": empty, "remarks": empty})

    assert after(draft, S1).keys() == {"uuid", "x_own", "animals", "modified"}


def test_several_changes_of_one_record_are_one(draft: Draft) -> None:
    draft.change(S1, {"region": "Russia"})
    draft.change(S1, {"remarks": "x"})
    (change,) = draft.changes()

    assert change.before == LINES[S1]
    assert (draft.record(S1).region, draft.record(S1).remarks) == ("Russia", "x")
    assert draft.fields(S1)["x_own"] == 1.5


def test_a_new_record_that_is_changed_was_not_modified(draft: Draft) -> None:
    which = draft.new("images", Image())
    draft.change(which, {"title": "cub"})

    assert after(draft, which).keys() == {"uuid", "added", "title"}


def test_what_comes_to_nothing_is_no_change(draft: Draft) -> None:
    draft.change(S1, {"region": "China"})
    draft.change(I1, {})
    draft.remove(draft.new("images", Image()))

    assert draft.changes() == []


def test_a_removed_record_is_no_longer_there(draft: Draft) -> None:
    draft.remove(S1)

    assert draft.changes() == [("sightings", 1, LINES[S1], None)]
    with pytest.raises(NotOneError, match="there is no sighting s1 in this logbook"):
        draft.record(S1)


def test_what_is_not_there_cannot_be_changed(draft: Draft) -> None:
    with pytest.raises(NotOneError, match="there is no picture i9"):
        draft.change(Id("images", 9), {"title": "x"})


def test_a_change_that_is_not_valid_is_refused(draft: Draft) -> None:
    with pytest.raises(BadValueError, match=r"s1 would not be valid: Expected `float` <= 90\.0"):
        draft.change(S1, {"decimal_latitude": 91})

    assert draft.changes() == []


class TestCredits:
    """Lines and the credits they are spellings of."""

    KNOWN = {1: Credit(name="WWF", spellings=("WWF",))}  # noqa: RUF012 - it is never changed

    @pytest.fixture
    def draft(self) -> Draft:
        line = b'{"uuid":"c","name":"WWF","spellings":["WWF"]}'
        return Draft(lambda which: line if which == ("credits", 1) else None, lambda _: 2, STAMP)

    def test_a_known_spelling_changes_nothing(self, draft: Draft) -> None:
        assert draft.credit("WWF", self.KNOWN) == "c1"
        assert draft.changes() == []

    def test_a_new_spelling_is_kept_once(self, draft: Draft) -> None:
        assert {draft.credit(line, self.KNOWN) for line in ("© WWF.", "© WWF.", "wwf")} == {"c1"}
        assert draft.record(Id("credits", 1)).spellings == ("WWF", "© WWF.", "wwf")

    def test_a_new_line_makes_one_credit_however_often_it_comes(self, draft: Draft) -> None:
        assert [draft.credit(line, self.KNOWN) for line in ("© WCS / ISUNR", "WCS/ISUNR")] == ["c2", "c2"]
        assert draft.record(Id("credits", 2)).parties == ("WCS", "ISUNR")

    def test_a_line_that_names_nobody_is_refused(self, draft: Draft) -> None:
        with pytest.raises(BadValueError, match="names nobody"):
            draft.credit("©", self.KNOWN)


def test_the_logbooks_own_record_is_changed_without_a_time_or_identity() -> None:
    which = Id("logbook", 1)
    draft = Draft({which: b'{"title":"Ridge"}'}.get, lambda _: 1, STAMP)
    draft.change(which, {"license": "CC0-1.0", "title": None})

    assert draft.changes() == [Change("logbook", 1, b'{"title":"Ridge"}', b'{"license":"CC0-1.0"}')]
    assert draft.record(which) == Info(license="CC0-1.0")
    with pytest.raises(BadValueError, match="the logbook's own record would not be valid"):
        draft.change(which, {"contributors": "Li"})


@given(st.lists(st.sampled_from(["sightings", "images", "change", "remove"]), max_size=40), st.integers(0, 39))
def test_many_new_records_are_planned_as_few_are(deeds: list[str], place: int) -> None:
    few, many = (Draft(LINES.get, lambda _: 2, STAMP) for _ in range(2))

    for draft, most in ((few, 1000), (many, 3)):
        with mock.patch("logbook.changes.drafts.MANY", most):
            for deed in deeds:
                made = sorted(change for change in draft.changes() if change.after)
                if deed in {"sightings", "images"}:
                    draft.new(
                        deed, Image(title=f"{len(made)}") if deed == "images" else Sighting(region=f"{len(made)}")
                    )
                elif made:
                    which = Id(*made[place % len(made)][:2])
                    draft.remove(which) if deed == "remove" else draft.change(which, {"tags": [f"{len(made)}"]})

    planned = many.changes()
    assert sorted(planned) == sorted(few.changes())
    assert [planned[at - len(planned)] for at in range(len(planned))] == list(planned) == planned[:]
    for change in few.changes():
        assert many.record(Id(*change[:2])) == few.record(Id(*change[:2]))
