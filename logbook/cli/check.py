"""`logbook check`: what is wrong in the logbook, and `--fix` for what has one right answer."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, files, finding, options, output, session
from logbook.cli.app import command
from logbook.cli.session import Session
from logbook.errors import BadValueError, ProblemsFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.checks import Finding
    from logbook.checks.faults import Facts
    from logbook.records import Book
    from logbook.store.snapshot import Snapshot
    from logbook.views.sheet import Sheet

_SHOWN = 50
"""Findings of one check that a terminal gets."""
_ORDINALS = {2: "second", 3: "third"}

LookIn = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="DIR",
        help="With --fix: find lost and changed pictures again in this folder, by sha256; repeatable.",
        show_default=False,
    ),
]


@command("Data", example="logbook check")
def check(
    session: Session,
    written: options.Output,
    dry_run: options.DryRun = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Give the second of two records with one id a new number.")
    ] = False,
    look_in: LookIn = None,
    listed: Annotated[bool, typer.Option("--list", help="Name the checks.")] = False,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CHECK]...", help="Only these checks.", autocompletion=completion.checks),
    ] = None,
) -> None:
    """Look for what is wrong: lost and changed files, texts that are no alt text, records that stand twice.

    Problems end it with exit code 6; notes, which are only worth a look, do not.

    To find changed files it reads every picture whole; where other checks are named it reads none.
    """
    if (look_in or dry_run) and not fix:
        option = "--look-in" if look_in else "--dry-run"
        raise BadValueError(f"{option} goes with --fix; check alone changes nothing")
    if fix and names:
        raise BadValueError("--fix mends ids that stand twice, whatever checks are named; leave their names out")
    if listed:
        _list(output.form(written))
    elif fix:
        _fix(session, look_in or (), dry_run=dry_run)
    else:
        _check(session, names or (), output.form(written))


def _check(where: Session, names: Sequence[str], how: str) -> None:
    from logbook import checks

    compare = any(check.name == "changed-file" for check in checks.chosen(names))
    snapshot = where.read()
    snapshot.verify()
    book = snapshot.book()
    found = list(checks.run(book, _facts(snapshot, book, compare=compare), names))
    if how not in output.FOR_PEOPLE:
        output.emit(_sheet(found), how)
    elif found:
        output.emit_parts(_grouped(found), how)
    sys.stdout.flush()  # where both go to one place, the sentence comes last
    sentence = _sentence(found, book, snapshot.path)
    if any(finding.severity == "problem" for finding in found):
        raise ProblemsFoundError(sentence)
    session.say(sentence)


def _facts(snapshot: Snapshot, book: Book, *, compare: bool) -> Facts:
    """Ask the world what the checks must know; the pictures are read only where they are to be compared."""
    from logbook.checks.faults import Facts

    missing = files.missing(book.images, snapshot.path)
    compared = files.compare(book.images if compare else {}, missing, snapshot.path)
    return Facts(
        now=session.clock(),
        missing_files=missing,
        changed_files=compared.changed,
        unreadable_files=compared.unreadable,
        doubles=tuple(snapshot.notes),
        foreign=snapshot.foreign,
    )


def _sheet(found: Sequence[Finding]) -> Sheet:
    """Give all findings as one sheet, for machines and pipes."""
    from logbook.views.sheet import Column, Sheet

    columns = [Column(key, key) for key in ("check", "severity", "id", "text", "advice")]
    rows = [(one.check, one.severity, one.id or "", one.text, one.advice) for one in found]
    return Sheet(columns, rows, found)


def _grouped(found: Sequence[Finding]) -> list[Sheet]:
    """Give one sheet a check, for people: no more of it than they would read."""
    from logbook.views.sheet import Column, Sheet

    columns = [Column("id", "Id", whole=True), Column("text", "Found"), Column("advice", "What to do")]
    sheets = []
    for (name, severity), group in groupby(found, key=lambda one: (one.check, one.severity)):
        rows = [(one.id or "", one.text, one.advice) for one in group]
        more = len(rows) - _SHOWN
        footer = f"and {more:,} more; `logbook check {name} --format plain` has them all" if more > 0 else None
        sheets.append(Sheet(columns, rows[:_SHOWN], (), title=f"{name} ({severity})", footer=footer))
    return sheets


def _sentence(found: Sequence[Finding], book: Book, path: Path) -> str:
    """Say how much was found in how much, and how large the history has grown, which nobody trims."""
    from logbook.records import NOUNS, TYPES
    from logbook.store.history import history_path
    from logbook.views.text import singular

    problems = sum(finding.severity == "problem" for finding in found)
    notes = len(found) - problems
    said = singular(problems, "problem") if problems else "no problems"
    said += f" and {singular(notes, 'note')}" if notes else ""
    counts = {table: len(getattr(book, table)) for table in reversed(TYPES)}
    plural = {"taxa": "species"}
    inside = ", ".join(singular(many, NOUNS[table], plural.get(table)) for table, many in counts.items() if many)
    history = history_path(path)
    size = f"; its history takes {_size(history.stat().st_size)}" if history.exists() else ""
    return f"{said} in {inside or 'an empty logbook'}{size}"


def _size(many: int) -> str:
    """Write a number of bytes as people do: 812 bytes, 1.2 MB."""
    size, units = float(many), ["bytes", "kB", "MB", "GB"]
    while size >= 1000 and len(units) > 1:  # noqa: PLR2004 - SI's prefixes
        size, units = size / 1000, units[1:]
    return f"{size:,.0f} bytes" if units[0] == "bytes" else f"{size:,.1f} {units[0]}"


def _list(how: str) -> None:
    from logbook.checks import CHECKS
    from logbook.views.sheet import Column, Sheet

    columns = [Column("name", "Check", whole=True), Column("severity", "Kind", whole=True), Column("summary", "Finds")]
    rows = [(one.name, one.severity, one.summary) for one in CHECKS]
    objects = [dict(zip(("name", "severity", "summary"), row, strict=True)) for row in rows]
    output.emit(Sheet(columns, rows, objects), how)


def _fix(where: Session, folders: Sequence[Path], *, dry_run: bool) -> None:
    """Mend what has one right answer: ids that stand twice, then pictures that lie elsewhere now."""
    from logbook.pictures.walking import walk

    walks = [walk(folder) for folder in folders]  # one that is not there ends it before anything is written
    snapshot = where.read()
    doubled = _mend(snapshot.path, dry_run=dry_run)
    if doubled and folders and dry_run:
        session.say("pictures are looked for when the ids are mended")
    elif folders:
        finding.find_again(where, where.read() if doubled else snapshot, walks, dry_run=dry_run)
    elif not doubled:
        session.say("nothing to mend: no id stands twice; pictures that moved are found with --look-in DIR")


def _mend(path: Path, *, dry_run: bool) -> bool:
    """Give the second of two records with one id a new number; tell whether there was any."""
    from logbook.records import NOUNS
    from logbook.store import mending

    planned = mending.plan(path)
    mended = None if dry_run or not planned else mending.mend(path, now=session.moment(), notify=session.say)
    for one in mended.renumbered if mended else planned:
        nth = _ORDINALS.get(one.nth, f"{one.nth}th")
        verb = "is now" if mended else "would become"
        sys.stdout.write(f"the {nth} {NOUNS[one.old.table]} {one.old} {verb} {one.new}\n")
    if mended:
        session.say(f"the file as it was: {mended.copy}; `logbook undo` takes the change back")
    elif planned:
        session.say_dry_run()
    return bool(planned)
