"""The datapackage.json of a Camtrap DP package: which version it is, where its tables are, what it says of itself."""

from __future__ import annotations

import codecs
from itertools import count
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec import MsgspecError, json

from logbook import licenses
from logbook.changes.intake.items import Facts, Item, Where
from logbook.errors import LogbookError
from logbook.formats import objects, tabular
from logbook.formats.camtrap_dp import identifiers
from logbook.formats.camtrap_dp.marks import SOURCE
from logbook.patterns import pattern
from logbook.records import Taxon
from logbook.sentences import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from logbook.formats.camtrap_dp.identifiers import Identity, Known
    from logbook.formats.sources import Source
    from logbook.formats.tabular import Row

    Object = dict[str, Any]

DESCRIPTOR: Final = "datapackage.json"
_LARGEST: Final = 16 << 20
TABLES: Final = identifiers.TABLES

_PROFILE = pattern(r"camtrap-dp(?:/v?([0-9]+(?:\.[0-9]+)*))?")
_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]+://")
_CAPITAL = pattern(r"(?<=[a-z])(?=[A-Z])")
_TEXTS: Final = ("title", "path", "email", "role", "organization")
_PROJECT: Final = ("id", "title", "acronym", "description", "samplingDesign", "path")
_ENCODINGS: Final = ("ascii", "cp1252", "iso8859-1", "utf-16", "utf-16-be", "utf-16-le", "utf-8", "utf-8-sig")
"""What `tabular` tells by itself; of ISO 8859-1 Windows-1252 is more."""


class Package(NamedTuple):
    """A package: its source, the folder in it ("" or "folder/"), its descriptor.

    Of ours it is known whose records it holds, and how many observations there are of each sighting, by its uuid.
    """

    source: Source
    folder: str
    descriptor: Object
    identities: Known = MappingProxyType({})
    entries: Mapping[str, int] = MappingProxyType({})

    def key(self, kind: str, own: str) -> str:
        """Make the key of a record, of its own id in this package."""
        name = _text(self.descriptor, "id") or _text(self.descriptor, "name") or ""
        return f"camtrap-dp:{name}:{kind}:{own}"

    def identity(self, table: str, own: str) -> Identity | None:
        """Give the identity that a record of a table has in the logbook that it comes from."""
        return self.identities.get(table, {}).get(own)

    def is_as_written(self, table: str, own: str, row: Row) -> bool:
        """Tell whether a row of a package of ours is what it was when it was written."""
        identity = self.identity(table, own)
        return identity is not None and identity.digest == identifiers.digest(row.cells)

    def file(self, name: str) -> str:
        """Give what a file of the package is called in its source."""
        return f"{self.folder}{name}"

    def names(self, name: str) -> bool:
        """Tell whether the descriptor names a table."""
        return bool(self._resource(name))

    def has(self, name: str) -> bool:
        """Tell whether the descriptor names a table, and its file is there."""
        resource = self._resource(name)
        return bool(resource) and ("data" in resource or self.file(_path(name, resource)) in self.source.names())

    def table(self, name: str) -> tabular.Table:
        """Open a table. Raises LogbookError where it is not there, or cannot be read."""
        resource = self._resource(name)
        if not resource:
            raise LogbookError(f"{DESCRIPTOR} names no resource {quoted(name)}, which every Camtrap DP package has")
        if "data" in resource:
            return _inline(name, resource["data"])
        path = _path(name, resource)
        if self.file(path) not in self.source.names():
            raise LogbookError(f"{path}, which {DESCRIPTOR} names as the table of {name}, is missing; put it beside it")
        _require_encoding(path, resource)
        return tabular.read(self.source, self.file(path))

    def others(self) -> list[str]:
        """Name the resources that are no tables of Camtrap DP."""
        named = (_text(one, "name") or "without a name" for one in _objects(self.descriptor.get("resources")))
        known = (*TABLES, identifiers.NAME) if self.is_ours else TABLES
        return [name for name in named if name not in known]

    @property
    def is_ours(self) -> bool:
        """Whether this program wrote it."""
        return any(one.get("title") == SOURCE for one in _objects(self.descriptor.get("sources")))

    @property
    def media_license(self) -> str | None:
        """The licence of the media."""
        return self._license("media")

    @property
    def precision(self) -> str | None:
        """To what its coordinates are rounded, in words."""
        degrees = self.descriptor.get("coordinatePrecision")
        if isinstance(degrees, bool) or not isinstance(degrees, int | float) or degrees <= 0:
            return None
        return f"coordinates to {degrees:g} degrees (coordinatePrecision of the Camtrap DP package)"

    def facts(self) -> Facts:
        """Give what the package says of itself, as the record of a logbook has it."""
        contributors = [_chosen(one, _TEXTS) for one in _objects(self.descriptor.get("contributors"))]
        return Facts(
            title=_text(self.descriptor, "title"),
            description=_text(self.descriptor, "description"),
            license=self._license("data"),
            media_license=self.media_license,
            contributors=tuple(one for one in contributors if one.get("title")),
            project=_project(self.descriptor.get("project")),
        )

    def taxa(self, seen: set[str]) -> Iterator[Item]:
        """Give the taxa that were seen, where the package has names for them; the English one is the name to show."""
        for one in _objects(self.descriptor.get("taxonomic")):
            name, called = _text(one, "scientificName"), one.get("vernacularNames")
            if name not in seen or not isinstance(called, dict):
                continue
            names = {language: word for language in called if (word := _text(called, language))}
            english = next((names.pop(language) for language in ("eng", "en") if language in names), None)
            others = tuple(dict.fromkeys(word for word in names.values() if word != english))
            if english or others:
                seen.discard(name)  # a second entry says nothing new of a name
                taxon = Taxon(scientific_name=name, vernacular_name=english, names=others)
                yield Item(self.key("taxon", name), taxon, Where(self.file(DESCRIPTOR)))

    def _resource(self, name: str) -> Object:
        resources = _objects(self.descriptor.get("resources"))
        return next((one for one in resources if one.get("name") == name), {})

    def _license(self, scope: str) -> str | None:
        for one in _objects(self.descriptor.get("licenses")):
            if one.get("scope") == scope:
                said = _text(one, "name") or _text(one, "path") or _text(one, "title")
                return licenses.read(said) if said else None
        return None


