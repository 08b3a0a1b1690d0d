"""Whose credits the pictures of a large logbook bear, and how many of its sightings have pictures of each.

Of a picture no more is kept than one letter (any character), which stands for its owner; then a sighting's pictures
are a word, and there are few different words.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import MsgspecError, Struct, json

from logbook.records import Image, Ref
from logbook.tally.inventory import counted_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from msgspec import Raw

    from logbook.tally.inventory import CreditLine
    from logbook.tally.pictured import Owner, Pictured

LETTERS = 0x10FFFF
"""How many there are (Unicode)."""
_SPARSE = 8
"""Where there are so many times more numbers than pictures, a place for each number would be too many."""
_NEXT, _NOBODY = "\0", "\1"
"""What stands between the letters of two sightings, and for an owner where there is none."""
_NO_PICTURE = 10**18
"""A number that is larger than any that a picture may have."""
_REFERENCES = b'[],"i0123456789'


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """A picture, as far as it says whose credit it bears."""

    credit: Ref | None = None
    credit_line: str | None = None


class Lines(NamedTuple):
    """Some pictures in the order of their numbers, of which each of `runs` has no gap.

    `which` has a letter for each, the place of its line among `lines`; `many` tells how many have a letter.
    """

    lines: list[Line]
    runs: list[range]
    which: str
    many: Counter[str]


def read_lines(blocks: Iterable[Mapping[int, Line]]) -> Lines:
    """Read pictures, and each line that several of them bear once. Raises OverflowError for more lines than LETTERS."""
    places, runs, which = _Places(), list[range](), list[str]()
    for block in blocks:
        runs += _runs(list(block))
        which.append("".join(map(places.__getitem__, block.values())))
    letters = "".join(which)
    return Lines(list(places), runs, letters, Counter(letters))


class _Places(dict[Line, str]):
    """The places of lines, in the order in which they are met."""

    def __missing__(self, line: Line) -> str:
        self[line] = place = _nth_letter(len(self))
        return place


def _nth_letter(place: int) -> str:
    if place > LETTERS:
        raise OverflowError("more credit lines than letters")
    return chr(place)


class Owners:
    """Whose every picture is; `parts` are all pictures of a logbook, each once."""

    def __init__(self, parts: Sequence[Lines], pictured: Pictured) -> None:
        """Find the owners by the credits that `pictured` knows. Raises OverflowError for more of them than LETTERS."""
        self._pictured = pictured
        self._letters: dict[Owner | None, str] = {None: _NOBODY}
        self._lines: dict[Owner, Counter[str | None]] = {}
        self.images = sum(len(part.which) for part in parts)
        self._of = _by_number([(part.runs, part.which.translate(self._lettered(part))) for part in parts])

    def words(self, images: Sequence[Raw]) -> list[str]:
        """Give a word for each of some sightings: the letters of its pictures, whose references are given as JSON."""
        numbers = _numbers(images)
        try:
            letters = "".join(itemgetter(*numbers)(self._of))
        except LookupError:
            letters = "".join(map(self._letter, numbers))
        return letters.split(_NEXT)[1:]

    def credit_lines(self, words: Mapping[str, int], also: Iterable[int]) -> list[CreditLine]:
        """List the credits that pictures bear, most pictures first; `also` are numbers of credits that need bear none.

        `words` are those of all sightings, each with how many have it.
        """
        owners = {letter: owner for owner, letter in self._letters.items() if owner is not None}
        borne: Counter[Owner] = Counter()
        for word, many in words.items():
            borne.update({owners[letter]: many for letter in word if letter in owners})
        lines: dict[Owner, Counter[str | None]] = {number: Counter() for number in also}
        return counted_lines(self._pictured, lines | self._lines, borne)

    def _lettered(self, part: Lines) -> dict[int, str]:
        """Give the letter of the owner of each line, by its place, and count the pictures that bear it."""
        found: dict[int, str] = {}
        for place, line in enumerate(part.lines):
            owner = self._pictured.owner(Image(credit=line.credit, credit_line=line.credit_line))
            found[place] = self._letters.setdefault(owner, _nth_letter(len(self._letters) + 1))
            if owner is not None:
                self._lines.setdefault(owner, Counter())[line.credit_line] += part.many[_nth_letter(place)]
        return found

    def _letter(self, number: int) -> str:
        try:
            return self._of[number]
        except LookupError:
            return _NOBODY


def _runs(numbers: Sequence[int]) -> list[range]:
    """Part numbers that rise into runs without a gap."""
    if numbers[-1] - numbers[0] < len(numbers):
        return [range(numbers[0], numbers[-1] + 1)]
    starts = [at for at, number in enumerate(numbers) if not at or number != numbers[at - 1] + 1]
    return [range(numbers[start], numbers[end - 1] + 1) for start, end in pairwise([*starts, len(numbers)])]


def _by_number(parts: Iterable[tuple[list[range], str]]) -> str | dict[int, str]:
    """Put the letters of pictures where their numbers find them; `_NEXT` at 0, which is no picture's."""
    runs = sorted(run for part in parts for run in _by_first(*part))
    last = max((first + len(letters) - 1 for first, letters in runs[-1:]), default=0)
    if last > _SPARSE * sum(len(letters) for _, letters in runs):
        return {0: _NEXT} | {number: letter for run in runs for number, letter in enumerate(run[1], run[0])}
    found, at = [_NEXT], 1
    for first, letters in runs:
        found += (_NOBODY * (first - at), letters)
        at = first + len(letters)
    return "".join(found)


def _by_first(runs: Iterable[range], letters: str) -> Iterator[tuple[int, str]]:
    """Give the first number of each run, and the letters of the run."""
    given = 0
    for run in runs:
        yield run.start, letters[given : given + len(run)]
        given += len(run)


def _numbers(images: Sequence[Raw]) -> list[int]:
    """Read the numbers in lists of references to pictures, which are JSON: 0, and then those of a list, each time."""
    refs = b",".join(images)
    numbers = _plain_numbers(refs, len(images))
    if numbers is None:
        lists = json.decode(b"[%b]" % refs, type=list[list[str]])
        numbers = [number for one in lists for number in (0, *(image_number(ref) or _NO_PICTURE for ref in one))]
    return numbers


def _plain_numbers(refs: bytes, lists: int) -> list[int] | None:
    """Read them where each reference is such as `"i7"`; None where one is not, and has perhaps a comma of its own."""
    names = refs.count(b'"i')
    are_names = names == refs.count(b"i") == refs.count(b'"') / 2 and b'"i0' not in refs
    if not are_names or refs.count(b"]") != lists or refs.translate(None, _REFERENCES):
        return None
    plain = refs.replace(b'["', b'0,"').replace(b"[]", b"0").translate(None, b'"i]')
    try:
        numbers = json.decode(b"[%b]" % plain, type=list[int])
    except MsgspecError:
        return None
    return numbers if len(numbers) == names + lists else None


def image_number(ref: Ref) -> int:
    """Give the number in a reference to a picture, 0 for what is none: `i7` has no other spelling."""
    digits = ref[1:19]
    return int(digits) if digits.isdecimal() and ref == f"i{int(digits)}" else 0
