"""A photo essay: pictures in order, each with what is known of it, and what they prove. Text for nobody."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from logbook import breeding
from logbook.patterns import pattern
from logbook.query.searching import rank
from logbook.records import Id
from logbook.sentences import listed
from logbook.tally import firsts, inventory, standings
from logbook.tally.clearance import Clearance, Judge, Terms
from logbook.tally.pictured import Pictured
from logbook.tally.regional import by_region
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from logbook.breeding import Evidence, Level
    from logbook.records import Book, Image, Ref, Sighting, Statement, Use
    from logbook.tally.firsts import Entry
    from logbook.tally.standings import ClaimRow, FirstBreeding
    from logbook.taxa import Names, TaxonKey

_UNTITLED: Final = "Sightings"
_BETWEEN: Final = pattern(r"\n\s*\n")


class Seen(NamedTuple):
    """A sighting that a picture shows; `names` and `status` are those of its species, `evidence` is that in force."""

    id: Ref
    sighting: Sighting
    names: Names
    status: Statement | None
    evidence: Evidence


class Plate(NamedTuple):
    """A picture of the essay: the line that it must be printed with, its terms of use, and what it shows."""

    id: Ref
    image: Image
    line: str | None
    terms: Terms
    clearance: Clearance
    seen: tuple[Seen, ...]

    def warns(self, use: Use) -> bool:
        """Whether it must be shown as not cleared for publication; within the house it need not be."""
        return use != "internal" and self.clearance.state != "clear"


class Owed(NamedTuple):
    """A credit line exactly as it must be printed, with the pictures that bear it and its terms of use, each once."""

    line: str
    images: tuple[Ref, ...]
    terms: tuple[Terms, ...]


class Essay(NamedTuple):
    """The essay: paragraphs of its `intro`, its pictures, and what stands at its end. `use` is what it is made for."""

    title: str
    intro: tuple[str, ...]
    use: Use
    plates: tuple[Plate, ...]
    firsts: tuple[FirstBreeding, ...]
    claims: tuple[ClaimRow, ...]
    credits: tuple[Owed, ...]

    @property
    def warns(self) -> bool:
        """Whether it must say that pictures are not cleared for publication; within the house nothing need be."""
        return any(plate.warns(self.use) for plate in self.plates)


class Words(NamedTuple):
    """What is said above the pictures: without a title the logbook's own stands there, else the species."""

    title: str | None = None
    intro: tuple[str, ...] = ()


def paragraphs(text: str) -> tuple[str, ...]:
    """Part a text into paragraphs, where lines between are blank."""
    parts = _BETWEEN.split(text.replace("\r\n", "\n"))
    return tuple(part.strip() for part in parts if part.strip())


def shown(book: Book, images: Iterable[int]) -> list[int]:
    """Number the sightings that pictures show."""
    belonging = inventory.belonging(book)
    return sorted({number for image in images for number in belonging.get(_ref(image), ())})


def beside(book: Book, sightings: Collection[int]) -> list[int]:
    """Number these sightings, and those without which it could not be said who is first, or what a claim is worth.

    These are of the same species and show breeding; where more or less than breeding is claimed, as much as that.
    """
    taxa, own = Taxa(book.taxa), frozenset(sightings)
    least: dict[TaxonKey, Level] = {}
    for number in sightings:
        one = book.sightings[number]
        key = taxa.key(one)
        least[key] = min(least.get(key, standings.SHOWN[-1]), _least(one), key=breeding.LEVELS.index)
    return [
        number
        for number, one in book.sightings.items()
        if number in own
        or ((level := least.get(taxa.key(one))) and breeding.at_least(breeding.in_force(one).level, level))
    ]


def _least(sighting: Sighting) -> Level:
    """Give the least evidence that rivals of a sighting's claims may have."""
    claimed = {one.kind for one in sighting.claims if one.region}
    if claimed - {"first-breeding"}:
        return "none"
    own = breeding.in_force(sighting).level
    return own if claimed and own != "none" else standings.SHOWN[-1]


def uncredited(book: Book, told: Book, images: Iterable[int]) -> list[int]:
    """Number the pictures that are told of, and whose credit line is not, or is another than it is on record."""
    recorded, telling = Pictured(book), Pictured(told)
    return [
        number
        for number in images
        if number in told.images and telling.line(told.images[number]) != recorded.line(book.images[number])
    ]


