"""Reading a few fields of each record: the same as reading them whole, and never more trusting."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.errors import DamagedError
from logbook.store import forking, layout, scanning
from logbook.store.scanning import Scan, scan
from logbook.store.snapshot import Snapshot
from tests.store import deeds

PATH = Path("logbook.json")
MANY = 300


class Remarked(msgspec.Struct, frozen=True, gc=False):
    """A record as far as it is asked for here."""

    remarks: str | None = None


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a logbook of many small blocks, and have several processors to read it."""
    deeds.add(PATH, *map(str, range(1, MANY + 1)))
    monkeypatch.setattr(scanning, "BLOCK", 200)
    monkeypatch.setattr(scanning, "SHARE", 4)
    monkeypatch.setattr(forking, "_processors", lambda: 3)
    return PATH


def told(held: Snapshot) -> dict[int, str]:
    """Read all remarks, block by block."""
    return scan(held, ["sightings"], lambda each: _remarks(each.blocks("sightings", Remarked)))


def _remarks(blocks: scanning.Blocks[Remarked]) -> dict[int, str]:
    return {number: one.remarks or "" for block in blocks for number, one in block.items()}


def test_blocks_have_every_record_once_in_order(many: Path) -> None:
    found = told(Snapshot(many))
    assert list(found) == list(range(1, MANY + 1))
    assert found == deeds.remarks(many)


def test_shares_have_every_record_once(many: Path) -> None:
    shares = scan(Snapshot(many), ["sightings"], lambda each: each.shares("sightings", Remarked, _remarks))
    assert len(shares) == 3
    assert sorted(number for share in shares for number in share) == list(range(1, MANY + 1))
    assert all(list(share) == sorted(share) for share in shares)


def test_a_table_that_is_not_there_and_an_empty_one_have_no_blocks(many: Path) -> None:
    each = Scan(Snapshot(many))
    assert list(each.blocks("images", Remarked)) == list(each.blocks("nothing", Remarked)) == []
    assert each.shares("images", Remarked, _remarks) == [{}]


def test_a_field_that_nobody_asked_for_is_checked_where_other_hands_were_there(many: Path) -> None:
    text = many.read_text(encoding="utf-8")
    many.write_text(text.replace('"remarks":"7"', '"region":7,"remarks":"7"'), encoding="utf-8")
    with pytest.raises(DamagedError, match="s7 is not valid"):
        told(Snapshot(many))


def test_work_that_other_hands_led_astray_is_done_again_and_a_fault_of_its_own_is_seen(many: Path) -> None:
    def placed(each: Scan) -> list[str]:
        found = [""] * MANY
        for at, (number, one) in enumerate(each.rows("sightings", Remarked)):
            found[at if number == at + 1 else MANY] = one.remarks or ""
        return found

    def faulty(each: Scan) -> str:
        return placed(each)[MANY]

    whole = scan(Snapshot(many), ["sightings"], placed)
    with pytest.raises(IndexError):
        scan(Snapshot(many), ["sightings"], faulty)
    text = many.read_text(encoding="utf-8")
    many.write_text(
        text.replace('"7":{', '"x":{').replace('"8":{', '"7":{').replace('"x":{', '"8":{'), encoding="utf-8"
    )
    whole[6], whole[7] = whole[7], whole[6]
    assert scan(Snapshot(many), ["sightings"], placed) == whole


def test_what_other_hands_changed_is_read_as_it_is_read_whole(many: Path) -> None:
    text = many.read_text(encoding="utf-8")
    doubled = text.replace('"7":{', '"8":{"remarks":"twice"},\n"7":{').replace('"remarks":"9"', '"remarks":"nine"')
    many.write_text(doubled, encoding="utf-8")
    held = Snapshot(many)
    assert told(held) == {number: one.remarks for number, one in Snapshot(many).table("sightings").items()}
    assert told(held)[9] == "nine"


@pytest.mark.parametrize("line", range(1, 20))
def test_blocks_are_whole_records_in_order_wherever_other_hands_broke_the_lines(many: Path, line: int) -> None:
    text = many.read_text(encoding="utf-8")
    spread = text.replace(f'\n"{line}":{{', f'\n"{line}":{{\n').replace(f',\n"{line + 1}":', f', \n"{line + 1}":')
    many.write_text(spread.replace(',\n"200":', ', "200":'), encoding="utf-8")
    assert list(told(Snapshot(many)).items()) == [(number, str(number)) for number in range(1, MANY + 1)]


@pytest.mark.parametrize("line", range(2, 20))
def test_a_comma_too_few_or_too_many_is_damage_in_blocks_as_in_the_whole(many: Path, line: int) -> None:
    text = many.read_text(encoding="utf-8")
    for faulty in (text.replace(f',\n"{line}":', f'\n"{line}":'), text.replace("\n}}\n", ",\n}}\n")):
        many.write_text(faulty, encoding="utf-8")
        for compact in (False, True):
            with pytest.raises(DamagedError, match="comma"):
                Snapshot(many).table("sightings", compact=compact)


def test_what_cannot_be_read_is_damage(many: Path) -> None:
    text = many.read_text(encoding="utf-8")
    many.write_text(text.replace('"remarks":"7"', '"remarks":7'), encoding="utf-8")
    with pytest.raises(DamagedError, match="s7 is not valid"):
        told(Snapshot(many))


@given(st.dictionaries(st.integers(1, 10**18 - 1), st.text(max_size=30), max_size=30), st.integers(1, 400))
def test_blocks_of_any_size_are_the_table_in_order(rows: dict[int, str], size: int) -> None:
    lines = {str(number): msgspec.json.encode({"remarks": text}) for number, text in rows.items()}
    data = layout.encode_head(layout.NEW_HEAD) + layout.encode_tables({"sightings": lines})
    found = layout.survey(data)
    assert found is not None
    blocks = [
        msgspec.json.decode(layout.block_json(data, block), type=dict[int, Remarked])
        for block in layout.blocks(data, found.bodies["sightings"], size)
    ]
    assert all(blocks)
    assert _remarks(iter(blocks)) == dict(sorted(rows.items()))
