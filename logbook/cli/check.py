"""`logbook check`: what is wrong in the logbook, and `--fix` for what has one right answer."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, files, fixing, options, output, session
from logbook.cli.app import command
from logbook.cli.session import Session
from logbook.errors import BadValueError, ProblemsFoundError

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from logbook.checks import Finding
    from logbook.checks.faults import Facts
    from logbook.records import Book
    from logbook.store.snapshot import Snapshot
    from logbook.views.sheet import Sheet

_SHOWN = 50
"""Findings of one check that a terminal gets."""

_OF_THE_FILE = {"doubles", "checksum", "older-backup", "history"}
"""The checks that tell what other commands have notes for."""

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
        bool,
        typer.Option("--fix", help="Mend what has one right answer, after a copy."),
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

    changed-file and sensitive-position read the pictures; where only others are named, none is read.
    """
    if (look_in or dry_run) and not fix:
        option = "--look-in" if look_in else "--dry-run"
        raise BadValueError(f"{option} goes with --fix; check alone changes nothing")
    if fix and names:
        raise BadValueError("--fix mends what has one right answer, whatever checks are named; leave their names out")
    if listed:
        _list(output.form(written))
    elif fix:
        fixing.fix(session, look_in or (), dry_run=dry_run)
    else:
        _check(session, names or (), output.form(written))


def _check(where: Session, names: Sequence[str], how: str) -> None:
    from logbook import checks

    asked = {check.name for check in checks.chosen(names)}
    snapshot = where.read(examines=asked >= _OF_THE_FILE)
    snapshot.verify()
    book = snapshot.book()
    found = list(checks.run(book, _facts(snapshot, book, asked), names))
    if how not in output.FOR_PEOPLE:
        output.emit(_sheet(found), how)
    elif found:
        output.emit_parts(_grouped(found), how)
    sys.stdout.flush()  # where both go to one place, the sentence comes last
    sentence = _sentence(found, book, snapshot.path)
    if any(finding.severity == "problem" for finding in found):
        raise ProblemsFoundError(sentence)
    session.say(sentence)


def _facts(snapshot: Snapshot, book: Book, asked: Container[str]) -> Facts:
    """Ask the world what the checks must know; the pictures are read only for those that ask for it."""
    from logbook.checks.faults import Facts
    from logbook.cli.locating import located
    from logbook.store.examining import examine

    missing = files.missing(book.images, snapshot.path)
    compared = files.compare(book.images if "changed-file" in asked else {}, missing, snapshot.path)
    return Facts(
        now=session.clock(),
        missing_files=frozenset(missing),
        closed_files=files.closed(missing),
        changed_files=compared.changed,
        unreadable_files=compared.unreadable,
        located_files=located(book, snapshot.path) if "sensitive-position" in asked else frozenset(),
        file=examine(snapshot),
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