def by_date(told: Book, images: Iterable[int]) -> list[int]:
    """Order pictures by the date that is told of their first sighting, then as the sighting has them.

    Those of no sighting are last.
    """
    dated = sorted(told.sightings.items(), key=lambda item: (rank(item[1]), item[0]))
    places = {ref: at for at, ref in enumerate(dict.fromkeys(ref for _, one in dated for ref in one.images))}
    return sorted(images, key=lambda number: (places.get(_ref(number), len(places)), number))


def compose(whole: Judge, told: Book, images: Sequence[int], words: Words, use: Use, *, today: date) -> Essay:
    """Make the essay of pictures, by their numbers, in this order; one that is not told of is left out.

    All that it says is of the records that are `told`. Only whether a picture may be printed is judged by the `whole`
    logbook: what is not told bars it all the same, but is no reason that is named.
    """
    chosen = [number for number in images if number in told.images]
    taxa, pictured = Taxa(told.taxa), Pictured(told)
    every = firsts.enter(told, taxa, pictured)
    seen = set(shown(told, chosen))
    entries = [entry for entry in every if entry.number in seen]
    plates = _plates(told, chosen, entries, taxa, _Judges(whole, Judge(told, use, today=today)))
    return Essay(
        title=words.title or told.info.title or _species(entries, taxa) or _UNTITLED,
        intro=words.intro,
        use=use,
        plates=plates,
        firsts=_firsts(entries, every, taxa, pictured),
        claims=standings.claims(entries, every, taxa),
        credits=_owed(plates),
    )


class _Judges(NamedTuple):
    """Who judges by the whole logbook, and who by what is told of it."""

    whole: Judge
    told: Judge

    def clearance(self, number: int) -> Clearance:
        """Say whether a picture may be printed, with the reasons that may be told."""
        whole, told = self.whole.clearance(number), self.told.clearance(number)
        return Clearance(whole.state, tuple(reason for reason in whole.reasons if reason in told.reasons))

    def terms(self, number: int) -> Terms:
        """Give the terms of a picture, as far as they may be told; those of its credit never replace its own."""
        whole, told = self.whole.terms(number), self.told.terms(number)
        if whole.is_default != told.is_default:
            return Terms(None, None, None, whole.is_default)
        return told


def _plates(
    told: Book, images: Iterable[int], entries: Iterable[Entry], taxa: Taxa, judges: _Judges
) -> tuple[Plate, ...]:
    pictured = Pictured(told)
    showing: defaultdict[Ref, list[Seen]] = defaultdict(list)
    for entry in entries:
        one = _seen(entry, taxa)
        for ref in dict.fromkeys(entry.sighting.images):
            showing[ref].append(one)
    # One stands for all that are equal: many pictures may be printed on the same terms, for the same reasons.
    terms: dict[Terms, Terms] = {}
    clearances: dict[Clearance, Clearance] = {}
    return tuple(
        Plate(
            id=_ref(number),
            image=told.images[number],
            line=pictured.line(told.images[number]),
            terms=terms.setdefault(stated := judges.terms(number), stated),
            clearance=clearances.setdefault(judged := judges.clearance(number), judged),
            seen=tuple(showing.get(_ref(number), ())),
        )
        for number in images
    )


def _seen(entry: Entry, taxa: Taxa) -> Seen:
    number = entry.taxon.number
    status = None if number is None else taxa.record(number).iucn_status
    return Seen(entry.id, entry.sighting, taxa.names(entry.taxon), status, entry.evidence)


def _species(entries: Iterable[Entry], taxa: Taxa) -> str:
    """Name the species that are shown, the first few of many."""
    return listed(dict.fromkeys(name for entry in entries if (name := taxa.label(entry.taxon))))


def _firsts(
    entries: Iterable[Entry], every: Sequence[Entry], taxa: Taxa, pictured: Pictured
) -> tuple[FirstBreeding, ...]:
    """Find who is first, of the species and in the regions that are shown."""
    scenes = {(region, entry.taxon) for region, members in by_region(list(entries), 1).items() for entry in members}
    rows = {
        region: [entry for entry in members if (region, entry.taxon) in scenes]
        for region, members in by_region(every, 1).items()
    }
    return standings.first_breeding(rows, every, standings.SHOWN, taxa, pictured)


def _owed(plates: Iterable[Plate]) -> tuple[Owed, ...]:
    """Put the pictures that bear the same line together."""
    bearing: defaultdict[str, list[Plate]] = defaultdict(list)
    for plate in plates:
        if plate.line:
            bearing[plate.line].append(plate)
    return tuple(
        Owed(line, tuple(one.id for one in those), tuple(dict.fromkeys(one.terms for one in those)))
        for line, those in bearing.items()
    )


def _ref(number: int) -> Ref:
    return str(Id("images", number))
