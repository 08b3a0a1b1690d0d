"""A sheet, written in every way but as a table."""

from __future__ import annotations

import csv
import io
import json

import pytest

from logbook.views import sheet
from logbook.views.sheet import Column, Sheet

EVIL = 'a|b,"c"\n\x1b[31m\t© 东北豹 <br> *x* \u202e'
SHEET = Sheet(
    columns=(Column("id", "Id"), Column("images", "Pictures", right=True), Column("spellings", "As printed")),
    rows=[("s1", "4", EVIL), ("s2", "", ("WCS", "© WCS"))],
    objects=[{"id": "s1", "note": EVIL}, {"id": "s2"}],
    title="Sightings",
)


def test_plain_is_one_row_a_line_tab_separated_and_whole() -> None:
    first, second = sheet.plain(SHEET)
    assert first == 's1\t4\ta|b,"c"\\n\\x1b[31m\\t© 东北豹 <br> *x* \\u202e\n'
    assert second == "s2\t\tWCS; © WCS\n"


def test_csv_gives_text_back_exactly() -> None:
    written = "".join(sheet.as_csv(SHEET))
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows == [["id", "images", "spellings"], ["s1", "4", EVIL], ["s2", "", "WCS; © WCS"]]


def test_csv_starts_no_formula() -> None:
    rows = SHEET._replace(rows=[("s1", "-5", "=1+1")])
    assert "".join(sheet.as_csv(rows)).split("\r\n")[1] == "s1,-5,'=1+1"


def test_csv_for_a_terminal_cannot_act_on_it() -> None:
    written = "".join(sheet.as_csv(SHEET, exact=False))
    assert "\x1b" not in written
    assert "\\x1b[31m" in written


@pytest.mark.parametrize("ascii_only", [False, True])
def test_json_is_valid_and_the_same_in_any_character_set(ascii_only: bool) -> None:
    written = sheet.as_json(list(SHEET.objects), ascii_only=ascii_only)
    assert json.loads(written) == SHEET.objects
    assert written.isascii() is ascii_only
    assert "\x1b" not in written
    assert "\u202e" not in written


@pytest.mark.parametrize("ascii_only", [False, True])
def test_ndjson_is_one_object_a_line(ascii_only: bool) -> None:
    lines = list(sheet.ndjson(SHEET.objects, ascii_only=ascii_only))
    assert [json.loads(line) for line in lines] == SHEET.objects
    assert all(line.count("\n") == 1 for line in lines)


def test_markdown_is_a_table_that_text_cannot_break() -> None:
    title, blank, head, rule, first, second = "".join(sheet.markdown(SHEET)).split("\n")[:-1]
    assert (title, blank) == ("## Sightings", "")
    assert (head, rule) == ("| Id | Pictures | As printed |", "| --- | ---: | --- |")
    assert first == r'| s1 | 4 | a\|b,"c"\\n\\x1b\[31m\\t© 东北豹 \<br\> \*x\* \\u202e |'
    assert second == "| s2 |  | WCS; © WCS |"


def test_markdown_without_a_title_has_none() -> None:
    assert next(sheet.markdown(SHEET._replace(title=None))) == "| Id | Pictures | As printed |\n"


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("objects", [[], [{}], [1, "a\nb"], list(SHEET.objects), [[{"a": [1, {}]}, []]]])
def test_a_list_is_written_piece_by_piece_as_it_is_whole(objects: list[object], *, ascii_only: bool) -> None:
    pieces = list(sheet.json_list(iter(objects), ascii_only=ascii_only))
    assert "".join(pieces) == sheet.as_json(objects, ascii_only=ascii_only)
    assert len(pieces) == len(objects) + 1
