"""The records themselves, one type a table, and the logbook that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Raw, Struct, defstruct, field, json

from logbook.records.parts import (
    SCHEMA,
    Animal,
    Breeding,
    Claim,
    Count,
    CountBasis,
    CountQualifier,
    Establishment,
    Latitude,
    Longitude,
    Method,
    Number,
    Permission,
    Population,
    Publication,
    Ref,
    Statement,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Collection


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every record has. `added` and `modified` are UTC, ISO 8601 to the second."""

    uuid: str | None = None
    added: str | None = None
    modified: str | None = None
    source_ids: tuple[str, ...] = ()


class Sighting(Record, frozen=True, kw_only=True):
    """Who was seen, where and when. Dates are EDTF (see `dates`), positions degrees in WGS 84."""

    event_date: str | None = None
    verbatim_event_date: str | None = None
    recorded_date: str | None = None
    clock_offset: str | None = None
    event_id: str | None = None
    vernacular_name: str | None = None
    scientific_name: str | None = None
    identification_qualifier: str | None = None
    animals: tuple[Animal, ...] = ()
    individual_count: Count | None = None
    individual_count_max: Count | None = None
    individual_count_qualifier: CountQualifier | None = None
    count_basis: CountBasis = "encounter"
    breeding: Breeding | None = None
    behavior: str | None = None
    habitat: str | None = None
    region: str | None = None
    areas: tuple[str, ...] = ()
    verbatim_locality: str | None = None
    country_code: str | None = None
    locality: str | None = None
    decimal_latitude: Latitude | None = None
    decimal_longitude: Longitude | None = None
    coordinate_uncertainty_in_meters: float | None = None
    coordinate_precision: float | None = None
    data_generalizations: str | None = None
    information_withheld: str | None = None
    method: Method | None = None
    deployment: Ref | None = None
    recorded_by: tuple[str, ...] = ()
    identified_by: tuple[str, ...] = ()
    verification: Verification | None = None
    verified_by: str | None = None
    verified_date: str | None = None
    establishment: Establishment | None = None
    claims: tuple[Claim, ...] = ()
    associated_references: tuple[str, ...] = ()
    project: str | None = None
    remarks: str | None = None
    tags: tuple[str, ...] = ()
    embargo_until: str | None = None
    images: tuple[Ref, ...] = ()


