"""Adding: one sighting to many, and every other change of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks import data
from tests.benchmarks.measuring import BARE, Command, turns
from tests.benchmarks.setting import FAMILY, logbook
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.setting import Setting

SUMMARY = "`add`, `edit`, `remove` and `undo` of one sighting"
AMONG = {10_000: (2.2, 1.8), 100_000: (4, 3)}
MANY, MILLION = 100_000, 1_000_000
PLAIN = FAMILY[:-2]
_KINDS = "the dearer of two: with cubs, whose rivals for the first evidence are looked for, and without; each is undone"
_COPY = "`cp FILE COPY` and then `sync COPY`, which is an fsync of this file alone"


def run(setting: Setting) -> Iterator[Row]:
    """Measure `add` against a bare command, and among a million against copying the file; then the other changes."""
    for wanted, (must, aim) in AMONG.items():
        many = setting.size(wanted)
        took = turns({"bare": BARE, **adds(setting, many)}, setting.runs)
        what = f"`add` one, {many:,} there, to bare"
        measured = max(took["plain"], took["cubs"]) / took["bare"]
        yield Row(what, must, aim, measured, wanted=wanted, many=many, note=_KINDS)
    yield among_a_million(setting)
    yield from changes(setting)


def adds(setting: Setting, many: int) -> dict[str, Command]:
    """Give the two kinds of `add`."""
    return {"plain": setting.writing(many, *PLAIN), "cubs": setting.writing(many, *FAMILY)}


def among_a_million(setting: Setting) -> Row:
    """Measure `add` beyond a bare command against a copy of the same file that is forced to the disk."""
    many = setting.size(MILLION)
    book, copy = setting.book(many), str(setting.folder / "copy.json")
    copying = Command((("cp", str(book), copy), ("sync", copy)), after=(("rm", copy),))
    took = turns({"bare": BARE, "copy": copying, **adds(setting, many)}, setting.runs)
    beyond = max(took["plain"], took["cubs"]) - took["bare"]
    what = f"`add` one, {many:,} there, beyond bare, to `cp` and fsync of the file"
    return Row(what, 2.5, 1.7, beyond / took["copy"], wanted=MILLION, many=many, note=_COPY)


def changes(setting: Setting) -> Iterator[Row]:
    """Measure the other changes against a bare command."""
    many = setting.size(MANY)
    editing = ("edit", "s7", "--note", "seen again")
    picture = setting.folder / "one.jpg"
    picture.write_bytes(data.drawing())
    pictured = (*FAMILY, "--image", str(picture), "--credit", "Anna Weiss / WCS")
    commands = {
        "`add` with a picture and a new credit": setting.writing(many, *pictured),
        "`edit` one": setting.writing(many, *editing),
        "`remove` one": setting.writing(many, "remove", "s7"),
        "`undo`": setting.logbook(many, "undo")._replace(before=(logbook(setting.book(many), *editing),)),
    }
    took = turns({"bare": BARE, **commands}, setting.runs)
    for name in commands:
        yield Row(f"{name}, {many:,} there, to bare", 5, 3.5, took[name] / took["bare"], wanted=MANY, many=many)
