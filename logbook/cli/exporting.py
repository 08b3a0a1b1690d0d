"""A data set goes out: what may be told of the records that were asked for, and what became of each."""

from __future__ import annotations

from collections import Counter, deque
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from logbook.cli import disclosing, files, look, output, record, session
from logbook.errors import LogbookError
from logbook.query import Filter
from logbook.query.searching import rank
from logbook.records import NOUNS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from logbook.changes.facts import FactWords
    from logbook.cli.disclosing import Disclosure
    from logbook.formats import Job, Outcome, Writer
    from logbook.privacy import Told
    from logbook.records import Image, Info
    from logbook.store.snapshot import Snapshot


class How(NamedTuple):
    """How much is told, and over what."""

    disclosure: Disclosure
    include_published: bool
    replace: bool
    dry_run: bool


class Asked(NamedTuple):
    """What a person asked for: the format, the place, which records, and how."""

    writer: Writer
    place: Path | None
    ids: Sequence[str]
    wanted: Filter
    how: How


def export(where: session.Session, asked: Asked, words: FactWords) -> None:
    """Write a data set of sightings. Raises LogbookError where there is nothing that can go out."""
    from logbook.changes.facts import FactWords
    from logbook.views.progress import progress

    files.require_apart(asked.place, where.path)
    info = _stated(where, words, dry_run=asked.how.dry_run) if words != FactWords() else None
    snapshot = where.read()
    chosen = [hit.number for hit in look.searched(snapshot, asked.wanted, asked.ids).hits()]
    book = snapshot.book(compact=True)
    files.require_no_picture(asked.place, book.images, snapshot.path)
    book = book if info is None else msgspec.structs.replace(book, info=info)
    is_whole = not asked.ids and asked.wanted == Filter()
    told = disclosing.tell(book, chosen, (), asked.how.disclosure, book.deployments if is_whole else ())
    hidden = disclosing.hidden(told, book, asked.how.disclosure)
    job = job_of(asked, told, snapshot, originals=book.images)
    # The records as they are have been half of the memory until here; the other half is written now.
    del book, told
    outcomes = _begun(asked.writer.write(job))
    session.say_all(hidden)
    ledger = _Ledger(asked)
    ledger.follow(progress(outcomes, len(job.sightings), "writing"))
    ledger.close()


def _begun(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Begin to write: a place that is taken is refused before a word is said of what goes there."""
    return chain(list(islice(outcomes, 1)), outcomes)


def job_of(asked: Asked, told: Told, snapshot: Snapshot, *, originals: Mapping[int, Image]) -> Job:
    """Give the job that writes what may be told; sightings by the dates that are told, lest their order tells more."""
    from logbook import formats

    by_date = sorted(told.book.sightings.items(), key=lambda item: (rank(item[1]), item[0]))
    return formats.Job(
        told.book,
        told.book.images,
        files.home(snapshot.path),
        sightings=dict(by_date),
        originals=originals,
        to=asked.place,
        now=session.clock(),
        exact=asked.how.disclosure.exact,
        dry_run=asked.how.dry_run,
        replace=asked.how.replace,
        include_published=asked.how.include_published,
        lines=snapshot.record,
    )


def _stated(where: session.Session, words: FactWords, *, dry_run: bool) -> Info:
    """Keep what is said of the logbook itself, and give it as it is then."""
    from logbook.changes import facts
    from logbook.changes.drafts import OF_THE_FILE

    with where.write("export", dry_run=dry_run) as held:
        draft = record.draft(held)
        facts.state(draft, held.info, words)
        if draft.changes() and not dry_run:
            record.finish(held, draft, "export: what the logbook says of itself", dry_run=False)
            session.say("what was said of the logbook is kept; `logbook undo` takes it back")
        info: Info = draft.record(OF_THE_FILE)
    return info


class _Ledger:
    """What became of everything: told at once in a pipe, a line each; in sum to a person at the end."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._counts: Counter[tuple[str, str]] = Counter()
        self._reasons: dict[tuple[str, str, str], list[str]] = {}
        self._notes: list[str] = []

    def follow(self, outcomes: Iterable[Outcome]) -> None:
        """Take in all outcomes. Nobody who stops reading the lines stops the writing."""
        from logbook.views.sheet import Column, Sheet

        rows = self._rows(outcomes)
        if not output.on_terminal():
            try:
                output.emit(Sheet([Column(key, key) for key in ("id", "state", "reason")], rows), "plain")
            except BrokenPipeError:
                deque(rows, maxlen=0)
                raise
        deque(rows, maxlen=0)

    def _rows(self, outcomes: Iterable[Outcome]) -> Iterator[tuple[str, str, str]]:
        from logbook.formats import WHOLE

        for one in outcomes:
            if one.id == WHOLE:
                self._notes += one.notes
                continue
            what = NOUNS[TABLES[one.id[0]]]
            self._counts[what, one.state] += 1
            for note in one.notes:
                self._reasons.setdefault((what, one.state, note), []).append(one.id)
            state = "would be written" if one.state == "written" and self._asked.how.dry_run else one.state
            yield one.id, state, "; ".join(one.notes)

    def close(self) -> None:
        """Say what it came to. Raises LogbookError where nothing was written."""
        from logbook.views import exported

        if output.on_terminal():
            session.say_all(exported.notes(self._reasons))
        session.say_all(self._notes)
        said = exported.summary(self._counts, str(self._asked.place), dry_run=self._asked.how.dry_run)
        if not any(state == "written" for _, state in self._counts):
            raise LogbookError(f"nothing was written; {said or 'there is nothing to export'}")
        session.say(said)
        if self._asked.how.dry_run:
            session.say_dry_run()
