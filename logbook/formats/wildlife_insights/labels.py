"""What a row of images.csv or sequences.csv says is to be seen: an animal, or what is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from logbook.formats.counting import Kind
from logbook.patterns import pattern
from logbook.records import MAX_COUNT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logbook.changes.intake.items import Bad
    from logbook.formats.lines import Line
    from logbook.records import LifeStage, Sex

_STAGES: Final[Mapping[str, LifeStage]] = {"adult": "adult", "subadult": "subadult", "juvenile": "juvenile"}
_SEXES: Final[Mapping[str, Sex]] = {"female": "female", "male": "male"}
_UNKNOWN: Final = frozenset({"", "unknown"})
_UNSURE: Final = frozenset({"", "don't know", "certain"})
_RANKS: Final = ("genus", "family", "order", "class")
_NO_ANIMALS: Final = {
    **dict.fromkeys(("blank", "misfire"), "blanks"),
    **dict.fromkeys(("", "no cv result", "cv needed", "cv failed"), "unclassified"),
    **dict.fromkeys(("vehicle", "car", "truck", "motorcycle", "bicycle", "all-terrain vehicle"), "vehicles"),
    "unknown": "unknown",
}
"""Labels without a taxon, and what they are counted as."""
_MACHINE: Final = pattern(r"computer vision", re.IGNORECASE)
_UPLOADED: Final = pattern(r" - batch upload$", re.IGNORECASE)
_COUNT: Final = pattern(r"([0-9]{1,9})(\.0+)?")
_SHARE: Final = pattern(r"[0-9]{1,3}(\.[0-9]{1,20})?")
_MOST: Final = 100

COLUMNS: Final = frozenset(
    {"is_blank", "identified_by", "class", "order", "family", "genus", "species", "common_name", "uncertainty", "age"}
    | {"sex", "individual_id", "individual_animal_notes", "behavior", "markings", "cv_confidence"}
)


class Label(NamedTuple):
    """Animals of one kind, as one row names them; `many` is None where it was not said.

    `person` or `machine` is who identified them; `probability` is as it stands in the file, in parts of 1 or of 100.
    """

    scientific_name: str | None
    vernacular_name: str | None
    kind: Kind
    many: int | None
    person: str | None
    machine: str | None
    probability: float | None
    behavior: str | None
    remarks: tuple[str, ...]


def left_out(line: Line) -> str | None:
    """Return as what a row is counted that shows no animal; None for an animal."""
    name = line["common_name"].casefold()
    if line.is_true("is_blank"):
        return "blanks"
    if line["genus"].casefold() == "homo" or name.startswith("human"):
        return "humans"
    if any(line[rank] for rank in _RANKS) or name == "animal":
        return None
    return _NO_ANIMALS.get(name) or f"rows labelled {line['common_name']!r}"


def read(line: Line, count: str) -> Label | Bad:
    """Read what a row says of an animal; `count` is the column that tells how many."""
    many = _COUNT.fullmatch(line[count])
    if line[count] and not (many and int(many[1]) <= MAX_COUNT):
        return line.bad(count, f"it is no count of animals, which is a whole number up to {MAX_COUNT:,}")
    share = line["cv_confidence"]
    if share and not (_SHARE.fullmatch(share) and float(share) <= _MOST):
        return line.bad("cv_confidence", "it is no confidence, which is a part of 1 or of 100")
    if line["species"] and not line["genus"]:
        return line.bad("species", "it has no genus, without which it is no name")
    by = line["identified_by"]
    is_machine = bool(_MACHINE.search(by) or (share and not by))
    return Label(
        _scientific_name(line),
        line["common_name"] or None,
        Kind(_STAGES.get(line["age"].casefold()), _SEXES.get(line["sex"].casefold()), line["individual_id"] or None),
        int(many[1]) or None if many else None,
        person=None if is_machine else _UPLOADED.sub("", by) or None,
        machine=(by or "computer vision") if is_machine else None,
        probability=float(share) if is_machine and share else None,
        behavior=line["behavior"] or None,
        remarks=_remarks(line),
    )


def _scientific_name(line: Line) -> str | None:
    """Name the finest rank: "scrofa scrofa" of Sus is Sus scrofa scrofa, and so is "Sus scrofa scrofa"."""
    genus, *epithets = line["genus"], *line["species"].split()
    if epithets and epithets[0].casefold() == genus.casefold():
        del epithets[0]
    if genus:
        return " ".join((genus, *epithets))
    return next((line[rank] for rank in _RANKS if line[rank]), None)


def _remarks(line: Line) -> tuple[str, ...]:
    """Keep what was noted of the animals, and words for age, sex and certainty that a logbook has none for."""
    said = {
        "": line["individual_animal_notes"],
        "markings: ": line["markings"],
        "age: ": "" if line["age"].casefold() in _UNKNOWN | _STAGES.keys() else line["age"],
        "sex: ": "" if line["sex"].casefold() in _UNKNOWN | _SEXES.keys() else line["sex"],
        "uncertainty: ": "" if line["uncertainty"].casefold() in _UNSURE else line["uncertainty"],
    }
    return tuple(f"{name}{text}" for name, text in said.items() if text)
