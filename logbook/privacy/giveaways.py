"""What would give a withheld place away in a free text: its names, its figures, and the day.

Names count as whole words, without case, accents and punctuation. What is told anyway is no secret: a species, a
country, a region where it may be told; nor is a folder's name that is a credit's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

from logbook.places import country, fold, parts
from logbook.places.countries import countries
from logbook.privacy.levels import EXTREME, HIGH, LEVELS, LOW, NONE
from logbook.privacy.spreading import localities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from logbook.privacy.dating import Delay
    from logbook.privacy.spreading import Ranks
    from logbook.records import Book, Credit, Deployment, Sighting, Taxon

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

_FIGURES: Final = {rank: Decimal(1).scaleb(-4 if rank == LOW else -3) for rank in range(LOW, EXTREME + 1)}
"""How finely a figure in a text must agree with a coordinate to give it away."""
_NUMBERED = re.compile(r"[0-9].*[^\W\d_]|[^\W\d_].*[0-9]")
_FIGURES_AT_ALL = re.compile(r"[0-9][.,][0-9]{2}|[0-9]{6}|[0-9]{3}\s+[0-9]|[°º˚+]")
_FIGURE = re.compile(r"(?<![0-9])([0-9]{1,3})[.,]([0-9]{3,})")
_POSITION = re.compile(
    r"[0-9][.,][0-9]{2} ?[°º]? ?[NSEWnsew]?(?:[,;/ ]| [,;/]) ?[NSEWnsew]? ?[+-]?[0-9]{1,3}[.,][0-9]{2}"
    r"|[0-9] ?[°º˚] ?[0-9]"
)
"""A pair of figures with two decimals, or degrees and minutes, where spaces are single."""
_GRIDDED = re.compile(
    r"(?<![0-9])[0-9]{6}(?:[.,][0-9]+)? ?[Ee]?[ ,;/]+[0-9]{7}(?![0-9])"
    r"|(?<![0-9A-Z])[0-9]{1,2}[C-X] ?[A-HJ-NP-Z]{2} ?(?:[0-9]{6,10}|[0-9]{3,5} [0-9]{3,5})(?![0-9])"
    r"|[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}"
)
"""UTM, MGRS, and a plus code, where spaces are single."""
_FINER = re.compile(r"([.,][0-9]{2})[0-9]+")


class Giveaways:
    """Tells which texts must not go out, and with which record: the more it hides, the less its texts may say."""

    def __init__(self, book: Book, ranks: Ranks, delay: Delay) -> None:
        self._delay = delay
        self._anywhere = _Phrases(_names(book, ranks) - _public(book, ranks))
        guarded = [(sighting, ranks.sightings[number]) for number, sighting in book.sightings.items()]
        self._late = _Phrases(
            fold(sighting.verbatim_event_date)
            for sighting, rank in guarded
            if rank >= HIGH and sighting.verbatim_event_date and delay.is_young(sighting.event_date)
        )
        self._untold = _untold_days(book, ranks, delay)
        self._nowhere = _Phrases(part for sighting, rank in guarded if rank == EXTREME for part in _regional(sighting))
        self._figures = frozenset(_figures(book, ranks))
        self._hidden = {rank: _Hidden(partial(self._tells, rank=rank)) for rank in range(len(LEVELS))}

    def at(self, rank: int) -> Mapping[str, bool]:
        """Tell of every text whether a record of a rank must not have it."""
        return self._hidden[rank]

    def _tells(self, text: str, rank: int) -> bool:
        folded = fold(text)
        return (
            self._anywhere.occurs(folded)
            or (rank >= HIGH and self._late.occurs(folded))
            or (rank == EXTREME and self._nowhere.occurs(folded))
            or (rank >= HIGH and self._delay.occurs(text, self._untold))
            or (_FIGURES_AT_ALL.search(text) is not None and self._tells_by_figures(text, rank))
        )

    def _tells_by_figures(self, text: str, rank: int) -> bool:
        plain = " ".join(text.split())
        if rank > NONE and (_POSITION.search(_FINER.sub(r"\1", plain)) or _GRIDDED.search(plain)):
            return True
        for match in _FIGURE.finditer(text):
            if any(f"{match[1]}.{match[2][:places]}" in self._figures for places in (3, 4)):
                return True
        return False


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
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        self._unspaced: set[int] = set()
        for phrase in phrases:
            if max(phrase, default="") >= _UNSPACED and len(phrase) >= _SHORTEST_UNSPACED:
                self._phrases.add(phrase)
                self._unspaced.add(len(phrase))
            elif len(phrase) >= _SHORTEST:
                words = phrase.split()
                self._phrases.add(phrase)
                self._lengths[words[0]].add(len(words))

    def occurs(self, text: str) -> bool:
        """Tell whether one of the phrases stands in a text."""
        if not self._phrases:
            return False
        words = text.split()
        if not self._lengths.keys().isdisjoint(words):
            for at, word in enumerate(words):
                for many in self._lengths.get(word, ()):
                    if " ".join(words[at : at + many]) in self._phrases:
                        return True
        for many in self._unspaced:
            if any(text[at : at + many] in self._phrases for at in range(len(text) - many + 1)):
                return True
        return False


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


def _figures(book: Book, ranks: Ranks) -> Iterator[str]:
    """Give the coordinates of guarded places to the figure that matters, cut and rounded."""
    found: set[tuple[float | None, int]] = set()
    for number, rank in ranks.sightings.items():
        if rank:
            sighting = book.sightings[number]
            found |= {(sighting.decimal_latitude, rank), (sighting.decimal_longitude, rank)}
    for number, rank in ranks.images.items():
        if rank:
            image = book.images[number]
            found |= {(image.decimal_latitude, rank), (image.decimal_longitude, rank)}
    for number, rank in ranks.deployments.items():
        if rank:
            one = book.deployments[number]
            found |= {(one.latitude, rank), (one.longitude, rank)}
    for degrees, rank in found:
        if degrees is not None:
            exact = abs(Decimal(repr(degrees)))
            yield str(exact.quantize(_FIGURES[rank], ROUND_DOWN))
            yield str(exact.quantize(_FIGURES[rank], ROUND_HALF_UP))


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
