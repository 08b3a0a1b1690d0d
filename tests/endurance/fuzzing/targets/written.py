"""What the program writes: whatever text stands in a record, another reader gets it back, and no more."""

from __future__ import annotations

import csv
import io
import json
from functools import partial
from typing import TYPE_CHECKING

from logbook import cells, formats
from logbook.changes.fields import require_text
from logbook.changes.intake.items import Item, Manner
from logbook.formats import Job, sources
from logbook.records import Animal, Book, Claim, Sighting
from logbook.tally import essay
from logbook.tally.clearance import Judge
from logbook.views import card, sheet, text
from logbook.views.pages.essay import File, page
from tests.endurance.fuzzing.target import NOW, Target, text_of, texts
from tests.endurance.fuzzing.targets.imports import WHOLE
from tests.views.pages import samples
from tests.views.pages.test_hostile import Parsed

if TYPE_CHECKING:
    from pathlib import Path

ROOM = "texts that are written"
_ROWS = 2
_LONGEST = 1 << 20
"""Characters of a cell: more than any has here, where the reader's own limit is less than some have."""
_NEVER = {"iframe", "object", "embed", "base", "form", "input", "b"}
_ONCE = {"html", "head", "title", "body", "style"}


def _sighting(said: str) -> Sighting:
    return Sighting(
        uuid="018f0000-0000-7000-8000-000000000001",
        vernacular_name=said,
        remarks=said,
        tags=(said, "cubs"),
        recorded_by=(said,),
        animals=(Animal(n=1, count=1, remarks=said),),
        claims=(Claim(claim=said),),
        decimal_latitude=43.6,
        decimal_longitude=130.6,
    )


def _typed(data: bytes) -> str:
    """Give the text, if it is one that a person can have stored."""
    said = text_of(data)
    require_text(said, "the text")
    return said.strip() or "-"


def a_format(data: bytes, folder: Path, *, name: str) -> None:
    """Write a sighting in a format, and read it."""
    one = _sighting(_typed(data))
    job = Job(Book(info=WHOLE.info, sightings={1: one}), {}, folder, {1: one}, to=folder / "out", now=NOW)
    outcomes = list(formats.writer(name).write(job))
    with sources.opened(folder / "out") as source:
        parts = list(formats.named(name).read(source, Manner(now=NOW)))
    found = [part.record for part in parts if isinstance(part, Item)]
    assert found == [one] or outcomes[0].state == "left out"


def a_sheet(data: bytes, _: Path) -> None:
    """Write a table for people and programs: as many rows and cells as it has, and the text in them."""
    said = _typed(data)
    made = sheet.Sheet((sheet.Column("a", "A"), sheet.Column("b", "B")), [(said, (said, said)), ("x", "y")])
    csv.field_size_limit(_LONGEST)
    rows = list(csv.reader(io.StringIO("".join(sheet.as_csv(made)), newline="")))
    assert [cells.unguarded(cell) for cell in rows[1]] == [said, f"{said}; {said}"]
    assert len(rows) == 1 + _ROWS
    lines = "".join(sheet.plain(made))
    assert [len(line.split("\t")) for line in lines.split("\n")[:-1]] == [2, 2]
    marked = "".join(sheet.markdown(made))
    assert [_bars(line) for line in marked.split("\n")[:-1]] == [3] * (2 + _ROWS)
    for ascii_only in (True, False):
        assert json.loads(sheet.as_json({"a": said}, ascii_only=ascii_only)) == {"a": said}
    assert text.visible(lines.replace("\n", "").replace("\t", "")) == lines.replace("\n", "").replace("\t", "")
    list(card.markdown(card.make("s1", said, [("a", said), ("b", [said, said])])))


def _bars(line: str) -> int:
    """Count the bars that end a cell: those without a backslash of their own in front."""
    return line.replace("\\\\", "").replace("\\|", "").count("|")


def _page(said: str) -> Parsed:
    book = samples.saying(said, "a.jpg")
    made = essay.compose(
        Judge(book, today=NOW.date()), book, (1, 2, 3), essay.Words(said, (said,)), "editorial", today=NOW.date()
    )
    return Parsed("".join(page(made, {"i1": [File("i1.jpg", 64, 48)]})))


def a_page(data: bytes, _: Path) -> None:
    """Write a page: the same elements whatever its texts are, and data in which a machine finds them."""
    said = _typed(data)
    seen = _page(said)
    assert not {tag.name for tag in seen.tags} & _NEVER
    assert len([tag for tag in seen.tags if tag.name in _ONCE]) == len(_ONCE)
    assert not [name for tag in seen.tags for name in tag.attributes if name.startswith("on") or name == "style"]
    assert json.loads(seen.told)["name"] == said


_SEEDS = texts(
    "A plain text", "=1+1", "a | b \\ c", "\"q\", 'q'", "<b>&amp;", "1. a\n- b", "\u202e\x1b[31m", "-5", "'=x", "]]>"
)
_MARKUP = (
    "</script>",
    "<!--",
    "<img onerror=x>",
    "javascript:",
    "{{",
    "{%",
    "&#x0;",
    "]]>",
    "|",
    "\\",
    "'",
    "\r",
    "\x0b",
)
TARGETS = (
    *(
        Target(ROOM, f"{name} written", partial(a_format, name=name), _SEEDS, _MARKUP)
        for name in ("csv", "ndjson", "geojson", "gpx", "dwca")
    ),
    Target(ROOM, "tables", a_sheet, _SEEDS, _MARKUP),
    Target(ROOM, "pages", a_page, _SEEDS, _MARKUP),
)