class Gist(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """What comparing sightings needs of one, and no more: a hundred thousand are read in the time of a blink.

    Its fields are those of `Sighting`; the lists are left as JSON until somebody wants them.
    """

    event_date: str | None = None
    vernacular_name: str | None = None
    scientific_name: str | None = None
    region: str | None = None
    country_code: str | None = None
    decimal_latitude: float | None = None
    count_basis: CountBasis = "encounter"
    establishment: Establishment | None = None
    verification: Verification | None = None
    animals: Raw = Raw()
    breeding: Raw = Raw()
    claims: Raw = Raw()
    identified_by: Raw = Raw()

    def sighting(self) -> Sighting:
        """Give the sighting, as far as it is known here."""
        return json.decode(json.encode(self), type=Sighting)


class Image(Record, frozen=True, kw_only=True):
    """A picture or other medium: a file, a URL, or known only by its title.

    `file_name` is what its file was called where it came from, and `file_public` whether anybody may open that one.
    `credit_line` is printed exactly as it stands; `credit` links it to the credit it is a spelling of.
    Creator, copyright owner, supplier, credit line and caption writer are five things.
    """

    file: str | None = None
    file_name: str | None = None
    file_public: bool | None = None
    url: str | None = None
    sha256: str | None = None
    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    orientation: int | None = None
    date_created: str | None = None
    recorded_date: str | None = None
    clock_offset: str | None = None
    detections: tuple[dict[str, Any], ...] = ()
    title: str | None = None
    caption: str | None = None
    caption_writer: str | None = None
    alt_text: str | None = None
    creator: tuple[str, ...] = ()
    copyright_owner: str | None = None
    copyright_notice: str | None = None
    credit: Ref | None = None
    credit_line: str | None = None
    supplier: str | None = None
    license: str | None = None
    usage_terms: str | None = None
    web_statement: str | None = None
    permission: Permission | None = None
    embargo_until: str | None = None
    publications: tuple[Publication, ...] = ()
    camera: str | None = None
    decimal_latitude: Latitude | None = None
    decimal_longitude: Longitude | None = None
    data_generalizations: str | None = None
    tags: tuple[str, ...] = ()


class Credit(Record, frozen=True, kw_only=True):
    """Who must be named. The last five fields are defaults, shown as such, never copied into a picture."""

    name: str
    parties: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    license: str | None = None
    usage_terms: str | None = None
    web_statement: str | None = None
    contact: str | None = None
    permission: Permission | None = None


class Taxon(Record, frozen=True, kw_only=True):
    """A kind of animal of which something is said; all its names mean the same."""

    vernacular_name: str | None = None
    scientific_name: str | None = None
    names: tuple[str, ...] = ()
    iucn_status: Statement | None = None
    sensitivity: Statement | None = None
    populations: tuple[Population, ...] = ()
    remarks: str | None = None


class Deployment(Record, frozen=True, kw_only=True):
    """A camera at a place for a time: Camtrap DP's fields, metres and degrees, ISO 8601 times."""

    deployment_id: str | None = None
    location_id: str | None = None
    location_name: str | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    coordinate_uncertainty: float | None = None
    deployment_start: str | None = None
    deployment_end: str | None = None
    setup_by: str | None = None
    camera_id: str | None = None
    camera_model: str | None = None
    camera_delay: float | None = None
    camera_height: float | None = None
    camera_depth: float | None = None
    camera_tilt: float | None = None
    camera_heading: float | None = None
    detection_distance: float | None = None
    timestamp_issues: bool | None = None
    bait_use: bool | None = None
    feature_type: str | None = None
    habitat: str | None = None
    deployment_groups: str | None = None
    deployment_tags: str | None = None
    deployment_comments: str | None = None
    data_generalizations: str | None = None


class Info(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The file itself: record 1 of the table `logbook`. `next` holds a counter per table.

    `crc32` is of the whole file, its own eight digits taken as 0. A newer version may say `readable_by`: the oldest
    schema whose programs may read the file, though not write it.
    `license` is that of the records, `media_license` that of pictures which have none of their own. `contributors` and
    `project` have Camtrap DP's fields in snake case (`title`, `role`, `sampling_design`).
    """

    schema: Number = SCHEMA
    revision: int = 0
    crc32: str | None = None
    readable_by: int | None = None
    next: dict[str, int] = field(default_factory=dict)
    title: str | None = None
    description: str | None = None
    license: str | None = None
    media_license: str | None = None
    contributors: tuple[dict[str, Any], ...] = ()
    project: dict[str, Any] | None = None


class Book(Struct, frozen=True, kw_only=True):
    """A logbook, or the tables of it that were asked for, decoded: each a mapping from number to record."""

    info: Info = field(default_factory=Info)
    taxa: dict[int, Taxon] = field(default_factory=dict)
    credits: dict[int, Credit] = field(default_factory=dict)
    images: dict[int, Image] = field(default_factory=dict)
    deployments: dict[int, Deployment] = field(default_factory=dict)
    sightings: dict[int, Sighting] = field(default_factory=dict)


TYPES: dict[str, type[Record]] = {
    "taxa": Taxon,
    "credits": Credit,
    "images": Image,
    "deployments": Deployment,
    "sightings": Sighting,
}


def part(kind: type[Record], names: Collection[str]) -> type[Any]:
    """Make the type of some fields of a kind of record: decoding takes these as strictly, and passes by the rest.

    Its instances stand in for records where nothing else of them is looked at.
    """
    types = Record.__annotations__ | kind.__annotations__
    defaults = zip(kind.__struct_fields__, kind.__struct_defaults__, strict=True)
    fields = [(name, types[name], default) for name, default in defaults if name in names]
    return defstruct(kind.__name__, fields, module=kind.__module__, frozen=True, gc=False)