def find(source: Source) -> Package:
    """Find the package in a source. Raises LogbookError where there is none, or it is of another version."""
    folder = source.folder_with((DESCRIPTOR,))
    if folder is None:
        raise LogbookError(f"{source.name} holds no {DESCRIPTOR}, which every Camtrap DP package has")
    data = source.whole(
        f"{folder}{DESCRIPTOR}", _LARGEST, f"is larger than {_LARGEST >> 20} MiB, and describes no package"
    )
    try:
        descriptor = objects.decoded(data.removeprefix(codecs.BOM_UTF8), object)
    except MsgspecError as error:
        raise LogbookError(f"{DESCRIPTOR} in {source.name} is no JSON: {error}") from None
    if not isinstance(descriptor, dict):
        raise LogbookError(f"{DESCRIPTOR} in {source.name} is no object; a data package is one")
    _require_version(descriptor)
    return Package(source, folder, descriptor)


def snake(name: str) -> str:
    """Write a name of Camtrap DP in snake case: `deploymentID` is `deployment_id`."""
    return _CAPITAL.sub("_", name).lower()


def is_url(path: str) -> bool:
    """Tell whether a path leads to the network: one of files leads to this machine."""
    return bool(_URL.match(path)) and not path.casefold().startswith("file:")


def inside(path: str) -> str | None:
    """Write a path in a package with `/` between its parts; None where it leads out of it, or to no file."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0].startswith(("/", "~")) or ":" in parts[0]:
        return None
    return "/".join(parts)


def _require_version(descriptor: Object) -> None:
    profile = _text(descriptor, "profile") or _text(descriptor, "$schema") or ""
    found = _PROFILE.search(profile)
    if not found:
        said = f"has the profile {quoted(profile)}" if profile else "names no profile"
        raise LogbookError(f"{DESCRIPTOR} {said}, and is no Camtrap DP package")
    version = found[1]
    if version and not f"{version}.".startswith("1.0."):
        told = "versions 1.0 to 1.0.2 can be read; export it anew from the program that it comes from"
        raise LogbookError(f"{DESCRIPTOR} is of Camtrap DP {version}; {told}")


def _path(name: str, resource: Object) -> str:
    """Give the path of a table's file. Raises LogbookError for one that leads out of the package, or to many files."""
    path = resource.get("path")
    paths = path if isinstance(path, list) else [path]
    if len(paths) != 1 or not isinstance(paths[0], str) or not paths[0]:
        given = f"{len(paths)} files" if len(paths) > 1 else "no file"
        raise LogbookError(f"{DESCRIPTOR} gives {given} for the table of {name}; one CSV file can be read")
    if is_url(paths[0]):
        raise LogbookError(f"the table of {name} is at {paths[0]}; download it, and put it beside {DESCRIPTOR}")
    if not (found := inside(paths[0])):
        raise LogbookError(f"the table of {name} is at {quoted(paths[0])}, which is outside the package; put it inside")
    if paths[0].endswith((".gz", ".zip")):
        raise LogbookError(f"{paths[0]} is compressed; unpack it, and name the CSV file in {DESCRIPTOR}")
    return found


