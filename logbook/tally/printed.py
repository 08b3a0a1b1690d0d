"""What has been printed of pictures, and what of it a change makes wrong: the credit line, who was first, a claim.

A book before a change is compared with the same book after it. Both need hold only what the change bears on.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from logbook import places
from logbook.breeding import LEVELS, Level
from logbook.tally import firsts, standings
from logbook.tally.pictured import Pictured
from logbook.tally.publications import appearances
from logbook.taxa import Taxa, TaxonKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from logbook.records import Book, Image, Ref
    from logbook.tally.firsts import Entry, Outcome, Standing
    from logbook.tally.publications import Appearance
    from logbook.tally.standings import ClaimRow, Mark


class ChangedLine(NamedTuple):
    """Pictures that have been printed and whose credit line is another now; None is no line."""

    before: str | None
    after: str | None
    images: tuple[Ref, ...]
    printed: tuple[Appearance, ...]


class ChangedName(NamedTuple):
    """Pictures that have been printed, whose credit has another name now, and whose line stays."""

    before: str
    after: str
    images: tuple[Ref, ...]
    printed: tuple[Appearance, ...]


class ChangedFirst(NamedTuple):
    """Who was first in some regions and who is now; None is nobody. `printed` is what rests on it."""

    level: Level
    regions: tuple[str, ...]
    before: Mark | None
    after: Mark | None
    printed: tuple[Appearance, ...]


class ChangedClaim(NamedTuple):
    """A claim of a first, beside the logbook before and after."""

    before: ClaimRow
    after: ClaimRow


class _Place(NamedTuple):
    """A sighting among the first of a region and level."""

    region: str
    level: Level
    number: int


class _Move(NamedTuple):
    """A sighting that stands otherwise than before; and who is first there, before and after."""

    place: _Place
    before: Outcome | None
    after: Outcome | None


class _Side(NamedTuple):
    """Who is first before, or after: by region, taxon and level; and the standing of each one named."""

    taxa: Mapping[int, TaxonKey]
    outcomes: Mapping[tuple[str, TaxonKey, Level], Outcome]
    standings: Mapping[_Place, Standing]


def changed_lines(before: Book, after: Book) -> tuple[ChangedLine, ...]:
    """Find the pictures that had been printed, and must be printed with another line after the change."""
    old, new = Pictured(before), Pictured(after)
    found: defaultdict[tuple[str | None, str | None], dict[Ref, Image]] = defaultdict(dict)
    for ref, image in _printed(old, new):
        was, now = old.line(image), new.line(new.all[ref])
        if was != now:
            found[was, now][ref] = image
    return tuple(ChangedLine(*lines, tuple(images), appearances(images)) for lines, images in found.items())


def changed_names(before: Book, after: Book) -> tuple[ChangedName, ...]:
    """Find the printed pictures whose credit was renamed, or joined with another, and whose line is as it was."""
    old, new = Pictured(before), Pictured(after)
    found: defaultdict[tuple[str, str], dict[Ref, Image]] = defaultdict(dict)
    for ref, image in _printed(old, new):
        was, now = _named(old, image), _named(new, new.all[ref])
        if was and now and was != now and old.line(image) == new.line(new.all[ref]):
            found[was, now][ref] = image
    return tuple(ChangedName(*names, tuple(images), appearances(images)) for names, images in found.items())


def _printed(old: Pictured, new: Pictured) -> Iterator[tuple[Ref, Image]]:
    """Give the pictures that had been printed and are there still, as they were."""
    return ((ref, image) for ref, image in old.all.items() if image.publications and ref in new.all)


def _named(pictured: Pictured, image: Image) -> str | None:
    """Name the credit on record that a picture bears."""
    owner = pictured.owner(image)
    return pictured.name(owner) if isinstance(owner, int) else None


def changed_firsts(before: Book, after: Book) -> tuple[ChangedFirst, ...]:
    """Find the first breeding evidence that is another, or stands otherwise, after the change.

    Only what rests on it is a reason to tell: given are the firsts that a sighting with a claim, or with a picture that
    has been printed, had or has. What is given of the confirmed is not given again of the probable.
    """
    had, has = Pictured(before), Pictured(after)
    old = firsts.enter(before, Taxa(before.taxa), had)
    new = firsts.enter(after, Taxa(after.taxa), has)
    found: defaultdict[tuple[Level, Mark | None, Mark | None], dict[_Place, dict[Ref, Image]]] = defaultdict(dict)
    for place, was, now in _moved(old, new):
        there = [(pictured, book.sightings.get(place.number)) for pictured, book in ((had, before), (has, after))]
        sightings = [(pictured, one) for pictured, one in there if one is not None]
        images = dict(each for pictured, one in sightings for each in pictured.images(one))
        if any(image.publications for image in images.values()) or any(one.claims for _, one in sightings):
            found[place.level, standings.mark(was), standings.mark(now)][place] = images
    return tuple(_changed_first(*key, resting) for key, resting in found.items())


def changed_claims(before: Book, after: Book) -> tuple[ChangedClaim, ...]:
    """Find the claims of first breeding evidence that the logbook judges otherwise after the change."""
    old, new = _claims(before), _claims(after)
    both = ((old[key], new[key]) for key in old if key in new)
    return tuple(ChangedClaim(was, now) for was, now in both if was.standing != now.standing)


def deciding(entries: Sequence[Entry], number: int) -> set[int]:
    """Number those of some records that decide what a new one among them changes; nobody where it changes nothing.

    These are all who are named first with it or without it. Where there is a claim to judge, or times have different
    offsets, the others decide too.
    """
    without = [entry for entry in entries if entry.number != number]
    regions = _touched(without, entries)
    old, new = _side(without, regions).standings, _side(entries, regions).standings
    claimed = any(claim.kind == "first-breeding" for entry in without for claim in entry.sighting.claims)
    if old == new and not claimed:
        return set()
    offsets = {offset for entry in entries if entry.span for offset in entry.span.offsets}
    if claimed or len(offsets) > 1:
        return {entry.number for entry in entries}
    return {place.number for place in (*old, *new)}


def _changed_first(
    level: Level, before: Mark | None, after: Mark | None, resting: Mapping[_Place, Mapping[Ref, Image]]
) -> ChangedFirst:
    images = {ref: image for pictures in resting.values() for ref, image in pictures.items()}
    regions = tuple(dict.fromkeys(place.region for place in resting))
    return ChangedFirst(level, regions, before, after, appearances(images))


def _claims(book: Book) -> dict[tuple[object, ...], ClaimRow]:
    """Judge the claims of first breeding evidence; two alike of one sighting are judged alike."""
    taxa = Taxa(book.taxa)
    entries = firsts.enter(book, taxa, Pictured(book))
    rows = standings.claims(entries, entries, taxa)
    return {(row.sighting, row.claim, row.region, row.method): row for row in rows if row.kind == "first-breeding"}


def _moved(before: Sequence[Entry], after: Sequence[Entry]) -> list[_Move]:
    """Find each sighting that stands otherwise among the first, with who is first in its place before and after."""
    regions = _touched(before, after)
    old, new = _side(before, regions), _side(after, regions)
    found: dict[_Place, _Move] = {}
    for place in sorted({*old.standings, *new.standings}, key=_strongest_first):
        stronger = [place._replace(level=level) for level in standings.SHOWN[: standings.SHOWN.index(place.level)]]
        if old.standings.get(place) != new.standings.get(place) and not any(one in found for one in stronger):
            found[place] = _Move(place, _outcome(old, new, place), _outcome(new, old, place))
    return list(found.values())


def _touched(before: Iterable[Entry], after: Iterable[Entry]) -> set[str]:
    """Give the regions of every record that is not the same before and after."""
    old, new = ({entry.number: entry for entry in entries} for entries in (before, after))
    changed = (number for number in {*old, *new} if old.get(number) != new.get(number))
    return {region for number in changed for side in (old, new) if number in side for region in side[number].regions}


def _side(entries: Iterable[Entry], regions: Collection[str]) -> _Side:
    taxa: dict[int, TaxonKey] = {}
    members: defaultdict[tuple[str, TaxonKey], list[Entry]] = defaultdict(list)
    for entry in entries:
        taxa[entry.number] = entry.taxon
        for region in entry.regions if entry.fitness == "competes" else ():
            if region in regions:
                members[region, entry.taxon].append(entry)
    outcomes: dict[tuple[str, TaxonKey, Level], Outcome] = {}
    standing: dict[_Place, Standing] = {}
    for (region, taxon), rivals in members.items():
        for level in standings.SHOWN:
            outcome = firsts.first([entry for entry in rivals if entry.has(level)])
            if outcome is not None:
                outcomes[region, taxon, level] = outcome
                standing |= {_Place(region, level, entry.number): "undated" for entry in outcome.undated}
                standing |= {_Place(region, level, entry.number): outcome.standing for entry in outcome.candidates}
    return _Side(taxa, outcomes, standing)


def _outcome(side: _Side, other: _Side, place: _Place) -> Outcome | None:
    """Give who is first where a sighting was or is; where it is not on this side, its taxon is that of the other."""
    taxon = side.taxa.get(place.number) or other.taxa[place.number]
    return side.outcomes.get((place.region, taxon, place.level))


def _strongest_first(place: _Place) -> tuple[int, int, str, int]:
    """Order by level, then from the smallest region to the largest, then by the sighting."""
    return -LEVELS.index(place.level), -len(places.parts(place.region)), place.region, place.number
