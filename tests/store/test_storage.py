"""TinyDB on a logbook: `TinyDB(path, storage=LogbookStorage)`, as a user's own script would have it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import Query, TinyDB
from tinydb.table import Document

from logbook.errors import BadValueError, DamagedError, LogbookError
from logbook.store.snapshot import Snapshot
from logbook.store.storage import LogbookStorage
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATH = Path("logbook.json")


@pytest.fixture
def database() -> Iterator[TinyDB]:
    deeds.add(PATH, "one", "two", "three")
    with TinyDB(PATH, storage=LogbookStorage, command="my script") as opened:
        yield opened


def stock(image: dict[str, str]) -> None:
    """Add a picture with TinyDB as it comes."""
    with TinyDB(PATH) as opened:
        opened.table("images").insert(image)


def stored() -> dict[str, dict[str, Any]]:
    return deeds.tables(PATH)


def test_opening_makes_no_file() -> None:
    with TinyDB(PATH, storage=LogbookStorage) as database:
        assert database.table("sightings").all() == []
    assert list(Path().iterdir()) == []


def test_a_new_record_gets_an_identity(database: TinyDB) -> None:
    assert database.table("sightings").insert({"remarks": "four"}) == 4

    record = stored()["sightings"]["4"]
    assert record["remarks"] == "four"
    assert record["uuid"][14] == "7"
    assert record["added"].endswith("Z")


def test_what_is_not_changed_stays_byte_for_byte(database: TinyDB) -> None:
    deeds.edit(PATH, 2, x=json.loads("1.5"), y=[{"z": 1}])
    PATH.write_text(PATH.read_text(encoding="utf-8").replace('"x":1.5', '"x":1.50'), encoding="utf-8")
    lines = PATH.read_text(encoding="utf-8").split("\n")

    database.table("sightings").update({"y": [{"z": 2}]}, Query().remarks == "two")

    now = PATH.read_text(encoding="utf-8").split("\n")
    assert [line for line in now[2:] if line not in lines] == ['"2":{"remarks":"two","x":1.50,"y":[{"z":2}]},']


def test_a_script_can_be_undone(database: TinyDB) -> None:
    before = deeds.rest(PATH)
    database.table("sightings").remove(doc_ids=[1, 3])
    database.table("sightings").update({"remarks": "zwei"})
    database.table("images").insert({"title": "cub"})
    assert deeds.remarks(PATH) == {2: "zwei"}

    assert [deeds.undo(PATH) for _ in range(3)] == [True] * 3

    assert deeds.rest(PATH) == before
    assert '"command":"my script"' in Path("logbook.history.jsonl").read_text(encoding="utf-8")


def test_dropping_everything_can_be_undone(database: TinyDB) -> None:
    before = deeds.rest(PATH)

    database.drop_tables()

    assert deeds.remarks(PATH) == {}
    assert stored()["logbook"]["1"]["revision"] == 2
    assert deeds.undo(PATH)
    assert deeds.rest(PATH) == before


def test_of_the_files_own_record_the_bookkeeping_stays_ours(database: TinyDB) -> None:
    database.table("logbook").update({"title": "Leopards", "revision": 99, "crc32": "0", "next": {}, "schema": 7})

    head = stored()["logbook"]["1"]
    assert (head["title"], head["revision"], head["schema"], head["next"]) == ("Leopards", 2, 2, {"sightings": 4})
    assert Snapshot(PATH).info.title == "Leopards"


def test_a_logbook_of_other_hands_is_read_and_laid_out_anew(
    database: TinyDB, capsys: pytest.CaptureFixture[str]
) -> None:
    PATH.write_text(json.dumps({"notes": {"a": {"x": 1}}, **stored()}, indent=1), encoding="utf-8")

    database.table("sightings").insert({"remarks": "four"})

    assert len(database.table("sightings")) == 4
    assert stored()["notes"] == {"a": {"x": 1}}
    assert capsys.readouterr().err.count("had been written by other hands: checked whole, and laid out anew\n") == 1


def test_two_records_with_one_id_are_told_and_not_written(database: TinyDB, capsys: pytest.CaptureFixture[str]) -> None:
    PATH.write_text(PATH.read_text(encoding="utf-8").replace('"3":', '"2":'), encoding="utf-8")

    assert len(database.table("sightings")) == 2
    assert "two records with the id s2, on lines 14 and 15; the last one counts" in capsys.readouterr().err
    with pytest.raises(DamagedError):
        database.table("sightings").insert({"remarks": "four"})


def test_what_is_no_json_is_damage(database: TinyDB) -> None:
    PATH.write_text(PATH.read_text(encoding="utf-8").replace('"two"', '"two'), encoding="utf-8")

    with pytest.raises(DamagedError, match="line 14"):
        database.table("images").all()


def test_a_number_beyond_reading_is_one_sentence(database: TinyDB) -> None:
    PATH.write_text(PATH.read_text(encoding="utf-8").replace('"two"', f'"two","x":{"1" * 5_000}'), encoding="utf-8")

    with pytest.raises(LogbookError, match=r"logbook\.json holds a number that Python does not read"):
        database.table("images").all()


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda db: db.insert({"x": 1}), "'_default' is no table of a logbook; they are taxa, credits"),
        (lambda db: db.table("sightings").insert({"decimal_latitude": 91}), "s4 would not be valid: Expected"),
        (lambda db: db.table("sightings").insert({"x": float("nan")}), "has no NaN and no infinity"),
        (lambda db: db.table("sightings").insert({"x": [float("inf")]}), "has no NaN and no infinity"),
        (lambda db: db.table("sightings").update({"x": float("nan")}), "has no NaN and no infinity"),
        (lambda db: db.table("sightings").insert({"remarks": "\ud800"}), "cannot be written as JSON: 'utf-8' codec"),
        (lambda db: db.table("sightings").insert({"x": dt.date(2013, 10, 9)}), "date is not JSON serializable"),
        (lambda db: db.table("sightings").insert({"x": {1, 2}}), "set is not JSON serializable"),
        (lambda db: db.table("sightings").insert(Document({}, doc_id=0)), "'0' in sightings is no number"),
        (lambda db: db.table("sightings").insert(Document({}, doc_id=-1)), "'-1' in sightings is no number"),
        (lambda db: db.table("sightings").insert(Document({}, doc_id=10**18)), "in sightings is no number"),
        (lambda db: db.table("logbook").insert({"title": "T"}), "'logbook' has one record, 1, and can have no other"),
        (lambda db: db.table("logbook").update({"title": 3}), "logbook 1 would not be valid"),
    ],
)
def test_what_is_no_record_is_refused(database: TinyDB, write: Callable[[TinyDB], object], said: str) -> None:
    before = PATH.read_bytes()

    with pytest.raises(BadValueError) as fault:
        write(database)
    assert said in str(fault.value)
    assert PATH.read_bytes() == before


def test_a_number_is_not_used_twice(database: TinyDB) -> None:
    deeds.remove(PATH, 3)

    with pytest.raises(BadValueError, match=r"record 3 .* was used before; .* insert\(Document\(record, doc_id=4\)\)"):
        database.table("sightings").insert({"remarks": "four"})
    assert database.table("sightings").insert(Document({"remarks": "four"}, doc_id=4)) == 4
    assert database.table("sightings").insert({"remarks": "five"}) == 5


def test_a_record_is_not_put_in_the_place_of_anothers(database: TinyDB) -> None:
    database.table("sightings").insert({"remarks": "mine"})
    other = TinyDB(PATH, storage=LogbookStorage)
    other.table("sightings").insert({"remarks": "theirs"})

    # TinyDB has remembered its next number, which is taken by now.
    with pytest.raises(BadValueError, match="record 5 of sightings would become another record"):
        database.table("sightings").insert_multiple([{"remarks": "lost"}])
    assert deeds.remarks(PATH)[5] == "theirs"


@pytest.mark.parametrize("writer", [lambda: deeds.add(PATH, "four"), lambda: stock({"title": "cub"})])
def test_what_was_written_since_it_was_read_is_not_written_over(writer: Callable[[], object]) -> None:
    deeds.add(PATH, "one")
    storage = LogbookStorage(PATH)
    tables = storage.read()
    assert tables is not None
    tables["sightings"]["1"]["remarks"] = "eins"
    writer()

    with pytest.raises(LogbookError, match="was written by another since it was read; read it again"):
        storage.write(tables)
    again = storage.read()
    assert again is not None
    storage.write(again)
    again["sightings"]["1"]["remarks"] = "uno"
    storage.write(again)
    assert deeds.remarks(PATH)[1] == "uno"


def test_a_table_of_others_is_changed_only_where_its_keys_are_numbers() -> None:
    PATH.write_text('{"logbook": {}, "notes": {"10": {"x": 1}, "9": {}}, "odd": {"a": {"x": 1}}}', encoding="utf-8")
    with TinyDB(PATH, storage=LogbookStorage) as database:
        assert database.table("notes").insert({"x": 2}) == 11
        assert list(stored()["notes"]) == ["9", "10", "11"]

    storage = LogbookStorage(PATH)
    tables = storage.read()
    assert tables is not None
    tables["odd"]["a"]["x"] = 2
    with pytest.raises(BadValueError, match="'a' in odd is no number that a record can have"):
        storage.write(tables)
    with pytest.raises(BadValueError, match="'a' in odd is no number that a record can have"):
        TinyDB(PATH, storage=LogbookStorage).drop_tables()
    assert stored()["odd"] == {"a": {"x": 1}}


RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "remarks": st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
        "x": st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=2),
            max_leaves=5,
        ),
    },
)


@pytest.mark.slow
@given(st.lists(st.dictionaries(st.integers(1, 6).map(str), RECORDS, max_size=4), min_size=1, max_size=3))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, Any]]) -> None:
    path = tmp_path_factory.mktemp("law") / "logbook.json"
    seen: set[str] = set()
    for state in states:
        storage = LogbookStorage(path)
        tables = storage.read() or {}
        was = tables.get("sightings", {})
        free = max(map(int, seen), default=0)
        wanted = {
            key: {**record, **{name: was[key][name] for name in ("uuid", "added") if key in was}}
            for key, record in state.items()
            if key in was or int(key) > free
        }
        storage.write({**tables, "sightings": wanted})
        seen |= wanted.keys()
        read = storage.read() or {"sightings": {}}
        assert list(read["sightings"]) == sorted(wanted)
        assert {key: {**record, **wanted[key]} for key, record in read["sightings"].items()} == read["sightings"]
