"""Whose credits the pictures of a large logbook bear, and how many of its sightings have pictures of each.

Of a picture no more is kept than one letter (any character), which stands for its owner; then a sighting's pictures
are a word, and there are few different words.
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import MsgspecError, Struct, json

from logbook.records import Image, Ref
from logbook.tally.inventory import counted_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    """Pictures in the order of their `numbers`; `which` has a letter for each, the place of its line among `lines`."""

    lines: list[Line]
    numbers: array[int]
    which: str


def read_lines(blocks: Iterable[Mapping[int, Line]]) -> Lines:
    """Read pictures, and each line that several of them bear once. Raises OverflowError for more lines than LETTERS."""
    places, numbers, which = _Places(), array("q"), []
    for block in blocks:
        numbers.extend(block)
        which.append("".join(map(places.__getitem__, block.values())))
    return Lines(list(places), numbers, "".join(which))


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
    """Whose every picture is; `parts` are all pictures of a logbook, in their order."""

    def __init__(self, parts: Sequence[Lines], pictured: Pictured) -> None:
        """Find the owners by the credits that `pictured` knows. Raises OverflowError for more of them than LETTERS."""
        self._pictured = pictured
        self._letters: dict[Owner | None, str] = {None: _NOBODY}
        self._lines: dict[Owner, Counter[str | None]] = {}
        self.images = sum(len(part.numbers) for part in parts)
        self._of = _by_number([(part.numbers, part.which.translate(self._lettered(part))) for part in parts])

    def sets(self, images: Iterable[Raw]) -> Counter[str]:
        """Count sightings by the letters of their pictures, whose references are given as JSON."""
        numbers = _numbers(b"[%b]" % b",".join(images))
        try:
            letters = "".join(map(self._of.__getitem__, numbers))
        except LookupError:
            letters = "".join(map(self._letter, numbers))
        return Counter(letters.split(_NEXT))

    def credit_lines(self, sets: Counter[str], also: Iterable[int]) -> list[CreditLine]:
        """List the credits that pictures bear, most pictures first; `also` are numbers of credits that need bear none.

        `sets` are what `sets` counted.
        """
        owners = {letter: owner for owner, letter in self._letters.items() if owner is not None}
        borne: Counter[Owner] = Counter()
        for letters, many in sets.items():
            borne.update({owners[letter]: many for letter in letters if letter in owners})
        lines: dict[Owner, Counter[str | None]] = {number: Counter() for number in also}
        return counted_lines(self._pictured, lines | self._lines, borne)

    def _lettered(self, part: Lines) -> dict[int, str]:
        """Give the letter of the owner of each line, by its place, and count the pictures that bear it."""
        found: dict[int, str] = {}
        many = Counter(part.which)
        for place, line in enumerate(part.lines):
            owner = self._pictured.owner(Image(credit=line.credit, credit_line=line.credit_line))
            found[place] = self._letters.setdefault(owner, _nth_letter(len(self._letters) + 1))
            if owner is not None:
                self._lines.setdefault(owner, Counter())[line.credit_line] += many[chr(place)]
        return found

    def _letter(self, number: int) -> str:
        try:
            return self._of[number]
        except LookupError:
            return _NOBODY


def _by_number(parts: Sequence[tuple[array[int], str]]) -> str | dict[int, str]:
    """Put the letters of pictures where their numbers find them; `_NEXT` at 0, which is no picture's."""
    last = max((numbers[-1] for numbers, _ in parts if numbers), default=0)
    if last > _SPARSE * sum(len(numbers) for numbers, _ in parts):
        return {0: _NEXT} | {number: letter for part in parts for number, letter in zip(*part, strict=True)}
    found = [_NEXT, *(_NOBODY * last)]
    for numbers, letters in parts:
        if numbers and numbers[-1] - numbers[0] + 1 == len(numbers):
            found[numbers[0] : numbers[-1] + 1] = letters
        else:
            for number, letter in zip(numbers, letters, strict=True):
                found[number] = letter
    return "".join(found)


def _numbers(refs: bytes) -> list[int]:
    """Read the numbers in lists of references to pictures, which are JSON: the lists one after the other, 0 between."""
    if not refs.translate(None, _REFERENCES) and _are_plain(refs):
        plain = refs.translate(None, b'"i').replace(b"[]", b"[0]").replace(b"],[", b",0,")
        try:
            return json.decode(plain[1:-1], type=list[int])
        except MsgspecError:
            pass
    lists = json.decode(refs, type=list[list[str]])
    return [number for one in lists for number in (*(image_number(ref) or _NO_PICTURE for ref in one), 0)]


def _are_plain(refs: bytes) -> bool:
    """Whether all references in lists of them are such as `"i7"`, with no comma or bracket of their own."""
    names, quotes = refs.count(b'"i'), refs.count(b'"')
    opening = refs.count(b'["i') + refs.count(b"[]") + 1
    going_on = refs.count(b',"i') + refs.count(b",[")
    are_parted = refs.count(b"[") == opening and refs.count(b",") == going_on
    return are_parted and refs.count(b"i") == names == quotes / 2 and b'"i0' not in refs


def image_number(ref: Ref) -> int:
    """Give the number in a reference to a picture, 0 for what is none: `i7` has no other spelling."""
    digits = ref[1:19]
    return int(digits) if digits.isdecimal() and ref == f"i{int(digits)}" else 0