def _require_encoding(path: str, resource: Object) -> None:
    """Refuse an encoding that would be read as another: every text would be wrong, and none would look so."""
    encoding = _text(resource, "encoding") or "utf-8"
    try:
        known = codecs.lookup(encoding).name in _ENCODINGS
    except LookupError:
        known = False
    if not known:
        raise LogbookError(f"{path} is in {quoted(encoding)}; save it in UTF-8, and say so in {DESCRIPTOR}")


def _inline(name: str, data: object) -> tabular.Table:
    """Read a table that stands in the descriptor itself: a list of objects, or of lists of which the first names."""
    rows = data if isinstance(data, list) else []
    if not rows or not all(isinstance(row, type(rows[0])) for row in rows) or not isinstance(rows[0], dict | list):
        raise LogbookError(f"the data of {name} in {DESCRIPTOR} are no list of rows")
    if isinstance(rows[0], list):
        headings, rows = tuple(map(str, rows[0])), rows[1:]
        rows = [dict(zip(headings, row, strict=False)) for row in rows]
    else:
        headings = tuple(dict.fromkeys(heading for row in rows for heading in row))
    numbered = zip(count(1), rows, strict=False)
    made = (
        tabular.Row(number, [_cell(row.get(heading)) for heading in headings], json.encode(row).decode())
        for number, row in numbered
    )
    return tabular.Table(f"{DESCRIPTOR} ({name})", headings, made, [])


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.encode(value).decode()


def _project(said: object) -> Object | None:
    """Give the project in our words. At which level it was observed is a matter of its tables, not of the project."""
    if not isinstance(said, dict):
        return None
    made = _chosen(said, _PROJECT)
    methods = said.get("captureMethod")
    listed_methods = [methods] if isinstance(methods, str) else methods
    if isinstance(listed_methods, list) and all(isinstance(one, str) for one in listed_methods):
        made["capture_method"] = listed_methods
    if isinstance(said.get("individualAnimals"), bool):
        made["individual_animals"] = said["individualAnimals"]
    return made or None


def _chosen(said: Mapping[str, Any], names: Iterable[str]) -> Object:
    return {snake(name): text for name in names if (text := _text(said, name))}


def _text(said: Mapping[str, Any], name: str) -> str | None:
    value = said.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _objects(said: object) -> list[Object]:
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []


def told(package: Package) -> Iterator[str]:
    """Tell what of a package has no place in a logbook."""
    if others := package.others():
        yield f"{DESCRIPTOR}: {listed(map(quoted, others))}: no table of Camtrap DP, and left out"
