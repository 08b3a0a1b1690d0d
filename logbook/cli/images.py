"""`logbook images`: the pictures, each with the line that it must be printed with, and whether it may be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from logbook.cli import completion, files, likenesses, look, options, output, session
from logbook.cli.app import command
from logbook.cli.words import option
from logbook.errors import BadValueError
from logbook.query.missing import FIELDS, all_fields
from logbook.records import Use

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from logbook.query import Filter
    from logbook.records import Book
    from logbook.store.snapshot import Snapshot
    from logbook.tally.clearance import State
    from logbook.tally.contact_sheet import Answer, Frame, Kind, Question
    from logbook.views.sheet import Sheet

SHOWN = 50
"""How many a terminal gets."""
PRINTING = "May it be printed"


@dataclass
class Printing:
    """What a picture editor asks: may it be printed, and where has it been."""

    clear: Annotated[bool, option("Those that may be printed.", PRINTING, flag="--clear")] = False
    not_cleared: Annotated[
        bool, option("Those of which nobody has said yes or no.", PRINTING, flag="--not-cleared")
    ] = False
    barred: Annotated[bool, option("Those that must not be printed.", PRINTING, flag="--barred")] = False
    use: Annotated[
        Use | None,
        option(
            "What for: editorial, commercial, noncommercial, internal. Alone, it judges all.",
            PRINTING,
            "USE",
            default="editorial",
        ),
    ] = None
    published: Annotated[
        str | None,
        option(
            "Those printed under this title, or one with these words, in their order.",
            PRINTING,
            "TITLE",
            complete=completion.titles,
        ),
    ] = None

    def question(self, wanted: Filter) -> Question:
        """Give the question; raises BadValueError where it asks for several answers."""
        from logbook.tally.contact_sheet import Question

        asked: dict[State, bool] = {"clear": self.clear, "not cleared": self.not_cleared, "barred": self.barred}
        states = [state for state, is_asked in asked.items() if is_asked]
        if len(states) > 1:
            raise BadValueError("a picture is clear, not cleared or barred; ask for one, or for all with --use alone")
        use = self.use or ("editorial" if states else None)
        return Question(self._kind(wanted), use, states[0] if states else None)

    def _kind(self, wanted: Filter) -> Kind:
        if self.published is not None:
            return "printed"
        return "listed" if set(FIELDS["credit"]).isdisjoint(all_fields(wanted.missing)) else "uncredited"


@command("Pictures", example="logbook images --not-cleared --format markdown")
def images(
    where: session.Session,
    filters: options.Filters,
    printing: Printing,
    written: options.Output,
    ids: options.Ids = None,
    no_pictures: likenesses.NoPictures = False,
) -> None:
    """List pictures: title, file, sightings, credit line exactly as it must be printed, alt text.

    Filters of place, date and animals are asked of a picture's sightings; ids may be of pictures or sightings.
    --missing credit sorts by species and region; --not-cleared in markdown asks for the pictures, a party at a time.
    A terminal lists 50, and shows the first 12 of them where textual-image is installed; a pipe gets every one.
    """
    from logbook.tally import contact_sheet

    how, wanted = output.form(written), filters.wanted()
    question = printing.question(wanted)
    snapshot = where.read()
    book, chosen = look.pictures(snapshot, wanted, look.found(snapshot, ids or []))
    sheet = _ordered(book, chosen, question.kind, printing.published)
    answer = contact_sheet.answered(book, question, sheet, today=session.clock().date())
    if question.state == "not cleared" and how == "markdown":
        output.emit_lines(_letter(snapshot, book, answer))
    elif how in output.FOR_PEOPLE:
        shown = _newest(answer) if how == "table" else answer.frames
        output.emit_parts(_parts(snapshot, book, answer, shown), how)
        if how == "table" and not no_pictures:
            likenesses.show({frame.number: frame.image for frame in shown}, snapshot.path, likenesses.SMALL)
    else:
        output.emit(_whole(snapshot, answer), how)


def _ordered(book: Book, chosen: Collection[int], kind: Kind, title: str | None) -> list[Frame]:
    """Lay the pictures out in the order that the list is about."""
    from logbook.tally import contact_sheet, publications
    from logbook.taxa import Taxa

    sheet = contact_sheet.frames(book, chosen)
    if title is not None:
        sheet = publications.titled(sheet, title)
        unknown = publications.not_known(book.images.values(), title)
        session.say_all([unknown] if unknown else [])
    return contact_sheet.by_scene(sheet, Taxa(book.taxa)) if kind == "uncredited" else sheet


def _newest(answer: Answer) -> list[Frame]:
    """Give as many pictures as a terminal gets."""
    return answer.frames[-SHOWN:] if answer.question.kind == "listed" else answer.frames[:SHOWN]


def _parts(snapshot: Snapshot, book: Book, answer: Answer, shown: list[Frame]) -> list[Sheet]:
    """Give the answer for people: `shown` of the pictures that were found."""
    from logbook.tally import contact_sheet
    from logbook.taxa import Taxa
    from logbook.views import contact_sheet as view

    is_uncredited = answer.question.kind == "uncredited"
    counts = contact_sheet.scenes(answer.frames, Taxa(book.taxa)) if is_uncredited else ()
    return view.parts(answer, _examined(snapshot, answer.question, shown), counts)


def _whole(snapshot: Snapshot, answer: Answer) -> Sheet:
    """Give the answer for machines."""
    from logbook.views import contact_sheet as view

    frames = _examined(snapshot, answer.question, answer.frames)
    return view.whole(answer.question, frames, _objects(snapshot, answer.question, frames))


def _examined(snapshot: Snapshot, question: Question, frames: list[Frame]) -> list[Frame]:
    """Look for what is to be mended, where pictures are judged; that asks the disk for every file."""
    from logbook.tally import contact_sheet

    if question.use is None:
        return frames
    missing = files.missing({frame.number: frame.image for frame in frames}, snapshot.path)
    return contact_sheet.examined(frames, missing)


def _objects(snapshot: Snapshot, question: Question, frames: list[Frame]) -> Iterator[dict[str, Any]]:
    """Give pictures as they are stored, with the answer to what was asked."""
    for frame, stored in zip(frames, look.as_stored(snapshot, "images", [one.number for one in frames]), strict=True):
        told: dict[str, Any] = {}
        if frame.publication:
            told["publication"] = frame.publication
        if frame.clearance:
            told |= {"clearance": frame.clearance.state, "use": question.use, "reasons": frame.clearance.reasons}
            told["faults"] = frame.faults
        if question.kind == "uncredited":
            told |= {"species": frame.species, "regions": frame.regions}
        yield {**stored, **told}


def _letter(snapshot: Snapshot, book: Book, answer: Answer) -> Iterator[str]:
    """Write the list of what to ask whom."""
    from logbook.cli import cards
    from logbook.tally import asking
    from logbook.views import clearance

    return clearance.letter(asking.asked(book, answer.frames), answer, cards.origin(snapshot))
