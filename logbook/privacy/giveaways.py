"""What would give a withheld place away in a free text: its names, its figures, and the day.

Names count as whole words, without case, accents and punctuation. What is told anyway is no secret: a species, a
country, a region where it may be told; nor is a folder's name that is a credit's. Where a sensitive animal lives of
which only the country is told, the names of its region go out with no record that does not tell them by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from logbook.patterns import pattern
from logbook.places import country, fold, parts
from logbook.places.countries import countries
from logbook.privacy.figures import Figures
from logbook.privacy.levels import EXTREME, HIGH
from logbook.privacy.spreading import localities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from logbook.privacy.dating import Delay
    from logbook.privacy.spreading import Ranks
    from logbook.records import Book, Credit, Deployment, Ref, Sighting, Taxon

_SHORTEST, _SHORTEST_UNSPACED = 3, 2
_UNSPACED = "\u2e80"
"""From here on, nearly all scripts do without spaces between words, and two characters may be a name."""
_PLAIN: Final = frozenset(
    (
        *("camera", "cameras", "image", "images", "media", "photo", "photos"),
        *("picture", "pictures", "trap", "traps", "video", "videos"),
    )
)
"""What folders are called everywhere."""

_NUMBERED = pattern(r"[0-9].*[^\W\d_]|[^\W\d_].*[0-9]")


_NOTHING: Final[frozenset[str]] = frozenset()


class Giveaways:
    """Tells which texts must not go out, and with which record: the more it hides, the less its texts may say."""

    def __init__(self, book: Book, ranks: Ranks, delay: Delay) -> None:
        self._book, self._ranks = book, ranks
        guarded = [(sighting, ranks.sightings[number]) for number, sighting in book.sightings.items()]
        late = (
            fold(sighting.verbatim_event_date)
            for sighting, rank in guarded
            if rank >= HIGH and sighting.verbatim_event_date and delay.is_young(sighting.event_date)
        )
        self._nowhere = _Phrases(part for sighting, rank in guarded if rank == EXTREME for part in _regional(sighting))
        self._sought = _Sought(
            _Phrases(_names(book, ranks) - _public(book, ranks)),
            _Phrases(late),
            self._nowhere,
            _untold_days(book, ranks, delay),
            delay,
            Figures(book, ranks),
        )
        self._hidden: dict[tuple[int, frozenset[str]], _Hidden] = {}
        self._of_regions: dict[tuple[str | None, tuple[str, ...]], frozenset[str]] = {}

    def at(self, rank: int, told: frozenset[str] = _NOTHING) -> Mapping[str, bool]:
        """Tell of every text whether a record of a rank must not have it; it tells some names of regions anyway."""
        found = self._hidden.get((rank, told))
        if found is None:
            found = self._hidden[rank, told] = _Hidden(partial(self._sought.occurs, rank=rank, told=told))
        return found

    def told_by(self, sighting: Sighting, rank: int) -> frozenset[str]:
        """Give the names of regions, of those to be hidden, that a sighting of a rank tells in its own."""
        if rank == EXTREME or not self._nowhere:
            return _NOTHING
        key = sighting.region, sighting.areas
        found = self._of_regions.get(key)
        if found is None:
            names = _regional(sighting)
            found = self._of_regions[key] = frozenset(one for name in names for one in self._nowhere.found(name))
        return found

    def told_of(self, ref: Ref) -> frozenset[str]:
        """Give those that the sightings of a picture or deployment tell."""
        return self._told_of.get(ref, _NOTHING) if self._nowhere else _NOTHING

    def told_anywhere(self) -> frozenset[str]:
        """Give those that any sighting tells, which are no secret where no sighting is spoken of."""
        return self._told_anywhere if self._nowhere else _NOTHING

    @cached_property
    def _told_anywhere(self) -> frozenset[str]:
        told = {self.told_by(one, self._ranks.sightings[number]) for number, one in self._book.sightings.items()}
        return _NOTHING.union(*told)

    @cached_property
    def _told_of(self) -> dict[Ref, frozenset[str]]:
        found: dict[Ref, frozenset[str]] = {}
        for number, one in self._book.sightings.items():
            if told := self.told_by(one, self._ranks.sightings[number]):
                for ref in (one.deployment, *one.images):
                    if ref:
                        found[ref] = found.get(ref, _NOTHING) | told
        return found


class _Sought(NamedTuple):
    """What is looked for in a text. It knows nothing of who remembers what was found: nor is it kept alive by that."""

    anywhere: _Phrases
    late: _Phrases
    nowhere: _Phrases
    untold: frozenset[tuple[int, int]]
    delay: Delay
    figures: Figures

    def occurs(self, text: str, rank: int, told: frozenset[str]) -> bool:
        """Tell whether a record of a rank must not have a text; it tells some names of regions anyway."""
        folded = fold(text)
        return (
            self.anywhere.occurs(folded)
            or (rank >= HIGH and self.late.occurs(folded))
            or any(name not in told for name in self.nowhere.found(folded))
            or (rank >= HIGH and self.delay.occurs(text, self.untold))
            or self.figures.tell(text, rank)
        )


class _Hidden(dict[str, bool]):
    """What was found out of each text; filled as texts are met."""

    def __init__(self, tells: Callable[[str], bool]) -> None:
        self._tells = tells

    def __missing__(self, text: str) -> bool:
        found = self[text] = self._tells(text)
        return found


class _Phrases:
    """Folded phrases, found in a folded text in a time that does not depend on how many there are."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases: set[str] = set()
        # Small, for there may be one for every picture's file.
        self._lengths: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
        self._unspaced: set[int] = set()
        for phrase in phrases:
            if max(phrase, default="") >= _UNSPACED and len(phrase) >= _SHORTEST_UNSPACED:
                self._phrases.add(phrase)
                self._unspaced.add(len(phrase))
            elif len(phrase) >= _SHORTEST:
                words = phrase.split()
                self._phrases.add(phrase)
                if len(words) not in self._lengths[words[0]]:
                    self._lengths[words[0]] += (len(words),)

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def occurs(self, text: str) -> bool:
        """Tell whether one of the phrases stands in a text."""
        return any(True for _ in self.found(text))

    def found(self, text: str) -> Iterator[str]:
        """Give the phrases that stand in a text."""
        if not self._phrases:
            return
        words = text.split()
        if not self._lengths.keys().isdisjoint(words):
            for at, word in enumerate(words):
                for many in self._lengths.get(word, ()):
                    if (phrase := " ".join(words[at : at + many])) in self._phrases:
                        yield phrase
        for many in self._unspaced:
            for at in range(len(text) - many + 1):
                if (phrase := text[at : at + many]) in self._phrases:
                    yield phrase


