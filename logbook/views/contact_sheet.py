"""Pictures as a list: each with the line that it must be printed with, and whether it may be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from logbook import credits
from logbook.tally import publications
from logbook.views import wording
from logbook.views.holdings import lacking
from logbook.views.sheet import Cell, Column, Sheet
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from logbook.records import Publication
    from logbook.tally.contact_sheet import Answer, Frame, Kind, Question, Scene, SceneCount
    from logbook.tally.publications import Printed

_NO_SIGHTING, _NO_SPECIES = "(no sighting)", "(no species)"


class _Told(NamedTuple):
    """A column, and what it tells of a picture."""

    column: Column
    cell: Callable[[Frame], Cell]


def parts(answer: Answer, shown: Sequence[Frame], counts: Iterable[SceneCount] = ()) -> list[Sheet]:
    """Give pictures for people: `shown` of those that were found, a sheet a publication where it is about these.

    `counts` say how many pictures without a credit there are of each species in each region.
    """
    question = answer.question
    if question.kind == "printed":
        sheets = [_publication(one, question) for one in publications.by_publication(shown)]
    else:
        sheets = [*_scenes(counts), _made(_for_people(question), shown)]
    if sheets:
        notes = filter(None, (sheets[-1].footer, _footer(answer, len(shown))))
        sheets[-1] = sheets[-1]._replace(footer=". ".join(notes))
    return sheets


def whole(question: Question, sheet: Iterable[Frame], objects: Iterable[Any]) -> Sheet:
    """Give pictures for machines, on every row the publication where it is about these."""
    told = [*_FOR_MACHINES[question.kind], *((_CLEARANCE, _REASONS, _FAULTS) if question.use else ())]
    return _made(told, sheet)._replace(objects=objects)


def _made(told: Sequence[_Told], sheet: Iterable[Frame]) -> Sheet:
    rows = (tuple([one.cell(frame) for one in told]) for frame in sheet)
    return Sheet([one.column for one in told], rows)


def _for_people(question: Question) -> Sequence[_Told]:
    """Choose what a table tells: the answer where pictures are judged, without the state where it is one for all."""
    if question.use is None:
        return _LOOKED_AT[question.kind]
    why = _Told(Column("reasons", f"Why {question.state}"), _reasons) if question.state else _ANSWER
    return [*_JUDGED[question.kind], why, _FAULTS]


def _publication(one: Printed, question: Question) -> Sheet:
    without = singular(one.unplaced, "picture") if one.unplaced else None
    note = without and f"{without} without a position there: last, by number"
    sheet = _made(_for_people(question), one.frames)
    return sheet._replace(title=wording.publication(one.publication), footer=note)


def _scenes(counts: Iterable[SceneCount]) -> list[Sheet]:
    columns = (Column("species", "Species"), Column("region", "Region"), Column("images", "Pictures", right=True))
    rows = [(*_scene(scene), f"{images:,}") for scene, images in counts]
    return [Sheet(columns, rows, title="Pictures without a credit, by species and region")] if rows else []


def _scene(scene: Scene | None) -> tuple[str, str]:
    return (scene.species or _NO_SPECIES, wording.region(scene.region)) if scene else (_NO_SIGHTING, "")


def _footer(answer: Answer, shown: int) -> str:
    """Say how many pictures there are, and what of them was asked."""
    kind, use, state = answer.question
    which = "last" if kind == "listed" else "first"
    cut = f"showing the {which} {shown:,}; a pipe gets every one. " if shown < len(answer.frames) else ""
    every = singular(answer.looked_at, "picture")
    if state:
        return f"{cut}{answer.found:,} of {every} {'is' if answer.found == 1 else 'are'} {state} for {use} use"
    if use:
        counts = ", ".join(f"{many:,} {each}" for each, many in answer.states.most_common())
        return f"{cut}{every}, for {use} use: {counts}"
    return cut + (lacking(answer.without_credit, answer.found) if kind == "listed" else every)


def _named(frame: Frame) -> Cell:
    return frame.image.title or _file(frame)


def _file(frame: Frame) -> Cell:
    return frame.image.file or frame.image.url or ""


def _shows(frame: Frame) -> Cell:
    return tuple(f"s{number} {wording.name(sighting)}".rstrip() for number, sighting in frame.sightings)


def _species(frame: Frame) -> Cell:
    return tuple(filter(None, dict.fromkeys(wording.name(sighting) for _, sighting in frame.sightings)))


def _notice(frame: Frame) -> Cell:
    """Give the copyright notice, unless it is the camera's own text, which does not say whose picture it is."""
    notice = frame.image.copyright_notice or ""
    return "" if credits.is_boilerplate(notice, frame.image.camera) else notice


