"""The records of a logbook: the model is the schema.

Every record is a frozen `msgspec.Struct`; decoding validates it. A field bears the snake_case name of its Darwin
Core, Camtrap DP or IPTC term. None and () mean "nothing was said" and are never written. A record's number is the
key it stands under in its table, not a field.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NamedTuple, get_args

from msgspec import Meta, Raw, Struct, field, json

from logbook.errors import BadValueError

SCHEMA = 1
MAX_COUNT = 1_000_000

Number = Annotated[int, Meta(ge=1)]
Count = Annotated[int, Meta(ge=1, le=MAX_COUNT)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Ref = str
"""A reference as it is typed: `s7`, `i3`, `c2`, `t4`, `d1`."""

CountQualifier = Literal["at least", "about"]
CountBasis = Literal["encounter", "survey"]
LifeStage = Literal["adult", "subadult", "juvenile"]
Sex = Literal["female", "male"]
Verification = Literal["unverified", "verified", "doubtful", "rejected"]
Establishment = Literal["captive", "released"]
ClaimKind = Literal["first-breeding", "first-record", "other"]
IucnStatus = Literal["EX", "EW", "CR", "EN", "VU", "NT", "LC", "DD", "NE"]
PermissionStatus = Literal["granted", "asked", "refused"]
Method = Literal[
    "camera-trap",
    "observed",
    "tracks",
    "scat",
    "sound",
    "capture",
    "telemetry",
    "genetic",
    "kill",
    "carcass",
    "interview",
    "other",
]
METHODS: tuple[str, ...] = get_args(Method)


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value inside a record."""


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every record has. `added` and `modified` are UTC, ISO 8601 to the second."""

    uuid: str | None = None
    added: str | None = None
    modified: str | None = None
    source_ids: tuple[str, ...] = ()


class Animal(Part, frozen=True, kw_only=True):
    """One entry of `animals`: so many of one life stage and sex; `n` numbers the entries of a sighting.

    `verbatim` is the word typed ("cubs"); `dependent` words such as "cub" are read from it (`breeding.py`).
    """

    n: Number | None = None
    count: Count | None = None
    count_max: Count | None = None
    count_qualifier: CountQualifier | None = None
    life_stage: LifeStage | None = None
    sex: Sex | None = None
    age: str | None = None
    individual_id: str | None = None
    behavior: str | None = None
    source_id: str | None = None
    classification_method: Literal["human", "machine"] | None = None
    classification_probability: float | None = None
    remarks: str | None = None
    tags: tuple[str, ...] = ()
    verbatim: str | None = None


class Stated(Part, frozen=True, kw_only=True):
    """Breeding evidence as its observer stated it: a code as typed, or a level alone."""

    level: str | None = None
    code: str | None = None


class Assessed(Part, frozen=True, kw_only=True):
    """Breeding evidence as a reviewer sees it, beside what was stated, never in its place."""

    level: str | None = None
    code: str | None = None
    by: str | None = None
    date: str | None = None
    reason: str | None = None


class Breeding(Part, frozen=True, kw_only=True):
    """The two kinds of breeding evidence that are stored; the third is derived from `animals`."""

    stated: Stated | None = None
    assessed: Assessed | None = None


class Claim(Part, frozen=True, kw_only=True):
    """What somebody published of a sighting, in their words. `date` is that of the publication (EDTF).

    `region` and `method` are what the claim itself is limited to ("on camera traps").
    """

    claim: str
    kind: ClaimKind = "other"
    region: str | None = None
    method: Method | None = None
    reference: str | None = None
    date: str | None = None


class Sighting(Record, frozen=True, kw_only=True):
    """Who was seen, where and when. Dates are EDTF (`dates.py`), positions degrees in WGS 84."""

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


class Gist(Struct, frozen=True, kw_only=True, gc=False):
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
        fields = {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) not in (None, Raw())}
        return json.decode(json.encode(fields), type=Sighting)


class Permission(Part, frozen=True, kw_only=True):
    """Whether a picture may be printed, as its owner answered."""

    status: PermissionStatus
    by: str | None = None
    use: str | None = None
    until: str | None = None
    reference: str | None = None


class Publication(Part, frozen=True, kw_only=True):
    """Where a picture has been printed; `position` is its place in the order there."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    position: int | None = None


class Image(Record, frozen=True, kw_only=True):
    """A picture or other medium: a file, a URL, or known only by its title.

    `credit_line` is printed exactly as it stands; `credit` links it to the credit it is a spelling of.
    Creator, copyright owner, supplier, credit line and caption writer are five things.
    """

    file: str | None = None
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


class Statement(Part, frozen=True, kw_only=True):
    """What somebody says of a taxon: a value with its source and date."""

    value: str
    source: str | None = None
    date: str | None = None


class Population(Part, frozen=True, kw_only=True):
    """A population as somebody gave it (`<40`): a claim with its source and date, never a computed number."""

    value: str
    region: str | None = None
    date: str | None = None
    source: str | None = None


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


class Info(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The file itself: record 1 of the table `logbook`. `next` holds a counter per table."""

    schema: int = SCHEMA
    revision: int = 0
    crc32: str | None = None
    next: dict[str, int] = field(default_factory=dict)
    title: str | None = None
    description: str | None = None
    license: str | None = None
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
LETTERS = {table: table[0] for table in TYPES}
TABLES = {letter: table for table, letter in LETTERS.items()}
NOUNS = {
    "taxa": "species",
    "credits": "credit",
    "images": "picture",
    "deployments": "deployment",
    "sightings": "sighting",
}


class Id(NamedTuple):
    """The table a record stands in, and its number there; written `s7`."""

    table: str
    number: int

    def __str__(self) -> str:
        return f"{LETTERS[self.table]}{self.number}"


_ID = re.compile(r"([sictd]?)([1-9][0-9]{0,17})", re.IGNORECASE)


def parse_id(text: str) -> Id:
    """Read an id as it is typed: `s7`, `i3`, `c2`, `t4`, `d1`; a bare number means a sighting."""
    match = _ID.fullmatch(text.strip())
    if match is None:
        raise BadValueError(f"{text!r} is not an id; ids look like s7, i3, c2, t4 or d1")
    return Id(TABLES[match[1].lower() or "s"], int(match[2]))


def uuid7(milliseconds: int, random: bytes) -> str:
    """Make a uuid of version 7 (RFC 9562) from the time since 1970 and ten random bytes."""
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(random, "big") & (1 << 80) - 1
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