def _names(book: Book, ranks: Ranks) -> set[str]:
    """Fold what names the places of the records that must not tell them."""
    guarded = [sighting for number, sighting in book.sightings.items() if ranks.sightings[number]]
    stood = [one for number, one in book.deployments.items() if ranks.deployments[number]]
    pictured = [image for number, image in book.images.items() if ranks.images[number]]
    names = {text for sighting in guarded for text in localities(sighting)}
    named = {fold(text) for one in stood for text in _of_station(one) if text and not _is_small_number(text)}
    places = {*(sighting.locality for sighting in guarded), *(one.location_name for one in stood)}
    owed = {fold(name) for credit in book.credits.values() for name in _of_credit(credit)}
    files = {path.replace("\\", "/") for image in pictured for path in (image.file, image.file_name) if path}
    folders = {folder for inner in {file.rpartition("/")[0] for file in files} for folder in inner.split("/")}
    pieces = {piece for place in places for piece in _pieces(place)} | (set(map(fold, folders)) - owed)
    return names | named | set(filter(_is_telling, pieces)) | {_of_file(file) for file in files}


def _of_station(one: Deployment) -> tuple[str | None, ...]:
    return one.location_name, one.location_id, one.camera_id, one.deployment_id


def _is_small_number(text: str) -> bool:
    """Tell whether a station or camera is called by a number that any text may have, such as 320."""
    return text.isdecimal() and len(text) <= _SHORTEST


def _of_file(path: str) -> str:
    """Give what names a picture's file: without its suffix only where it has a number; "cub" is what it shows."""
    name = path.rpartition("/")[2]
    stem = fold(name.rpartition(".")[0])
    return stem if _NUMBERED.search(stem) else fold(name)


def _pieces(text: str | None) -> list[str]:
    """Fold what stands between the commas of a place's name."""
    return [fold(piece) for piece in re.split("[,;]", text)] if text and re.search("[,;]", text) else []


def _is_telling(piece: str) -> bool:
    """Tell whether a word or two may be a name: more than one word, or one with a figure, and not "camera traps"."""
    words = piece.split()
    is_named = len(words) > 1 or any(map(str.isdigit, piece)) or max(piece, default="") >= _UNSPACED
    return is_named and any(map(str.isalpha, piece)) and not _PLAIN.issuperset(words)


def _regional(sighting: Sighting) -> Iterator[str]:
    """Give what says more of a place than its country."""
    for text in (*parts(sighting.region or ""), *sighting.areas):
        if country(text) is None:
            yield fold(text)


def _untold_days(book: Book, ranks: Ranks, delay: Delay) -> frozenset[tuple[int, int]]:
    """Give months and days of what is too young to be told to the day."""
    happened = {one.event_date for number, one in book.sightings.items() if ranks.sightings[number] >= HIGH}
    happened |= {one.date_created for number, one in book.images.items() if ranks.images[number] >= HIGH}
    return frozenset(day for date in happened for day in delay.days(date))


def _public(book: Book, ranks: Ranks) -> set[str]:
    """Fold what goes out anyway: names of species, of countries and regions."""
    names = {name for taxon in book.taxa.values() for name in _of_taxon(taxon)}
    names |= {name for one in book.sightings.values() for name in (one.vernacular_name, one.scientific_name)}
    names |= {name for land in countries() for name in (land.name, land.code, land.code3, *land.names)}
    placed = [sighting for number, sighting in book.sightings.items() if ranks.sightings[number] < EXTREME]
    names |= {area for sighting in placed for area in sighting.areas}
    names |= {part for region in {sighting.region for sighting in placed} for part in parts(region or "")}
    return {fold(name) for name in names if name}


def _of_taxon(taxon: Taxon) -> tuple[str | None, ...]:
    return taxon.vernacular_name, taxon.scientific_name, *taxon.names


def _of_credit(credit: Credit) -> tuple[str, ...]:
    return credit.name, *credit.parties, *credit.spellings
