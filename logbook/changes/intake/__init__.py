"""Intake: what other programs' files hold, planned on a draft. Nothing here writes.

The parts of a source are planned as they come, and none is kept. A record is known again by the id that it has in its
source; what is there already is compared, and only changed where that is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import to_builtins
from msgspec.structs import replace

from logbook import credits
from logbook.changes import encode
from logbook.changes.intake import comparing, facts
from logbook.changes.intake.detected import Detections
from logbook.changes.intake.filing import Names, Regions, without
from logbook.changes.intake.filling import Filling
from logbook.changes.intake.identities import Identities
from logbook.changes.intake.items import Bad, Detected, Facts, Item, LeftOut, Read, Said
from logbook.changes.intake.taken import NAMED, Changed, Rules, Taken
from logbook.changes.recording import regions
from logbook.errors import BadValueError, LogbookError
from logbook.records import TYPES, Id, Image, Sighting, Taxon
from logbook.sentences import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from logbook.changes.drafts import Draft
    from logbook.changes.intake.items import Part
    from logbook.records import Book, Record

__all__ = ["Changed", "Intake", "Rules", "Taken"]

_TABLES: dict[type[Record], str] = {kind: table for table, kind in TYPES.items()}


class Intake:
    """A source being planned on a draft; `book` is the whole logbook as it was before."""

    def __init__(self, draft: Draft, book: Book, rules: Rules) -> None:
        self._draft, self._book, self._rules = draft, book, rules
        self._taken = Taken(updated=rules.update)
        self._identities = {table: Identities(getattr(book, table)) for table in TYPES}
        self._names = Names(book.taxa)
        self._regions = Regions(regions(book))
        self._filling = {table: Filling(table, rules.fields.get(table, {})) for table in ("images", "sightings")}
        self._fresh = not (book.sightings or book.images or book.deployments)
        self._changed: set[Id] = set()
        self._project: str | None = None
        self._detections: Detections | None = None

    def plan(self, parts: Iterable[Part]) -> Taken:
        """Plan all that a source gives, in its order, and tell what became of it.

        A row that cannot be taken is noted among the bad ones; whether anything is to be written then is not decided
        here.
        """
        do: dict[type, Callable[[Any], None]] = {
            Item: self._item,
            Bad: self._bad,
            Read: self._read,
            LeftOut: self._left_out,
            Said: lambda one: self._taken.say(one.sentence),
            Facts: self._facts,
            Detected: self._detected,
        }
        for part in parts:
            do[type(part)](part)
        if self._detections:
            self._detections.plan()
        for sentence in self._regions.told(NAMED):
            self._taken.say(sentence)
        return self._taken

    def _read(self, one: Read) -> None:
        self._taken.read[one.file, one.what] += one.many

    def _left_out(self, one: LeftOut) -> None:
        self._taken.left_out[one.why] += one.many

    def _bad(self, one: Bad) -> None:
        self._taken.faults += 1
        if self._rules.skips or self._taken.faults <= NAMED:
            self._taken.bad.append(one)

    def _facts(self, one: Facts) -> None:
        for sentence in facts.settle(self._draft, one, fresh=self._fresh):
            self._taken.say(sentence)
        self._project = facts.project(self._draft, one)

    def _detected(self, one: Detected) -> None:
        if self._detections is None:
            self._detections = Detections(self._draft, self._book.images, self._rules, self._taken)
        self._detections.take(one)

    def _item(self, item: Item) -> None:
        table = _TABLES[type(item.record)]
        try:
            self._identities[table].come(item)
            number = self._find(table, item)
            if number is None:
                self._new(table, item)
            else:
                self._identities[table].learn(item.key, number)
                self._known(Id(table, number), item)
        except LogbookError as error:
            self._bad(Bad(item.where, str(error), original=item.row()))

    def _find(self, table: str, item: Item) -> int | None:
        """Find the record that an item is: by its ids in its sources, or by its own identity; a species by its name."""
        record = item.record
        number = self._identities[table].find((item.key, record.uuid, *record.source_ids))
        return self._names.number(record) if number is None and isinstance(record, Taxon) else number

    def _new(self, table: str, item: Item) -> None:
        record = replace(item.record, source_ids=tuple(dict.fromkeys((*item.record.source_ids, item.key))))
        if isinstance(record, Sighting):
            record = self._new_sighting(record, item)
        elif isinstance(record, Image):
            record = self._filling[table].fill(self._as_stored(record))
        elif isinstance(record, Taxon):
            record = self._new_taxon(record)
        _require_valid(record)
        if isinstance(record, Image) and record.credit_line:
            record = replace(record, credit=self._draft.credit(record.credit_line, self._book.credits))
        which = self._draft.new(table, record)
        self._identities[table].learn(item.key, which.number)
        self._taken.added[table] += 1
        self._taken.generalised += bool(getattr(record, "data_generalizations", None))
        if isinstance(record, Taxon):
            self._names.learn(which.number, record)
        elif isinstance(record, Sighting) and record.region is None:
            self._taken.no_region.append(which.number)

    def _new_sighting(self, record: Sighting, item: Item) -> Sighting:
        made: dict[str, Any] = self._references(item)
        if record.region:
            filed = self._regions.file(record.region)
            made |= {"region": filed.region, "verbatim_locality": record.verbatim_locality or filed.verbatim}
        if self._project and not record.project:
            made["project"] = self._project
        filled = self._filling["sightings"].fill(replace(record, **made))
        names = self._names.pair(filled.vernacular_name, filled.scientific_name)
        if not any(names):
            raise BadValueError("it names no species; --species or --set says one for all rows that name none")
        return replace(filled, **names._asdict())

    def _references(self, item: Item) -> dict[str, Any]:
        """Give the references of an item as ids. Raises BadValueError for what was not among the records taken."""
        made: dict[str, Any] = {}
        if item.deployment:
            made["deployment"] = self._reference("deployments", item.deployment)
        if item.images:
            made["images"] = tuple(self._reference("images", key) for key in item.images)
        return made

    def _reference(self, table: str, key: str) -> str:
        number = self._identities[table].find([key])
        if number is None:
            raise BadValueError(f"it belongs to {quoted(key)}, which was not among the {table} that could be taken")
        return str(Id(table, number))

    def _as_stored(self, record: Image) -> Image:
        """Give a picture with its path as the logbook writes it, and without a credit line that names nobody."""
        line, file = record.credit_line, record.file
        if line and not credits.key(line):
            self._taken.say(f"the credit line {quoted(line)} names nobody, and is left out")
            line = None
        return replace(record, credit_line=line, file=self._rules.stored(file) if file else None)

    def _new_taxon(self, record: Taxon) -> Taxon:
        others = self._names.taken(record)
        if others:
            own = record.scientific_name or record.vernacular_name
            self._taken.say(f"{listed(map(quoted, others))} means another species here, and is no name of {own}")
        return without(record, others)

    def _known(self, which: Id, item: Item) -> None:
        """Compare a record that is there with what its source has now; only where it is asked for, take that.

        What is said of a species here is nothing that a source of sightings could know better.
        """
        if which.table == "taxa":
            self._taken.known[which.table] += 1
            return
        stored = self._stored(which)
        said = self._theirs(stored, item)
        theirs = comparing.as_exact(stored, said)
        if comparing.is_held_back(stored, said, theirs):
            self._taken.kept.append(which)
        new = self._link(which, stored, theirs)
        # What came in from there before may have been corrected there since.
        is_own = item.is_as_written and item.key not in stored.source_ids
        others = () if is_own else comparing.differing(self._stored(which), theirs)
        changed = [Changed(which, *one) for one in others]
        values = {one.field: one.theirs for one in changed} if self._rules.update else {}
        lacking = self._lacking(which, values)
        if not (changed or new or lacking):
            self._taken.known[which.table] += 1
            return
        self._taken.changed += changed
        self._taken.linked += new
        self._taken.filled += [which] if lacking else []
        if lacking or values:
            self._change(which, lacking | values)

    def _lacking(self, which: Id, values: dict[str, Any]) -> dict[str, Any]:
        """Give what a person said of all that a record does not say, with what its source says of it now."""
        filling = self._filling.get(which.table)
        if filling is None or not self._rules.update:
            return {}
        return filling.lacking(replace(self._stored(which), **values))

    def _stored(self, which: Id) -> Any:
        """Give a record that is there as it is now; two rows may be the same one."""
        return self._draft.record(which) if which in self._changed else getattr(self._book, which.table)[which.number]

    def _change(self, which: Id, values: dict[str, Any]) -> None:
        self._changed.add(which)
        if values.get("credit_line"):
            values["credit"] = self._draft.credit(values["credit_line"], self._book.credits)
        self._draft.change(which, to_builtins(values))

    def _link(self, which: Id, stored: Record, theirs: dict[str, Any]) -> bool:
        """Give a sighting that is there the pictures of it that are new; they would belong to nothing else."""
        if not isinstance(stored, Sighting):
            return False
        new = [ref for ref in theirs.get("images", ()) if ref not in stored.images and self._is_new(ref)]
        if new:
            self._change(which, {"images": [*stored.images, *new]})
            theirs["images"] = tuple(ref for ref in theirs["images"] if ref not in new)
        return bool(new)

    def _is_new(self, ref: str) -> bool:
        return int(ref[1:]) not in self._book.images

    def _theirs(self, stored: Record, item: Item) -> dict[str, Any]:
        """Give what a source says of a record that is there, in our words; what is only spelt otherwise is left out."""
        record = item.record
        if isinstance(record, Image):
            record = self._as_stored(record)
        theirs = comparing.given(record) | self._references(item)
        if isinstance(stored, Sighting):
            theirs |= self._renamed(stored, theirs) | self._moved(stored, theirs)
        return {name: value for name, value in theirs.items() if value is not None}

    def _renamed(self, stored: Sighting, theirs: dict[str, Any]) -> dict[str, Any]:
        given = theirs.get("vernacular_name"), theirs.get("scientific_name")
        if not any(given) or given == (stored.vernacular_name, stored.scientific_name):
            return {}
        return dict(self._names.pair(*given)._asdict())

    def _moved(self, stored: Sighting, theirs: dict[str, Any]) -> dict[str, Any]:
        """File a region that is another now; what it was typed as matters only then."""
        typed, own = theirs.get("region"), theirs.get("verbatim_locality")
        if not typed:
            return {}
        if " ".join(typed.split()) in (stored.region, stored.verbatim_locality):
            return {"region": stored.region}
        filed = self._regions.file(typed)
        verbatim = own if filed.region == stored.region else own or filed.verbatim
        return {"region": filed.region, "verbatim_locality": verbatim}


def _require_valid(record: Record) -> None:
    """Refuse what could not be read again. Raises BadValueError."""
    try:
        msgspec.json.decode(encode(record), type=type(record))
    except msgspec.ValidationError as error:
        raise BadValueError(f"it cannot be stored so: {error}") from None
    except UnicodeEncodeError:
        raise BadValueError("it holds what is no text (half a character)") from None
