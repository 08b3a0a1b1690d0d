"""Folding two versions of one record, field by field: what is taken, what stays, and what a person has to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from logbook import credits
from logbook.changes.merging.matching import source_id
from logbook.changes.merging.versions import without_path
from logbook.places import fold as folded
from logbook.privacy.coarseness import MARKS, WITHHELD, is_left_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.merging.versions import Version

    Fields = dict[str, Any]
    Unit = tuple[str, ...]

UNITED: Final = frozenset(
    {"source_ids", "tags", "images", "associated_references", "spellings", "parties", "names", "populations"}
)
"""Lists of which both sides keep every entry."""

TOGETHER: Final = (
    ("decimal_latitude", "decimal_longitude", "coordinate_uncertainty_in_meters", "coordinate_precision"),
    ("latitude", "longitude", "coordinate_uncertainty"),
    ("event_date", "verbatim_event_date", "date_created", "recorded_date", "clock_offset"),
    ("region", "verbatim_locality", "country_code"),
    ("individual_count", "individual_count_max", "individual_count_qualifier"),
    ("verification", "verified_by", "verified_date"),
    ("file", "sha256", "media_type", "width", "height", "orientation"),
    ("license", "usage_terms", "web_statement"),
)
"""Fields that say one thing together: the latitude of one side and the longitude of the other are nowhere."""

_NAMES: Final = {"credits": ("spellings", ("name",)), "taxa": ("names", ("vernacular_name", "scientific_name"))}
"""Where the names go that a record is called by no more, and where they come from."""

_BORN: Final = frozenset({"uuid", "added"})
_UNIT_OF: Final = {name: unit for unit in TOGETHER for name in unit}


class Folded(NamedTuple):
    """What our record gets (`fields`, by name, None for what goes), and which fields say two different things.

    `refusal` says that an owner's refusal stood against another answer, and `restored` that a record which had been
    generalised gets its place again.
    """

    fields: Fields
    differing: list[Unit]
    refusal: bool
    restored: bool


def fold(table: str, mine: Version, their: Version, base: Version | None) -> Folded:
    """Fold their version of a record into ours; `base` is the one that both have come from, where it is known.

    A version that was generalised for publication gives nothing that such a one withholds, and gives way in all that
    to one which was not; what it lacks was never taken out by anybody.
    """
    settling = _Settling(table, mine, their, base)
    fields: Fields = {}
    differing = []
    for unit in settling.units():
        found = settling.settled(unit)
        if found is None:
            differing.append(unit)
        else:
            fields |= found
    return Folded(fields, differing, settling.refusal, restored=mine.is_coarser(their))


def taken(mine: Version, their: Version, unit: Unit) -> Fields:
    """Give what our record gets where theirs is taken for some fields: the whole of it, and what it lacks goes."""
    names = [name for name in unit if name in mine.values or name in their.values]
    return their.written(names)


def is_held_back(mine: Version, their: Version) -> bool:
    """Tell whether their version was generalised, and tells of place, date, locality or file otherwise than ours."""
    names = WITHHELD.difference(MARKS).intersection(their.values)
    return their.is_coarser(mine) and any(mine.values.get(name) != their.values[name] for name in names)


class _Settling:
    """Going through the fields of two versions."""

    def __init__(self, table: str, mine: Version, their: Version, base: Version | None) -> None:
        self._table, self._mine, self._their = table, mine, their
        self._coarse = mine.is_coarser(their) or their.is_coarser(mine)
        self._base = None if self._coarse else base
        self.refusal = False

    def units(self) -> Iterator[Unit]:
        """Give the fields that are not the same on both sides, those together that say one thing."""
        names = dict.fromkeys([*self._mine.values, *self._their.values])
        names.pop("modified", None)
        for unit in dict.fromkeys(_UNIT_OF.get(name, (name,)) for name in names):
            if self._mine.part(unit) != self._their.part(unit):
                yield unit

    def settled(self, unit: Unit) -> Fields | None:
        """Give what our record gets for some fields, nothing where it stays, None where somebody has to decide."""
        name, mine, their = unit[0], self._mine.part(unit), self._their.part(unit)
        if name in _BORN:
            return self._filled(unit, mine)
        if name in UNITED:
            return self._united(name)
        if self._coarse:
            found = self._from_the_fine(unit, mine, their)
        elif name == "file" and _is_one_file(mine, their):
            found = self._filled(unit, mine)
        else:
            found = self._from_the_base(unit, mine, their)
        if found is None and _agree(mine, their):
            found = self._filled(unit, mine)
        if found is None and name == "permission":
            found = self._refused(mine["permission"], their["permission"])
        return {} if found is None and self._is_spelling(name, mine, their) else found

    def _filled(self, unit: Unit, mine: Fields) -> Fields:
        return self._their.written(name for name in unit if name in self._their.values and name not in mine)

    def _united(self, name: str) -> Fields:
        """Give both lists as one, ours first; where the base is known, what either side took out stays out."""
        mine, their = self._mine.entries(name), self._their.entries(name)
        before = self._base.part([name]).get(name, []) if self._base else []
        known, those = [_alike(name, value) for value, _ in mine], [_alike(name, value) for value, _ in their]
        kept = [raw for value, raw in mine if value not in before or _alike(name, value) in those]
        come = [raw for value, raw in their if value not in before and _alike(name, value) not in known]
        return {name: [*kept, *come]} if come or len(kept) < len(mine) else {}

    def _from_the_fine(self, unit: Unit, mine: Fields, their: Fields) -> Fields | None:
        """Settle between a version that was generalised and one that was not."""
        withheld = not WITHHELD.isdisjoint(unit)
        if self._mine.is_coarser(self._their):
            return taken(self._mine, self._their, unit) if withheld or is_left_of(mine, their) else None
        return {} if withheld or is_left_of(their, mine) else None

    def _from_the_base(self, unit: Unit, mine: Fields, their: Fields) -> Fields | None:
        """Settle where one side is as both were."""
        if self._base is None:
            return None
        before, mine, their = (without_path(part) for part in (self._base.part(unit), mine, their))
        if their == before:
            return {}
        return taken(self._mine, self._their, unit) if mine == before else None

    def _refused(self, mine: Any, their: Any) -> Fields | None:
        """Let a refusal stand, whoever has it."""
        answers = (mine["status"], their["status"])
        if "refused" not in answers or answers[0] == answers[1]:
            return None
        self.refusal = True
        return {} if answers[0] == "refused" else self._their.written(["permission"])

    def _is_spelling(self, name: str, mine: Fields, their: Fields) -> bool:
        """Whether a name is another one for the same: it joins those that the record has."""
        if self._table == "credits" and name == "name":
            return credits.key(mine["name"]) == credits.key(their["name"])
        return self._table == "taxa" and name in ("vernacular_name", "scientific_name")


def _is_one_file(mine: Fields, their: Fields) -> bool:
    """Whether two sides mean one file: where it lies is each logbook's own matter."""
    digests = [part["sha256"].lower() if "sha256" in part else None for part in (mine, their)]
    if digests[0] != digests[1]:
        return False
    return digests[0] is not None or _agree(without_path(mine), without_path(their))


