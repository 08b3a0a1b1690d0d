"""The photo essay as a page: pictures in order, each with its facts and credit, and at the end what they prove."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook import credits, dates, licenses
from logbook.taxa import UNIDENTIFIED
from logbook.views import clearance, digest, pages, sighting_card, wording
from logbook.views.pages import structured, tables
from logbook.views.text import paragraphs, singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from logbook.records import Image, Ref, Sighting, Use
    from logbook.tally.clearance import Terms
    from logbook.tally.essay import Essay, Plate, Seen
    from logbook.tally.standings import ClaimRow

_NOT_CLEARED = "NOT CLEARED FOR PUBLICATION"
_IN_DOUBT = {"doubtful", "rejected"}


class File(NamedTuple):
    """A published copy of a picture: its name beside the page, or a data: URI, and its size in pixels."""

    src: str
    width: int
    height: int


class _Said(NamedTuple):
    """Something said, what it is, and the address that it leads to; `rel` is HTML's word for how."""

    text: str
    label: str = ""
    href: str | None = None
    rel: str | None = None


class _Fact(NamedTuple):
    """A fact of a sighting; `latin` stands behind it in italics, `level` gives it the sign of breeding evidence.

    One that `warns` puts the others in doubt.
    """

    term: str
    text: str
    latin: str | None = None
    level: str | None = None
    warns: bool = False


class _Shown(NamedTuple):
    """A picture as it is laid out; without `files` a place-holder stands for it. `warning` is why it is not cleared."""

    id: Ref
    title: str
    alt: str
    caption: Sequence[str]
    line: str | None
    rights: Sequence[tuple[str, str]]
    terms: Sequence[_Said]
    warning: str | None
    facts: Sequence[Sequence[_Fact]]
    files: Sequence[File]
    href: str | None


class _Claimed(NamedTuple):
    """A claim as it is laid out, with its source."""

    words: str
    standing: str
    source: Sequence[_Said]
    record: Ref


def page(essay: Essay, files: Mapping[Ref, Sequence[File]], *, url: str | None = None) -> Iterator[str]:
    """Write an essay as HTML that needs nothing but the copies of its pictures, and ends with a line feed; in pieces.

    `files` are the copies of each picture, the smallest first; a picture without any gets a place-holder. `url` is the
    address at which the page will stand: only with it are Open Graph's and schema.org's addresses whole.
    """
    return pages.pieces(
        "essay.html.j2",
        essay=essay,
        title=essay.title,
        description=" ".join(essay.intro[:1]) or _counted(essay),
        counted=_counted(essay),
        within=essay.use == "internal",
        shown=(_shown(plate, files.get(plate.id, ()), essay.use) for plate in essay.plates),
        banner=_banner(essay),
        not_cleared=_NOT_CLEARED,
        preview=structured.preview(essay, files, url),
        data=structured.data(essay, files, url),
        url=url,
        script="essay.js" if any(files.get(plate.id) for plate in essay.plates) else None,
        signs=wording.LEVEL_SIGNS,
        firsts=tables.table(digest.firsts(essay.firsts)) if essay.firsts else None,
        claims=list(map(_claimed, essay.claims)),
        credits=[(one.line, one.images, [_terms(terms) for terms in one.terms]) for one in essay.credits],
    )


def _shown(plate: Plate, files: Sequence[File], use: Use) -> _Shown:
    title, largest = plate.image.title or "", files[-1].src if files else None
    return _Shown(
        id=plate.id,
        title=title if title.strip() else f"Picture {plate.id}",
        alt=structured.alt(plate),
        caption=[line for line in paragraphs(plate.image.caption or "") if line.strip()],
        line=plate.line,
        rights=list(_rights(plate.image)),
        terms=_terms(plate.terms),
        warning=_warning(plate, use) if plate.warns(use) else None,
        facts=[list(_facts(seen, plate.id)) for seen in plate.seen] or [[_Fact("Record", plate.id)]],
        files=files,
        # A browser opens no data: URI that is linked: only the script can enlarge that picture.
        href=f"#{plate.id}" if largest and largest.startswith("data:") else largest,
    )


