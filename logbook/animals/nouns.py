"""What a noun says of an animal: its life stage, its sex, and whether by its meaning it still needs its mother.

A word that is not understood is refused, never passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.places import fold
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from logbook.records import LifeStage, Sex

# What the young of mammals are called while they depend on their mother.
_DEPENDENT: Final = frozenset(
    {"cub", "kitten", "kit", "pup", "puppy", "whelp", "calf", "fawn", "foal", "lamb", "kid", "joey", "piglet"}
    | {"infant", "newborn", "neonate", "baby"}
)
_STAGES: Final[Mapping[str, LifeStage]] = {
    "adult": "adult",
    "mother": "adult",
    "father": "adult",
    "parent": "adult",
    "subadult": "subadult",
    "yearling": "subadult",
    "adolescent": "subadult",
    "juvenile": "juvenile",
    "young": "juvenile",
    **dict.fromkeys(sorted(_DEPENDENT), "juvenile"),
}
_SEXES: Final[Mapping[str, Sex]] = {"female": "female", "male": "male", "mother": "female", "father": "male"}
_GENERAL: Final = ("animal", "individual", "specimen", "head")
_NOUNS: Final = frozenset({*_STAGES, *_SEXES, *_GENERAL})
# With these a cub is a cub no longer. Of any other animal they say nothing clear, and are refused.
_GROWN: Final = frozenset({"grown", "fullgrown", "fullygrown", "nearlygrown", "almostgrown", "large", "big"})
# These change neither stage nor sex; they stay in the words that are kept.
_MODIFIERS: Final = frozenset({"lone", "single", "solitary", "another", "unsexed", "small", "little", "tiny"})
_PLURALS: Final = {"calves": "calf", "puppies": "puppy", "babies": "baby"}
_NUMBERLESS: Final = frozenset({"young", "head"})
_CODES: Final[Mapping[str, tuple[LifeStage | None, Sex | None]]] = {
    "f": (None, "female"),
    "m": (None, "male"),
    "af": ("adult", "female"),
    "am": ("adult", "male"),
    "sa": ("subadult", None),
    "saf": ("subadult", "female"),
    "sam": ("subadult", "male"),
    "j": ("juvenile", None),
    "jf": ("juvenile", "female"),
    "jm": ("juvenile", "male"),
    "c": ("juvenile", None),
}
PAIR: Final = "pair"
_KNOWN: Final = (*_STAGES, "female", "male", *_GENERAL, PAIR)
_TWO_WORDS = pattern(r"\b(sub|full|fully|nearly|almost|new) (?=adult|grown|born)")


class Noun(NamedTuple):
    """What a noun phrase says; `one` where its form means a single animal, as "cub" does and "cubs" does not."""

    life_stage: LifeStage | None
    sex: Sex | None
    one: bool
    dependent: bool


def read(phrase: str) -> Noun:
    """Read a noun phrase without its number: `cubs`, `full-grown cub`, `adult female`, `AF`.

    Raises BadValueError where a word is unknown, or words contradict each other.
    """
    folded = fold(phrase)
    if folded in _CODES:
        return Noun(*_CODES[folded], one=True, dependent=folded == "c")
    typed = _TWO_WORDS.sub(r"\1", folded).split()
    singular = [_singular(word) for word in typed]
    _require_known(phrase, singular)
    stage, sex = _stage(phrase, singular), _sex(phrase, singular)
    one = typed == singular and singular[-1] not in _NUMBERLESS
    return Noun(stage, sex, one=one, dependent=stage == "juvenile" and not _DEPENDENT.isdisjoint(singular))


def build(stage: LifeStage | None, sex: Sex | None, *, plural: bool) -> str:
    """Build the noun for a stage and a sex: `adult female`, `subadults`, `animals`."""
    noun = " ".join(filter(None, (stage, sex))) or "animal"
    return f"{noun}s" if plural else noun


def not_understood(word: str, phrase: str) -> BadValueError:
    """Make the error for a word that is no noun for an animal, with the words that are."""
    where = "" if word == phrase else f" in {quoted(phrase)}"
    known = "write adult, subadult, juvenile, female, male, mother, cub, kitten, pup, calf, fawn, pair or animals"
    short = "in short AF, 2C, F+2"
    near = did_you_mean(word, [*_KNOWN, *(f"{noun}s" for noun in _KNOWN)])
    return BadValueError(f"{quoted(word)}{where} is no known stage or sex; {known}, {short}{near}")


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return `; did you mean "cub"?` for the known word nearest to this one, or nothing."""
    from difflib import get_close_matches  # here, for only an error needs it

    near = get_close_matches(word[:40].casefold(), known, n=1, cutoff=0.65)
    return f'; did you mean "{near[0]}"?' if near else ""


def _singular(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    return word[:-1] if word.endswith("s") and word[:-1] in _NOUNS else word


def _require_known(phrase: str, singular: Sequence[str]) -> None:
    for word in singular:
        if word in _CODES:
            told = "mixes a short form with words; write it out ('adult female') or short (AF)"
            raise BadValueError(f"{quoted(phrase)} {told}")
        if word not in _NOUNS and word not in _GROWN and word not in _MODIFIERS:
            raise not_understood(word, phrase)
    if _NOUNS.isdisjoint(singular):
        raise not_understood(phrase, phrase)


def _stage(phrase: str, singular: Sequence[str]) -> LifeStage | None:
    stages = {_STAGES[word] for word in singular if word in _STAGES}
    is_cub = not _DEPENDENT.isdisjoint(singular)
    if not is_cub and not _GROWN.isdisjoint(singular):
        raise BadValueError(f"{quoted(phrase)} could be of any age; write adult, subadult or 'full-grown cub'")
    if not is_cub and "young" in singular and ("female" in singular or "male" in singular):
        raise BadValueError(f"{quoted(phrase)} could be juvenile or subadult; write which")
    if is_cub and ("subadult" in stages or not _GROWN.isdisjoint(singular)):
        stages = stages - {"juvenile"} | {"subadult"}
    if len(stages) > 1:
        raise BadValueError(f"{quoted(phrase)} could be {' or '.join(sorted(stages))}; write which")
    return next(iter(stages), None)


def _sex(phrase: str, singular: Sequence[str]) -> Sex | None:
    sexes = {_SEXES[word] for word in singular if word in _SEXES}
    if len(sexes) > 1:
        raise BadValueError(f"{quoted(phrase)} is both sexes at once; put a comma between the two")
    return next(iter(sexes), None)