def _agree(mine: Fields, their: Fields) -> bool:
    """Tell whether two sides can be true at once: what both say is the same."""
    return all(mine[name] == their[name] for name in mine.keys() & their.keys())


def _alike(name: str, value: Any) -> Any:
    """Give what is compared of a list's entry: names fold as they do everywhere."""
    if name == "parties":
        return credits.key(value) or value
    return (folded(value) or value) if name == "names" else value


def names_kept(table: str, mine: Version, their: Version, whole: Version) -> Fields:
    """Keep the names of both sides, which the folded record is called by no more, among its other ones."""
    if table not in _NAMES:
        return {}
    field, names = _NAMES[table]
    known = {_called(table, whole.values[name]) for name in names if name in whole.values}
    known |= {_called(table, value) for value, _ in whole.entries(field)}
    gone: dict[str, str] = {}
    for side in (mine, their):
        for name in names:
            value = side.values.get(name)
            if value and _called(table, value) not in known:
                gone.setdefault(_called(table, value), value)
    return {field: [*(raw for _, raw in whole.entries(field)), *gone.values()]} if gone else {}


def identity_kept(mine: Version, their: Version, whole: Version) -> Fields:
    """Keep the uuid that the record had in the other logbook as a source id: by that a second merge knows it again."""
    own = whole.values.get("uuid")
    entries = whole.entries("source_ids")
    known = {value for value, _ in entries}
    uuids = dict.fromkeys(side.values["uuid"] for side in (mine, their) if "uuid" in side.values)
    lost = [source_id(uuid) for uuid in uuids if uuid != own and source_id(uuid) not in known]
    return {"source_ids": [*(raw for _, raw in entries), *lost]} if lost else {}


def _called(table: str, name: str) -> str:
    """Give what is compared of a name; a credit's is also a line that a picture may print, and so is kept exactly."""
    return name if table == "credits" else folded(name) or name
