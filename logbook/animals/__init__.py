"""Animals in words: "1 adult female, 2 cubs", "F+2", "at least 8"; how many they are, and of what kind.

Whatever is not understood is refused, never passed over: "mother without cubs" must not become a mother with cubs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from msgspec.structs import replace

from logbook.animals import nouns
from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.places import fold
from logbook.records import MAX_COUNT, Animal, CountQualifier, LifeStage, Sex, Sighting
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    _Worded: TypeAlias = tuple[int | None, int | None, CountQualifier | None, LifeStage | None, Sex | None, str | None]

MAX_TEXT = 1000
"""The longest description that is read, in characters; real ones have a tenth of it."""

_AMOUNT = pattern(
    r"(?:(?:(?P<least>(?<!\w)at\s+least|≥|>=)"
    r"|(?P<about>(?<!\w)(?:about|around|approximately|approx\.?|circa|ca\.?|c\.)|~|≈))\s*)?"
    r"(?P<low>[0-9]+)(?:\s*(?:[-\u2013\u2014]|(?<=\s)to(?=\s))\s*(?P<high>[0-9]+))?(?P<plus>\+(?=\s|\Z))?",
    re.IGNORECASE,
)
_MAX_DIGITS: Final = len(str(MAX_COUNT))
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = pattern(
    rf"(?<![\w-])(?:(?P<two>(?:a\s+)?pair\s+of)|(?P<one>an?)|(?P<number>{'|'.join(_NUMBERS)}))(?![\w-])",
    re.IGNORECASE,
)
_ARTICLE = pattern(r"(?<![\w-])(?:the|her|his|its|their)(?![\w-])", re.IGNORECASE)
# "8+ animals" is at least eight; any other plus joins. The last three commas are those of Chinese.
_LINK = pattern(
    r"([,;&\n\uff0c\u3001\uff1b]|(?<![0-9])\+|\+(?!\s)|(?<![\w-])(?:and|with|plus)(?![\w-]))", re.IGNORECASE
)
_OF_HER_OWN: Final = frozenset({"+", "with"})
_INDIVIDUAL = pattern(r"[^\W\d_]+[0-9]+")
_PHRASE = pattern(r"[^\W\d_]+(?:[\s-]+[^\W\d_]+)*")


class Amount(NamedTuple):
    """How many animals: a number, the upper end where it is a range, and how sure. No count: nothing was said."""

    count: int | None = None  # type: ignore[assignment]  # hides tuple.count, which nobody needs here
    count_max: int | None = None
    qualifier: CountQualifier | None = None


class _Entry(NamedTuple):
    """An entry as typed: the word that joins it to the one before, its amount, its noun."""

    link: str
    amount: Amount | None
    phrase: str


def parse_count(text: str) -> Amount:
    """Read a count of animals, 1 to 1,000,000: `8`, `8+`, `~8`, `at least 8`, `about 8`, `2-3`, `2 to 3`.

    Raises BadValueError for everything else: nought, a range that falls, numbers in words.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        forms = "8, 8+, ~8, 2-3, 'at least 8' or 'about 8'"
        raise BadValueError(f"{quoted(text)} is not a count; write {forms}, without separators")
    return _amount(match)


def count_words(amount: Amount) -> str:
    """Write an amount as `parse_count` reads it: `8`, `at least 8`, `about 8`, `2-3`; nothing where none was said."""
    if amount.count is None:
        return ""
    number = f"{amount.count}" if amount.count_max is None else f"{amount.count}-{amount.count_max}"
    return f"{amount.qualifier} {number}" if amount.qualifier else number


def parse(text: str) -> tuple[Animal, ...]:
    """Read who was there: `1 adult female, 2 cubs`, `at least 2 cubs`, `mother and full-grown cub`, `1AF 2C`, `F+2`.

    A noun in the singular is one animal; "cubs" without a number has no count. A female "with" or "+" young is
    their mother, so an adult, and a bare number there is her young. `verbatim` keeps the noun typed, unless it is
    the one that stage and sex would be written with. Raises BadValueError for a word or a count not understood.
    """
    if len(text) > MAX_TEXT:
        raise BadValueError(f"{quoted(text)} is too long; describe the animals in {MAX_TEXT} characters at most")
    animals: list[Animal] = []
    for entry in _entries(text):
        beside = animals[-1] if animals and entry.link in _OF_HER_OWN else None
        animal = _animal(len(animals) + 1, entry, beside)
        if beside and animal.life_stage == "juvenile":
            animals[-1] = _as_mother(beside)
        animals.append(animal)
    return tuple(animals)


def words(animals: Sequence[Animal]) -> str:
    """Write animals as `parse` reads them: `1 adult female, 2 cubs`; nothing for none."""
    return ", ".join([_words(_worded(animal)) for animal in animals])


def total(animals: Sequence[Animal]) -> Amount:
    """Add up animals, ranges and qualifiers carried; no count where an entry has none.

    "At least" and "about" together make "about", which promises no bound.
    """
    if not animals or any(animal.count is None for animal in animals):
        return Amount()
    low, high = _sums(animals)
    qualifiers = {animal.count_qualifier for animal in animals}
    return Amount(
        low,
        high if high > low else None,
        "about" if "about" in qualifiers else "at least" if "at least" in qualifiers else None,
    )


def sighting_amount(sighting: Sighting) -> Amount:
    """Return how many animals a sighting has: the sum of its entries, else the total that was said."""
    amount = total(sighting.animals)
    if amount.count is not None:
        return amount
    return Amount(sighting.individual_count, sighting.individual_count_max, sighting.individual_count_qualifier)


