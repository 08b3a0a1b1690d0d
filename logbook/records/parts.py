"""The values inside records, and the words that are taken for some of them.

Every one is a frozen `msgspec.Struct`. None and () mean "nothing was said" and are never written.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

SCHEMA = 2
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
IUCN = {
    "EX": "extinct",
    "EW": "extinct in the wild",
    "CR": "critically endangered",
    "EN": "endangered",
    "VU": "vulnerable",
    "NT": "near threatened",
    "LC": "least concern",
    "DD": "data deficient",
    "NE": "not evaluated",
}
"""The categories of the IUCN Red List, version 3.1."""
PermissionStatus = Literal["granted", "asked", "refused"]
Use = Literal["editorial", "commercial", "noncommercial", "internal"]
"""What a picture may be wanted for; internal is what stays within the house."""
USES: tuple[Use, ...] = get_args(Use)
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
FEATURE_TYPES = (
    *("roadPaved", "roadDirt", "trailHiking", "trailGame", "roadUnderpass", "roadOverpass", "roadBridge"),
    *("culvert", "burrow", "nestSite", "carcass", "waterSource", "fruitingTree"),
)
"""What a camera may be aimed at, in Camtrap DP's words."""


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value inside a record."""


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
    classified_by: str | None = None
    classification_timestamp: str | None = None
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
