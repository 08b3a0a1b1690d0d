"""Tables as spreadsheets and other programs write them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes.intake.items import Bad
from logbook.errors import LogbookError
from logbook.formats import sources, tabular
from logbook.formats.tabular import Dialect, Row

if TYPE_CHECKING:
    from pathlib import Path

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=6)


def read(folder: Path, data: bytes, **how: str | None) -> tuple[tuple[str, ...], list[Row | Bad], list[str]]:
    path = folder / "t.csv"
    path.write_bytes(data)
    with sources.opened(path) as source:
        table = tabular.read(source, "t.csv", **how)  # type: ignore[arg-type]
        rows = list(table.rows)
    return table.headings, rows, table.notes


def read_as(folder: Path, data: bytes, dialect: Dialect) -> list[Row | Bad]:
    path = folder / "t.csv"
    path.write_bytes(data)
    with sources.opened(path) as source:
        return list(tabular.read_as(source, "t.csv", dialect).rows)


TEXT = "species,place\r\n东北豹,Jilin\r\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", "|").encode(),
        ("\n\n" + TEXT).encode(),
        ("sep=,\n" + TEXT).encode(),
        (TEXT + ",\n\n").encode(),
    ],
)
def test_any_usual_way_to_write_a_table_is_read(tmp_path: Path, data: bytes) -> None:
    headings, rows, notes = read(tmp_path, data)
    assert headings == ("species", "place")
    assert [row.cells for row in rows if isinstance(row, Row)] == [["东北豹", "Jilin"]]
    assert len(rows) == 1
    assert not notes


def test_a_western_table_that_is_not_utf_8_is_read_and_said(tmp_path: Path) -> None:
    _, (row,), notes = read(tmp_path, "note,x\nFrühling 5 €,1\n".encode("cp1252"))
    assert isinstance(row, Row)
    assert row.cells[0] == "Frühling 5 €"
    assert notes == ["t.csv is not in UTF-8; it was read as Windows-1252 (Western European)"]


@pytest.mark.parametrize(("text", "encoding"), [("Леопард", "cp1251"), ("Тигр", "koi8-r"), ("东北豹", "gb18030")])
def test_a_table_in_another_script_is_not_taken_for_western_letters(tmp_path: Path, text: str, encoding: str) -> None:
    with pytest.raises(LogbookError, match=r"^t\.csv, line 2 is neither UTF-8 nor Western European text; save it as"):
        read(tmp_path, f"species,x\n{text},1\n".encode(encoding))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "t.csv is empty; a table begins with its headings"),
        (b"\n \n\n", "t.csv is empty; a table begins with its headings"),
        (b"sep=;\n", "t.csv is empty; a table begins with its headings"),
        (b"a,b\nx,\xe4\ny,\x81\n", "t.csv, line 3 is not text; save it as CSV in UTF-8"),
        (b"\xef\xbb\xbfa,b\nx,\xe4\n", "t.csv, line 2 is not UTF-8; save it as CSV in UTF-8"),
        (b"\xff\xfea\0,\0b\0\n\0\x00", "t.csv, line 2 is not UTF-16; save it as CSV in UTF-8"),
        (b"a,b, a\n", "t.csv has the heading 'a' twice, over columns 1 and 3; give each column a name of its own"),
        (
            b'a,b\n1,2\n3,"x\n4,5\n',
            "t.csv, line 3: a quotation mark is opened here and never closed; close it, or double it",
        ),
        (
            b'a,"b"c\n',
            "t.csv, line 1: text stands behind a closing quotation mark; double the quotation marks within a cell",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(LogbookError) as caught:
        read(tmp_path, data)
    assert str(caught.value) == sentence


def test_a_table_with_headings_only_has_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b\r\n") == (("a", "b"), [], ["t.csv has headings and no rows"])


def test_a_row_over_several_lines_is_named_by_its_first(tmp_path: Path) -> None:
    data = b'a,b\r\n1,"x\r\ny"\r\n2,z\r\n'
    _, rows, _ = read(tmp_path, data)
    assert rows == [Row(2, ["1", "x\r\ny"], '1,"x\r\ny"'), Row(4, ["2", "z"], "2,z")]


def test_a_hundred_and_thirty_five_columns_are_read(tmp_path: Path) -> None:
    headings = [f"h{number}" for number in range(135)]
    got, (row,), _ = read(tmp_path, f"{','.join(headings)}\n{','.join('x' * 135)}\n".encode())
    assert got == tuple(headings)
    assert isinstance(row, Row)
    assert row.cells == ["x"] * 135


def test_columns_without_a_heading_are_named_by_their_place(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,,c\n1,2,3\n")[0] == ("a", "column 2", "c")


def test_a_row_with_too_few_cells_ends_with_empty_ones_and_is_said(tmp_path: Path) -> None:
    _, (row,), notes = read(tmp_path, b"a,b,c\n1\n")
    assert isinstance(row, Row)
    assert row.cells == ["1", "", ""]
    assert notes == ["t.csv: rows with fewer cells than headings, the rest of which was taken as empty: 1"]


def test_a_row_with_too_many_cells_is_bad_unless_they_are_empty(tmp_path: Path) -> None:
    _, (row, bad), _ = read(tmp_path, b"a,b\n1,2,,\n1,2,3\n")
    assert isinstance(row, Row)
    assert row.cells == ["1", "2"]
    assert str(bad) == (
        "t.csv, line 3: '3': it has 3 cells, and there are 2 headings; put a cell with a delimiter in quotes"
    )
    assert isinstance(bad, Bad)
    assert bad.original == "1,2,3"


def test_a_broken_row_is_bad_and_the_rest_goes_on(tmp_path: Path) -> None:
    _, (broken, nul, row), _ = read(tmp_path, b'a,b\n"x"y,1\nx\0,1\n2,3\n')
    assert str(broken).startswith("t.csv, line 2: text stands behind a closing quotation mark")
    assert str(nul) == "t.csv, line 3: the row holds a NUL character, which is no text; take it out"
    assert isinstance(row, Row)
    assert (row.line, row.cells) == (4, ["2", "3"])


def test_without_quotes_a_quotation_mark_is_itself(tmp_path: Path) -> None:
    _, (row,), _ = read(tmp_path, b'a\tb\n"x\ty"\n', quote=None)
    assert isinstance(row, Row)
    assert row.cells == ['"x', 'y"']


def test_cells_and_lines_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "_LONGEST", 100)
    monkeypatch.setattr(tabular, "_CHUNK", 50)
    with pytest.raises(LogbookError, match="line 1 has no end; it is no table"):
        read(tmp_path, b"a," * 200)
    with pytest.raises(LogbookError, match="line 2: a cell has more than 100 characters; is a quotation mark"):
        read(tmp_path, b'a,b\n"' + b"x\n" * 200)


@pytest.mark.parametrize(
    ("data", "dialect", "cells"),
    [
        (b"h\r\na;'b;c'\r\n", Dialect(";", "'", skip=1), ["a", "b;c"]),
        ("ä\tb\n".encode("cp1252"), Dialect("\t", None, "ISO-8859-1"), ["ä", "b"]),
        (b'a||"b||c"\n', Dialect("||"), ["a", "b||c"]),
        (b"a\tb\rc\n", Dialect("\t", None), ["a", "b\rc"]),
        (b"\xef\xbb\xbfa,b\r\n", Dialect(line_end="\r\n"), ["a", "b"]),
        (b"a,b\r", Dialect(line_end="\r"), ["a", "b"]),
        (b"a,b##\n", Dialect(line_end="##"), ["a", "b"]),
        (b"a,b##", Dialect(line_end="##"), ["a", "b"]),
        (b"a,b", Dialect(line_end="##"), ["a", "b"]),
        ("a,b\n".encode("utf-16-le"), Dialect(encoding="utf-16-le"), ["a", "b"]),
    ],
)
def test_a_table_is_read_as_it_is_said_to_be_written(
    tmp_path: Path, data: bytes, dialect: Dialect, cells: list[str]
) -> None:
    (row,) = read_as(tmp_path, data, dialect)
    assert isinstance(row, Row)
    assert row.cells == cells


def test_a_broken_row_between_long_delimiters_is_bad_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken, row = read_as(tmp_path, b'"a"b||c\nd||e\n', Dialect("||"))
    assert isinstance(broken, Bad)
    assert isinstance(row, Row)
    assert row.cells == ["d", "e"]


def test_an_encoding_that_is_not_that_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LogbookError, match="line 2 is not UTF-8"):
        read_as(tmp_path, b"a\n\xe4\n", Dialect())
    with pytest.raises(LogbookError, match="'klingon', which is no encoding known here"):
        read_as(tmp_path, b"a\n", Dialect(encoding="klingon"))


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (b"a,b\n", True),
        (TEXT.encode("utf-16"), True),
        ("Fr\u00fchling;b\n".encode("cp1252"), True),
        (b"\x89PNG\r\n\x1a\n,", False),
        (b"\x01,\n", False),
        (b"one word\n", False),
        (b"", False),
    ],
)
def test_a_table_is_known_by_its_first_line(head: bytes, is_one: bool) -> None:
    assert tabular.looks_like_one(head) is is_one


@given(st.lists(st.lists(CELL, min_size=2, max_size=2).filter(any), max_size=4), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["h1", "h2"], *rows])
    _, got, _ = read(tmp_path_factory.mktemp("law"), text.getvalue().encode())
    assert [row.cells for row in got if isinstance(row, Row)] == rows
