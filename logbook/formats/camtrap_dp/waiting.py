"""Encounters that wait, packed, until their pictures are known: there may be a million of them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import msgspec

from logbook import events
from logbook.changes.bundles import Bundles
from logbook.changes.intake.items import Item, Where
from logbook.formats.camtrap_dp import deployments
from logbook.formats.camtrap_dp.encounters import Encounter, Observed, period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from logbook.formats.camtrap_dp.identifiers import Identity
    from logbook.formats.camtrap_dp.package import Package

    Packed = list[bytes]

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Observed).decode
_NONE = -1


class Encounters:
    """The encounters of a table, each known by its number (the first is 0), and which pictures are theirs."""

    _GONE: ClassVar[Packed] = []

    def __init__(self, package: Package, file: str) -> None:
        self._package, self._file = package, file
        self._rows: list[Packed] = []
        self._identities: dict[int, Identity] = {}
        self._texts = Bundles()
        # The pictures of one encounter are a chain, from the latest that was taken to those before.
        self._keys: list[str] = []
        self._instants, self._before, self._latest = array("d"), array("q"), array("q")

    def keep(self, text: str) -> int:
        """Keep a row as it stands, and give its number: of a bad one it is shown."""
        return self._texts.append(msgspec.json.encode(text))

    def begin(self, one: Observed, identity: Identity | None) -> int:
        """Begin an encounter with its first row; of a sighting of ours `identity` is that of the sighting."""
        if identity:
            self._identities[len(self._rows)] = identity
        return self.put([_pack(one)])

    def put(self, rows: Packed) -> int:
        """Take in an encounter that is whole."""
        self._rows.append(rows)
        self._latest.append(_NONE)
        return len(self._rows) - 1

    def join(self, number: int, one: Observed) -> None:
        """Put another row to an encounter."""
        self._rows[number].append(_pack(one))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, number: int) -> Encounter:
        return Encounter(list(map(_unpack, self._rows[number])))

    def take(self, number: int, key: str, instant: float) -> None:
        """Put a picture to an encounter, by its key and time."""
        self._before.append(self._latest[number])
        self._latest[number] = len(self._keys)
        self._keys.append(key)
        self._instants.append(instant)

    def sightings(self) -> Iterator[Item]:
        """Make a sighting of each encounter, and let its rows go: the records are growing meanwhile."""
        for number in range(len(self)):
            yield self._sighting(number)
            self._rows[number] = self._GONE

    def _sighting(self, number: int) -> Item:
        encounter, identity = self[number], self._identities.get(number)
        one, package = encounter.first, self._package
        return Item(
            package.key(*encounter.key),
            encounter.sighting(identity),
            Where(self._file, one.line),
            package.key(deployments.KIND, one.deployment_id),
            self._pictures(number),
            partial(self._text, one.text),
            is_as_written=encounter.is_as_written(package.entries.get(identity.uuid) if identity else None),
        )

    def _pictures(self, number: int) -> tuple[str, ...]:
        """Give the keys of an encounter's pictures in order of time; those of one second are as they came."""
        found: list[tuple[float, int]] = []
        at = self._latest[number]
        while at != _NONE:
            found.append((self._instants[at], at))
            at = self._before[at]
        return tuple(self._keys[at] for _, at in sorted(found))

    def _text(self, number: int) -> str:
        return msgspec.json.decode(self._texts[number], type=str)


class Shown:
    """The media-level observations of a package, by the events that they name."""

    def __init__(self) -> None:
        self._named: defaultdict[tuple[str, str, str], Packed] = defaultdict(list)
        self._unnamed: defaultdict[str, Packed] = defaultdict(list)

    def take(self, one: Observed) -> None:
        """Take in a row."""
        if one.event_id:
            self._named[one.deployment_id, one.event_id, one.scientific_name].append(_pack(one))
        else:
            self._unnamed[one.deployment_id].append(_pack(one))

    def events(self, gap: timedelta) -> Iterator[Packed]:
        """Give the rows of each event and species.

        The event is the one that they name, else those of a camera between which lies no more than a gap.
        """
        yield from self._named.values()
        for _, rows in sorted(self._unnamed.items()):
            shots = (_shot(number, _unpack(row)) for number, row in enumerate(rows))
            for group in events.group(shots, gap):
                yield [rows[shot.key] for shot in group]


def _shot(number: int, one: Observed) -> events.Shot:
    individuals = frozenset([one.individual_id] if one.individual_id else [])
    return events.Shot(number, one.deployment_id, one.scientific_name, period([one]), individuals)
