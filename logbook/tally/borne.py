"""Whose credits the pictures of a large logbook bear, and how many of its sightings have pictures of each.

Of a picture no more is kept than one letter (any character), which stands for its owner; then a sighting's pictures
are a word, and there are few different words.
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import accumulate, chain
from operator import add, itemgetter
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
_GAP = "\0"
"""What stands among the lines of pictures for a number that is none's."""
_NO_PICTURE = 10**18
"""A number that is larger than any that a picture may have."""
_REFERENCES = b'[],"i0123456789'


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """A picture, as far as it says whose credit it bears."""

    credit: Ref | None = None
    credit_line: str | None = None


class Lines(NamedTuple):
    """Some pictures, in runs of numbers: the first of each run, and how many numbers it has.

    `which` has a letter for each number, the place of its picture's line among `lines` (or `_GAP`, for no picture);
    `many` counts the letters. `met` has for each line the first number of the pictures among which it was met first.
    """

    lines: list[Line]
    met: array[int]
    firsts: array[int]
    lengths: array[int]
    which: str
    many: Counter[str]


def read_lines(blocks: Iterable[Mapping[int, Line]]) -> Lines:
    """Read pictures, and each line that several of them bear once. Raises OverflowError for more lines than LETTERS."""
    places, met = _Places(), array("q")
    firsts, lengths, which = array("q"), array("q"), list[str]()
    for block in blocks:
        numbers, letters = list(block), "".join(map(places.__getitem__, block.values()))
        met.extend([numbers[0]] * (len(places) - len(met)))
        for first, run in _runs(numbers, letters):
            firsts.append(first)
            lengths.append(len(run))
            which.append(run)
    joined = "".join(which)
    return Lines(list(places), met, firsts, lengths, joined, Counter(joined))


class _Places(dict[Line, str]):
    """The places of lines, in the order in which they are met; none has that of `_GAP`."""

    def __missing__(self, line: Line) -> str:
        self[line] = place = _nth_letter(len(self) + 1)
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
        self.images = sum(len(part.which) - part.many[_GAP] for part in parts)
        letters = self._lettered(parts)
        lettered = [part._replace(which=part.which.translate(each)) for part, each in zip(parts, letters, strict=True)]
        self._of = _by_number(lettered, self.images)

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

    def _lettered(self, parts: Sequence[Lines]) -> list[dict[int, str]]:
        """Give the letter of the owner of each line, by its place, and count the pictures that bear it."""
        found = [{ord(_GAP): _NOBODY} for _ in parts]
        # Whoever read it, an owner is called as by the first picture, and spelled in the order of the pictures.
        met = ((first, place, at) for at, part in enumerate(parts) for place, first in enumerate(part.met, 1))
        for _, place, at in sorted(met):
            line, many = parts[at].lines[place - 1], parts[at].many[_nth_letter(place)]
            owner = self._pictured.owner(Image(credit=line.credit, credit_line=line.credit_line))
            found[at][place] = self._letters.setdefault(owner, _nth_letter(len(self._letters) + 1))
            if owner is not None:
                self._lines.setdefault(owner, Counter())[line.credit_line] += many
        return found

    def _letter(self, number: int) -> str:
        try:
            return self._of[number]
        except LookupError:
            return _NOBODY


def _runs(numbers: Sequence[int], letters: str) -> Iterator[tuple[int, str]]:
    """Give the first number of each run, and the letters of all its numbers."""
    first, last = numbers[0], numbers[-1]
    if last - first < len(numbers):
        yield first, letters
    elif last - first < _SPARSE * len(numbers):
        known = dict(zip(numbers, letters, strict=True))
        yield first, "".join(known.get(number, _GAP) for number in range(first, last + 1))
    else:
        yield from zip(numbers, letters, strict=True)


def _by_number(parts: Sequence[Lines], images: int) -> str | dict[int, str]:
    """Put the letters of so many pictures where their numbers find them; `_NEXT` at 0, which is no picture's."""
    end = max((end for part in parts for end in map(add, part.firsts, part.lengths)), default=0)
    runs = chain.from_iterable(map(_cut, parts))
    if end > _SPARSE * images + 1:
        numbered = chain.from_iterable(enumerate(letters, first) for first, letters in runs)
        return {0: _NEXT} | {number: letter for number, letter in numbered if letter != _NOBODY}
    found, at = [_NEXT], 1
    for first, letters in sorted(runs):
        found += (_NOBODY * (first - at), letters)
        at = first + len(letters)
    return "".join(found)


def _cut(part: Lines) -> Iterator[tuple[int, str]]:
    """Cut the letters into those of each run, behind its first number."""
    for first, length, end in zip(part.firsts, part.lengths, accumulate(part.lengths), strict=True):
        yield first, part.which[end - length : end]


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
    if names != refs.count(b"i") or b'"i0' in refs or refs.count(b"]") != lists or refs.translate(None, _REFERENCES):
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
