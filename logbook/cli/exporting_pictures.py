"""Records written back to their pictures: sidecars and copies, a file each."""

from __future__ import annotations

from collections import Counter, deque
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from logbook.cli import disclosing, exporting, files, look, output, session
from logbook.errors import BadValueError, LogbookError
from logbook.records import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from logbook.changes.facts import FactWords
    from logbook.cli.exporting import Asked
    from logbook.formats import Job, Outcome
    from logbook.records import Book, Image
    from logbook.store.snapshot import Snapshot


def export(where: session.Session, asked: Asked, words: FactWords) -> None:
    """Write a file for each picture. Raises LogbookError where none could be written."""
    from logbook.views.progress import progress

    _require_sense(asked, words)
    snapshot = where.read()
    job = _job(snapshot, asked)
    _tell(progress(asked.writer.write(job), len(job.images), "writing"), dry_run=asked.how.dry_run)
    if asked.writer.NEEDS_PLACE:
        _warn(job.book, job.images)
        copied = {f"i{number}": image for number, image in job.images.items() if job.originals[number].file}
        disclosing.say_stamped(copied, asked.how.disclosure)


def _require_sense(asked: Asked, words: FactWords) -> None:
    """Refuse what means nothing for pictures."""
    from logbook.changes.fields import option

    used = {
        "replace": asked.how.replace,
        "include_published": asked.how.include_published,
        **msgspec.structs.asdict(words),
    }
    if idle := [option(name) for name, value in used.items() if value not in (None, False, ())]:
        are = "is" if len(idle) == 1 else "are"
        raise BadValueError(
            f"{' and '.join(idle)} {are} for data sets, and --format {asked.writer.NAME} is of pictures"
        )
    if asked.how.disclosure.exact and asked.place is None:
        raise BadValueError("a sidecar beside its picture stays in the house, and is exact; --exact is for --to FOLDER")
    if asked.place is not None and asked.place.exists() and not asked.place.is_dir():
        raise LogbookError(f"{asked.place} is a file; name a folder")


def _job(snapshot: Snapshot, asked: Asked) -> Job:
    """Give the job: what stays in the house as it is on record, what goes out as it may be told."""
    from logbook import formats

    chosen = look.found(snapshot, asked.ids)
    book, images = look.pictures(snapshot, asked.wanted, chosen)
    if asked.place is None:
        return formats.Job(
            book, images, files.home(snapshot.path), originals=book.images, exact=True, dry_run=asked.how.dry_run
        )
    whole = snapshot.book(*TYPES)
    told = disclosing.tell(whole, (), images, asked.how.disclosure)
    session.say_all(disclosing.hidden(told, whole, asked.how.disclosure))
    if told.embargoed and not told.book.images:
        raise LogbookError("nothing was written; all of it is under embargo")
    return exporting.job_of(asked, told, snapshot, originals=whole.images)


def _tell(outcomes: Iterable[Outcome], *, dry_run: bool) -> None:
    """Tell what became of each picture, as it happens: a pipe a line each, a person what went wrong and the counts."""
    from logbook.views.sheet import Column, Sheet
    from logbook.views.text import singular

    counts: Counter[str] = Counter()
    rows = _rows(outcomes, counts, "would be written" if dry_run else "written")
    if output.on_terminal():
        deque(rows, maxlen=0)
    else:
        output.emit(Sheet([Column(key, key) for key in ("id", "state", "path")], rows), "plain")
    said = ", ".join(f"{many:,} {state}" for state, many in counts.items())
    sentence = f"{singular(counts.total(), 'picture')}: {said}" if said else "nothing found"
    if set(counts) == {"failed"}:
        raise LogbookError(f"nothing was written; {sentence}")
    session.say(sentence)
    if dry_run:
        session.say_dry_run()


def _rows(outcomes: Iterable[Outcome], counts: Counter[str], written: str) -> Iterator[tuple[str, str, str]]:
    for one in outcomes:
        state = written if one.state == "written" else one.state
        counts[state] += 1
        session.say_all(f"{one.id}: {note}" for note in one.notes)
        yield one.id, state, _shown(one.path) if one.path else ""


def _shown(path: Path) -> str:
    """Write a path as short as it can be said from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _warn(book: Book, images: Mapping[int, Image]) -> None:
    """Say which of the pictures that go out must not be printed; the rest may not be cleared either."""
    from logbook.sentences import listed
    from logbook.tally.clearance import Judge

    judge = Judge(book, today=session.clock().date())
    barred = [f"i{number}" for number in images if judge.clearance(number).state == "barred"]
    if barred:
        are = "is" if len(barred) == 1 else "are"
        session.say(f"{listed(barred)} {are} barred for editorial use: logbook images --barred tells why")
