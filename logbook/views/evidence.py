"""The evidence sheet of a sighting, in Markdown: what the note of a first record must tell, and what is lacking.

It states nothing that the logbook does not, and calls nothing a first: that is the author's to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.sentences import listed
from logbook.tally import gaps
from logbook.views import cards, sighting_card, wording
from logbook.views.sheet import escaped
from logbook.views.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from logbook.records import Image, Sighting, Statement
    from logbook.tally.dossier import Dossier
    from logbook.tally.firsts import Entry
    from logbook.tally.pictured import Pictured
    from logbook.taxa import Names

_GRADES = {
    "hard": "hard (a picture, a capture, a body or genetics)",
    "reviewed": "reviewed (sign that a named person has verified)",
    "soft": "soft (neither a picture or a body, nor verified by a named person)",
}
_EARLIER = ("Evidence as early or earlier in this logbook", "Sightings as early or earlier in this logbook")
_NONE = "not recorded"
_NAMED = 10


def lines(found: Dossier, pictured: Pictured, names: Names, status: Statement | None, origin: str) -> Iterator[str]:
    """Write the evidence sheet: `names` and `status` of the species, `origin` says which logbook it is made from."""
    sighting = found.entry.sighting
    where = wording.region(sighting.region)
    yield f"# Evidence sheet {found.entry.id}: {escaped(wording.name(sighting))}, {escaped(where)}"
    yield from ("", escaped(origin), "", "| | |", "| --- | --- |")
    yield f"| Taxon | {_taxon(names)} |"
    for label, said in _facts(found, status):
        yield f"| {label} | {'<br>'.join(escaped(text) for text in said if text) or _NONE} |"
    yield from _section("Breeding evidence", [f"- {escaped(text)}" for text in sighting_card.evidence(sighting)])
    yield from _section("Pictures", _pictures(sighting, pictured))
    yield from _section(_EARLIER[found.entry.evidence.level == "none"], _earlier(found))
    yield from _section("Claims", _claims(found))
    yield from _section("References", [f"- {escaped(text)}" for text in sighting.associated_references])
    yield from _section("Note", [escaped(text) for text in paragraphs(sighting.remarks or "")])
    yield from _section("Gaps", _gaps(sighting, names, pictured))


def _section(heading: str, body: Iterable[str]) -> Iterator[str]:
    """Give a section, or nothing where it would be empty."""
    said = list(body)
    if any(said):
        yield from ("", f"## {heading}", "", *said)


def _facts(found: Dossier, status: Statement | None) -> Iterator[tuple[str, Sequence[str]]]:
    sighting = found.entry.sighting
    yield "Identification", [sighting.identification_qualifier or "", *_named("identified by", sighting.identified_by)]
    yield "Status", [wording.stated(status)]
    yield "Date", _dated(found.entry)
    yield "Place", [sighting.region or "", *sighting.areas, sighting.locality or "", _typed(sighting)]
    yield "Position", [sighting_card.located(sighting), sighting.data_generalizations or "", _withheld(sighting)]
    yield "Animals", [wording.who(sighting), sighting_card.number(sighting) if sighting.animals else ""]
    yield "Method", [sighting.method or "", f"deployment {sighting.deployment}" if sighting.deployment else ""]
    yield "Observers", list(sighting.recorded_by)
    yield "Verification", [sighting_card.verified(sighting)]
    yield "Wild or captive", [sighting.establishment or "wild, or not said"]
    yield "How hard the fact is", [_GRADES[found.grade]]
    yield "Record", [f"{found.entry.id}, uuid {sighting.uuid or 'none'}", *sighting.source_ids]


def _taxon(names: Names) -> str:
    """Write the taxon, its scientific name in italics."""
    scientific = f"*{escaped(names.scientific_name)}*" if names.scientific_name else None
    return ", ".join(name for name in (escaped(names.vernacular_name or ""), scientific) if name) or _NONE


def _dated(entry: Entry) -> list[str]:
    """Write the date and its bounds; of an undated one, the publication that it lies before."""
    said = sighting_card.dated(entry.sighting)
    return [*said, f"before its publication: {wording.date(entry.published)}"] if entry.published else said


def _typed(sighting: Sighting) -> str:
    return f'typed as "{sighting.verbatim_locality}"' if sighting.verbatim_locality else ""


def _withheld(sighting: Sighting) -> str:
    return f"withheld: {sighting.information_withheld}" if sighting.information_withheld else ""


def _named(what: str, names: Sequence[str]) -> list[str]:
    return [f"{what} {', '.join(names)}"] if names else []


def _pictures(sighting: Sighting, pictured: Pictured) -> Iterator[str]:
    for at, (ref, image) in enumerate(pictured.images(sighting)):
        if at:
            yield ""
        yield f"### {ref} {escaped(image.title or '')}".rstrip()
        yield ""
        for label, said in _picture(image, pictured.line(image)):
            yield f"- {label}: {escaped(said) if said else _NONE}"


def _picture(image: Image, line: str | None) -> Iterator[tuple[str, str | None]]:
    yield "File", image.file or image.url
    yield "SHA-256", image.sha256
    yield "Taken", ", ".join(cards.taken(image))
    yield from ((label, said) for label, said in (("Camera", image.camera), ("Caption", image.caption)) if said)
    yield "Credit line", line
    yield "Creator", ", ".join(image.creator)
    yield from ((label, said) for label, said in cards.rights(image) if said)
    yield "Alt text", image.alt_text
    yield from (("Published", wording.publication(one)) for one in image.publications)


def _earlier(found: Dossier) -> Iterator[str]:
    """Write, region by region, what else of the taxon was seen and could be as early."""
    if found.entry.span is None and found.beside:
        yield from ("This sighting has no date, so whatever stands here could be earlier.", "")
    shows = found.entry.evidence.level != "none"
    for region, rivals, weaker, in_doubt in found.beside:
        named = escaped(region)
        yield f"- In {named}, {'as strong or stronger' if shows else 'of this species'}: {_entries(rivals)}"
        yield from [f"- In {named}, weaker: {_entries(weaker)}"] if shows else []
        yield from [f"- Perhaps in {named}, place or species in doubt: {_entries(in_doubt)}"] if in_doubt else []


def _entries(entries: Sequence[Entry]) -> str:
    return escaped(listed([_entry(one) for one in entries], _NAMED)) if entries else "none"


def _entry(one: Entry) -> str:
    return f"{one.id} ({wording.date(one.sighting.event_date)}, {wording.evidence(one.evidence)})"


def _claims(found: Dossier) -> Iterator[str]:
    for row in found.claims:
        yield f"- {escaped(wording.claim(row))}"
        yield f"  - In this logbook: {wording.standing(row)}"
        yield f"  - Source: {escaped(row.reference) if row.reference else _NONE}"


def _gaps(sighting: Sighting, names: Names, pictured: Pictured) -> Iterator[str]:
    """Write what a reviewer would miss; pictures that lack the same stand together."""
    missing = gaps.of_sighting(sighting, names.scientific_name)
    yield f"- The sighting: {', '.join(missing)}" if missing else "- The sighting: none"
    alike: dict[tuple[str, ...], list[str]] = {}
    for ref, image in pictured.images(sighting):
        alike.setdefault(gaps.of_image(image, pictured.line(image)), []).append(ref)
    for lacking, refs in alike.items():
        yield f"- {', '.join(refs)}: {', '.join(lacking) or 'none'}"
    for ref, image in pictured.images(sighting):
        fault = cards.alt_text_fault(image)
        yield from [f"- {ref}: {escaped(fault)}"] if fault else []