def _state(frame: Frame) -> str:
    return frame.clearance.state if frame.clearance else ""


def _reasons(frame: Frame) -> tuple[str, ...]:
    return frame.clearance.reasons if frame.clearance else ()


def _there(part: Callable[[Publication], object]) -> Callable[[Frame], Cell]:
    """Make the cell of what is known of the publication that a picture stands on the sheet for."""
    return lambda frame: str(part(frame.publication) or "") if frame.publication else ""


_ID = _Told(Column("id", "Id", whole=True), lambda frame: f"i{frame.number}")
_TITLE = _Told(Column("title", "Title"), lambda frame: frame.image.title or "")
_NAMED = _Told(Column("title", "Picture"), _named)
_FILE = _Told(Column("file", "File", below="title", label="file"), _file)
_SIGHTINGS = _Told(Column("sightings", "Sightings"), lambda frame: ", ".join(f"s{one}" for one, _ in frame.sightings))
_SHOWS = _Told(Column("shows", "Shows", below="title"), _shows)
_SPECIES = _Told(Column("species", "Species"), _species)
_REGION = _Told(Column("region", "Region", below="species"), lambda frame: tuple(frame.regions))
_LINE = _Told(Column("credit_line", "Credit line", exact=True), lambda frame: frame.line or "")
_ALT = _Told(Column("alt_text", "Alt text", below="title", label="alt"), lambda frame: frame.image.alt_text or "")
_CREATOR = _Told(Column("creator", "Creator", below="title", label="creator"), lambda frame: frame.image.creator)
_NOTICE = _Told(Column("copyright_notice", "Notice", below="title", label="notice"), _notice)
_POSITION = _Told(Column("position", "No.", right=True), _there(lambda one: one.position))
_CLEARANCE = _Told(Column("clearance", "May it be printed"), _state)
_REASONS = _Told(Column("reasons", "Why"), _reasons)
_ANSWER = _Told(Column("clearance", "May it be printed"), lambda frame: (_state(frame), *_reasons(frame)))
_FAULTS = _Told(Column("faults", "To mend", below="title", label="to mend"), lambda frame: frame.faults)

_LISTED = (_TITLE, _FILE, _SIGHTINGS, _SPECIES, _REGION, _LINE, _ALT)
_UNCREDITED = (_ID, _SPECIES, _REGION, _TITLE, _FILE, _CREATOR, _NOTICE, _SIGHTINGS)
_PUBLICATION = (
    _Told(Column("publication", "Printed in"), _there(lambda one: one.title)),
    _Told(Column("author", "Author"), _there(lambda one: one.author)),
    _Told(Column("publisher", "Publisher"), _there(lambda one: one.publisher)),
    _Told(Column("date", "Date"), _there(lambda one: one.date)),
)
_LOOKED_AT: dict[Kind, Sequence[_Told]] = {
    "listed": (_ID, _TITLE, _SHOWS, _FILE, _LINE, _ALT),
    "uncredited": _UNCREDITED,
    "printed": (_POSITION, _ID, _TITLE, _FILE, _LINE, _ALT),
}
_JUDGED: dict[Kind, Sequence[_Told]] = {
    "listed": (_ID, _NAMED, _SHOWS, _LINE),
    "uncredited": (_ID, _NAMED, _SHOWS, _CREATOR, _NOTICE),
    "printed": (_POSITION, _ID, _NAMED, _LINE),
}
_FOR_MACHINES: dict[Kind, Sequence[_Told]] = {
    "listed": (_ID, *_LISTED),
    "uncredited": _UNCREDITED,
    "printed": (_ID, _POSITION, *_LISTED, *_PUBLICATION),
}