def require_agreement(animals: Sequence[Animal], amount: Amount) -> None:
    """Refuse a total that these animals cannot add up to; an entry without a count is one or more.

    "About" is held to its number: how near is near enough is not ours to say. Raises BadValueError.
    """
    if not animals or amount.count is None:
        return
    low, high = _sums(animals)
    is_open = any(animal.count is None or animal.count_qualifier == "at least" for animal in animals)
    too_few = amount.qualifier != "at least" and (amount.count_max or amount.count) < low
    if too_few or (amount.count > high and not is_open):
        pair = f"a count of {count_words(amount)} disagrees with {words(animals)!r}"
        raise BadValueError(f"{pair}; correct one of them, or leave the count out")


def _sums(animals: Sequence[Animal]) -> tuple[int, int]:
    """Add up the lower and the upper ends; what has no count is at least one."""
    low = sum(animal.count or 1 for animal in animals)
    return low, sum(animal.count_max or animal.count or 1 for animal in animals)


def _amount(match: re.Match[str]) -> Amount:
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else low
    least, about = match["least"] or match["plus"], match["about"]
    if high < low:
        raise BadValueError(f"{quoted(match[0])} falls; write the smaller number first: {high}-{low}")
    if least and about:
        raise BadValueError(f"{quoted(match[0])} is both 'about' and 'at least'; keep one of them")
    return Amount(low, high if high > low else None, "at least" if least else "about" if about else None)


def _number(digits: str) -> int:
    number = int(digits) if len(digits) <= _MAX_DIGITS else 0
    if not 1 <= number <= MAX_COUNT:
        raise BadValueError(f"{quoted(digits)} is no count of animals; a count is from 1 to {MAX_COUNT}")
    return number


def _entries(text: str) -> Iterator[_Entry]:
    """Take a description apart at its commas and joining words, and at every number: "1AF 2C" is two entries."""
    plain = text.strip().removesuffix(".")
    individual = _INDIVIDUAL.search(plain)
    if individual:
        name = quoted(individual[0])
        raise BadValueError(f"{name} may name an individual or count several; write the number in front, as in 2F")
    pieces = _LINK.split(_NUMBER.sub(_digits, _ARTICLE.sub(" ", plain)))
    if not pieces[0].strip() or not pieces[-1].strip():
        raise BadValueError(f"{quoted(text)} leaves an animal out; write for example '1 adult female, 2 cubs'")
    links = ["", *(link.casefold() for link in pieces[1::2])]
    for link, piece in zip(links, pieces[::2], strict=True):
        for position, (amount, phrase) in enumerate(_phrases(piece)):
            if phrase and not _PHRASE.fullmatch(phrase):
                raise nouns.not_understood(phrase, plain)
            yield _Entry("" if position else link, amount, phrase)


def _digits(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{_NUMBERS.index(match['number'].lower()) + 1}"
    return "2" if match["two"] else "1"


def _phrases(piece: str) -> Iterator[tuple[Amount | None, str]]:
    amounts = list(_AMOUNT.finditer(piece))
    starts = [*(match.start() for match in amounts), len(piece)]
    if before := " ".join(piece[: starts[0]].split()):
        yield None, before
    for match, end in zip(amounts, starts[1:], strict=True):
        yield _amount(match), " ".join(piece[match.end() : end].split())


def _animal(n: int, entry: _Entry, beside: Animal | None) -> Animal:
    if not entry.phrase:
        return _young(n, entry, beside)
    if fold(entry.phrase) == nouns.PAIR:
        return _pair(n, entry)
    noun = nouns.read(entry.phrase)
    count, count_max, qualifier = entry.amount or Amount(1 if noun.one else None)
    built = {nouns.build(noun.life_stage, noun.sex, plural=plural) for plural in (False, True)}
    return Animal(
        n=n,
        count=count,
        count_max=count_max,
        count_qualifier=qualifier,
        life_stage=noun.life_stage,
        sex=noun.sex,
        verbatim=None if fold(entry.phrase) in built else entry.phrase,
    )


def _young(n: int, entry: _Entry, beside: Animal | None) -> Animal:
    """Read the 2 of "F+2"; anywhere else a number without a noun means nothing."""
    count, count_max, qualifier = entry.amount or Amount()
    if beside is None or beside.sex != "female" or beside.life_stage not in {None, "adult"}:
        number = count_words(Amount(count, count_max, qualifier))
        raise BadValueError(f"it is not said what the {number} are; write for example '{number} animals'")
    return Animal(n=n, count=count, count_max=count_max, count_qualifier=qualifier, life_stage="juvenile")


def _pair(n: int, entry: _Entry) -> Animal:
    if entry.amount not in {None, Amount(1)}:
        raise BadValueError("only one 'pair' is read as a count; write '4 adults' for two pairs")
    return Animal(n=n, count=2, life_stage="adult", verbatim=entry.phrase)


def _as_mother(animal: Animal) -> Animal:
    """Make a female that was called nothing else an adult."""
    if animal.sex != "female" or animal.life_stage or fold(animal.verbatim or "f") != "f":
        return animal
    return replace(animal, life_stage="adult", verbatim=None)


_worded = attrgetter("count", "count_max", "count_qualifier", "life_stage", "sex", "verbatim")


@lru_cache(maxsize=4096)
def _words(worded: _Worded) -> str:
    count, count_max, qualifier, stage, sex, noun = worded
    amount = Amount(count, count_max, qualifier)
    if noun and fold(noun) == nouns.PAIR:
        if amount == Amount(2):
            return noun
        noun = None
    is_one = count == 1 and count_max is None
    noun = noun or nouns.build(stage, sex, plural=not is_one)
    return f"{count_words(amount)} {noun}".lstrip()