def _rights(image: Image) -> Iterator[tuple[str, str]]:
    """Say who took a picture and whose it is, which a licence may ask to be named; a camera's own text is no notice."""
    if image.creator:
        yield "Creator", ", ".join(image.creator)
    if image.copyright_notice and not credits.is_boilerplate(image.copyright_notice, image.camera):
        yield "Copyright notice", image.copyright_notice


def _warning(plate: Plate, use: Use) -> str:
    state, *reasons = clearance.answer(plate.clearance, use)
    return f"{state.capitalize()}{': ' if reasons else ''}{'; '.join(reasons)}."


def _facts(seen: Seen, picture: Ref) -> Iterator[_Fact]:
    """Say who was seen, where, when and what it proves; what is not known is left out, but for place and date."""
    sighting, names = seen.sighting, seen.names
    doubt = f" ({sighting.identification_qualifier})" if sighting.identification_qualifier else ""
    vernacular = names.vernacular_name or ("" if names.scientific_name else UNIDENTIFIED)
    yield _Fact("Species", f"{vernacular}{doubt}".strip(), names.scientific_name)
    if verified := sighting_card.verified(sighting):
        yield _Fact("Verification", verified, warns=sighting.verification in _IN_DOUBT)
    if identified := _identified(sighting):
        yield _Fact("Identified by", identified)
    if seen.status:
        yield _Fact("Red List status", wording.stated(seen.status))
    places = (wording.region(sighting.region), *sighting.areas, sighting.locality)
    yield _Fact("Place", "; ".join(filter(None, places)))
    yield _Fact("Date", dates.words(sighting.event_date))
    if animals := wording.who(sighting):
        yield _Fact("Seen", animals)
    if seen.evidence.basis:
        yield _Fact("Breeding evidence", sighting_card.evidence(sighting)[0], level=seen.evidence.level)
    yield _Fact("Record", f"{picture}, {seen.id}")


def _identified(sighting: Sighting) -> str:
    """Say that a machine named the animals, how sure it was, and which people did as well; else nothing."""
    sure = [one.classification_probability for one in sighting.animals if one.classification_method == "machine"]
    said = ("a machine" if each is None else f"a machine, probability {each:g}" for each in dict.fromkeys(sure))
    return "; ".join((*said, *sighting.identified_by)) if sure else ""


def _terms(terms: Terms) -> list[_Said]:
    """Say how a picture may be used, each thing with the page that tells more."""
    said = []
    if terms.license:
        said.append(_Said(terms.license, "Licence", licenses.url(terms.license), "license"))
    if terms.usage_terms:
        said.append(_Said(terms.usage_terms, "Usage terms", pages.address(terms.usage_terms)))
    if terms.web_statement:
        said.append(_Said(terms.web_statement, "Rights statement", pages.address(terms.web_statement)))
    return [*said, _Said("by default of its credit")] if said and terms.is_default else said


def _banner(essay: Essay) -> str | None:
    """Say how many pictures are not cleared; None where nothing need be said."""
    many = sum(plate.warns(essay.use) for plate in essay.plates)
    if not many:
        return None
    are = "is" if many == 1 else "are"
    return f"{many:,} of {_counted(essay)} {are} not cleared for {essay.use} use; each is marked."


def _counted(essay: Essay) -> str:
    return singular(len(essay.plates), "picture")


def _claimed(row: ClaimRow) -> _Claimed:
    reference, day = row.reference, row.date and wording.date(row.date)
    return _Claimed(
        words=wording.claim(row),
        standing=wording.standing(row),
        source=[_Said(said, href=pages.address(said)) for said in (reference, day) if said],
        record=row.sighting,
    )
