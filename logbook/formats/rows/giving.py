"""Giving rows to the intake: a sighting, and before it the camera and the pictures that its rows name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from logbook.changes.intake.items import Bad, Item, Said
from logbook.formats.rows import grouping
from logbook.pictures.stored import Folder
from logbook.records import Deployment, Image, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.changes.intake.items import Part
    from logbook.formats.rows.reading import Seen
    from logbook.formats.sources import Source

    Fields = dict[str, Any]


class Giving:
    """What has been given of a table: each camera and each picture once."""

    def __init__(self, source: Source, file: str, name: str) -> None:
        self._name, self._file = name, file
        path = source.file(file)
        self._home = path.parent.absolute().as_posix() if path else None
        self._folder = Folder(Path(self._home or ""))
        self._keys: dict[str, str] = {}
        self._not_there = 0

    def parts(self, event: Sequence[Seen]) -> Iterator[Part]:
        """Give the sighting of an event, which is one row or several, behind what it refers to."""
        first = event[0]
        try:
            record = msgspec.convert(grouping.sighting(event), Sighting)
            pictures = [picture for one in event for picture in self._pictures(one)]
        except msgspec.ValidationError as error:
            yield Bad(first.where, f"it cannot be stored so: {error}", original=first.original)
            return
        camera = first.made.pieces.get("deployment")
        key = f"{self._name}:{self._file}:deployment:{camera}" if camera else None
        if key and key not in self._keys:
            self._keys[key] = key
            yield Item(key, Deployment(deployment_id=camera), first.where, original=first.original)
        yield from (picture for picture in pictures if isinstance(picture, Item))
        images = tuple(dict.fromkeys(one.key if isinstance(one, Item) else one for one in pictures))
        yield Item(f"{self._name}:{first.key}", record, first.where, key, images, first.original)

    def told(self) -> Iterator[Part]:
        """Say which pictures were not found; to be asked when all rows have been given."""
        if self._not_there:
            yield Said(f"{self._not_there:,} of the pictures are not where {self._file} says: their names were kept")

    def _pictures(self, one: Seen) -> Iterator[Item | str]:
        """Give the pictures of a row: its file, and one for each address; of one that was given, the key alone."""
        said = {field: value for field, value in one.made.image.items() if field != "file"}
        if file := one.made.image.get("file"):
            path = f"{one.made.pieces.get('folder', '')}/{file}".replace("\\", "/").lstrip("/")
            fields = {} if path in self._keys else said | self._filed(path, one)
            # Another table has an IMG_0001.JPG too: it is known by the row that names it first.
            yield self._picture(one, path, f"{one.key}:image:{path}", fields)
        for url in one.made.urls:
            yield self._picture(one, url, f":image:{url}", said | {"url": url})

    def _picture(self, one: Seen, name: str, key: str, fields: Fields) -> Item | str:
        if name in self._keys:
            return self._keys[name]
        self._keys[name] = f"{self._name}:{key}"
        return Item(self._keys[name], msgspec.convert(fields, Image), one.where, original=one.original)

    def _filed(self, path: str, one: Seen) -> Fields:
        """Give the file of a picture if it is there, below the table's folder, else its name alone; and its time."""
        name, is_below = path.rpartition("/")[2], ".." not in path.split("/")
        there = f"{self._home}/{path}"
        # A million paths are taken apart as text in the time that pathlib needs for a few.
        if self._home and is_below and os.path.isfile(there) and self._folder.holds(there):  # noqa: PTH113
            fields: Fields = {"file_name": name, "file": there}
        else:
            # All cameras number alike: the folder tells whose picture it is.
            fields = {"file_name": path if is_below else name}
            self._not_there += 1
        date = one.made.sighting.get("event_date", "")
        return fields | ({"date_created": date} if "T" in date and "/" not in date else {})
