"""The options that say something of a record: of a sighting, of a picture, of a credit. Declared once, used by many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from logbook.cli import completion

if TYPE_CHECKING:
    from logbook.changes.fields import SightingWords
    from logbook.changes.picture_fields import PictureWords

SIGHTING, PICTURE, RIGHTS = "The sighting", "The picture", "Rights"
REVIEW, CREDIT = "Review", "A credit"


def option(
    help_: str,
    panel: str,
    metavar: str | None = "TEXT",
    *,
    complete: Any = None,
    flag: str | None = None,
    default: str | bool = False,
) -> Any:
    """Declare an option; `flag` is the only name of one without a value, `default` whether or how its own is shown."""
    return typer.Option(
        *([flag] if flag else []),
        help=help_,
        metavar=None if flag else metavar,
        rich_help_panel=panel,
        autocompletion=complete,
        show_default=default,
    )


@dataclass
class PlaceOptions:
    """Where it was. An empty value takes a field out again (`edit s7 --area ""`)."""

    region: Annotated[
        str | None,
        option("Where, from small to large: 'Jilin, China'.", SIGHTING, "PLACE", complete=completion.regions),
    ] = None
    at: Annotated[str | None, option("The position: 43.6,130.6 or 43°36'N 130°36'E.", SIGHTING, "POSITION")] = None
    area: Annotated[
        list[str] | None, option("A reserve, study area or population; may be repeated.", SIGHTING, "NAME")
    ] = None
    locality: Annotated[str | None, option("The place in words, within the region.", SIGHTING)] = None
    uncertainty: Annotated[str | None, option("How far off the position may be: 30, 1.5 km.", SIGHTING, "METRES")] = (
        None
    )


@dataclass
class SightingOptions:
    """What was seen, and when: what is true of one sighting."""

    date: Annotated[
        str | None, option("When: 2013-10-09, 'autumn 2013', 'before 2010', yesterday.", SIGHTING, "DATE")
    ] = None
    animals: Annotated[
        str | None, option("Who: '1 adult female, 2 cubs', F+2, 'at least 2 cubs'.", SIGHTING, "WHO")
    ] = None
    count: Annotated[str | None, option("How many in all: 8, 8+, ~8, 2-3.", SIGHTING, "NUMBER")] = None
    survey: Annotated[
        bool | None,
        typer.Option(
            "--survey/--encounter",
            help="Different animals over a time or several cameras, or together at one time.",
            rich_help_panel=SIGHTING,
            show_default=False,
        ),
    ] = None
    breeding: Annotated[
        str | None,
        option("Breeding evidence as the observer states it.", SIGHTING, "CODE", complete=completion.breeding),
    ] = None
    reference: Annotated[
        list[str] | None, option("Where it is published; with --claim, the claim's source.", SIGHTING)
    ] = None
    claim: Annotated[
        list[str] | None,
        option("What was published of it; may be repeated: 'first-breeding in China: first cubs'.", SIGHTING),
    ] = None


@dataclass
class FieldworkOptions:
    """How and by whom, and whatever else may be true of many sightings alike."""

    method: Annotated[
        str | None, option("How it was observed: camera-trap, tracks.", SIGHTING, "METHOD", complete=completion.methods)
    ] = None
    observer: Annotated[list[str] | None, option("Who recorded it; may be repeated.", SIGHTING, "NAME")] = None
    identified_by: Annotated[
        list[str] | None, option("Who identified the animal; may be repeated.", SIGHTING, "NAME")
    ] = None
    note: Annotated[str | None, option("A note.", SIGHTING)] = None
    tag: Annotated[list[str] | None, option("A tag; may be repeated.", SIGHTING, "TAG")] = None
    establishment: Annotated[
        str | None, option("captive or released; wild where nothing is said.", SIGHTING, "WORD")
    ] = None
    embargo: Annotated[
        str | None,
        option("Not printed or exported before this day; of a month or year, before its last.", RIGHTS, "DATE"),
    ] = None


@dataclass
class PictureOptions:
    """What is said of a picture; what is not said of a new one is read from its file."""

    credit: Annotated[
        str | None,
        option("The credit line, exactly as it must be printed.", PICTURE, "LINE", complete=completion.credits_),
    ] = None
    creator: Annotated[list[str] | None, option("Who took it; may be repeated.", PICTURE, "NAME")] = None
    title: Annotated[str | None, option("Its title.", PICTURE)] = None
    caption: Annotated[str | None, option("Its caption.", PICTURE)] = None
    writer: Annotated[str | None, option("Who wrote the caption.", PICTURE, "NAME")] = None
    alt: Annotated[str | None, option("What it shows, for those who cannot see it.", PICTURE)] = None
    published: Annotated[str | None, option("The title it was printed under.", PICTURE, "TITLE")] = None
    author: Annotated[str | None, option("Who wrote that article.", PICTURE, "NAME")] = None
    publisher: Annotated[str | None, option("Who printed it.", PICTURE, "NAME")] = None
    published_on: Annotated[str | None, option("When it was printed.", PICTURE, "DATE")] = None
    published_at: Annotated[str | None, option("Where it stands on the web.", PICTURE, "URL")] = None
    position: Annotated[
        int | None,
        typer.Option(
            help="Its place in the order there.",
            metavar="N",
            min=1,
            max=1_000_000,
            rich_help_panel=PICTURE,
            show_default=False,
        ),
    ] = None
    owner: Annotated[str | None, option("Who owns the copyright.", RIGHTS, "NAME")] = None
    notice: Annotated[str | None, option("The copyright notice.", RIGHTS)] = None
    supplier: Annotated[str | None, option("Who supplied the picture.", RIGHTS, "NAME")] = None
    license: Annotated[str | None, option("The licence: CC-BY-4.0, or a sentence.", RIGHTS, "LICENCE")] = None
    terms: Annotated[str | None, option("The terms of use, in words.", RIGHTS)] = None
    statement: Annotated[str | None, option("The web page that tells of the rights.", RIGHTS, "URL")] = None

    def words(self) -> PictureWords:
        """Give what was said, for the core."""
        from logbook.changes.picture_fields import PictureWords

        return PictureWords(**_tuples(vars(self)))


@dataclass
class PermissionOptions:
    """How the owner of a picture answered, or by default that of a credit's pictures."""

    permission: Annotated[
        str | None,
        option(
            "granted, asked or refused; --reference names the letter.",
            RIGHTS,
            "ANSWER",
            complete=completion.permissions,
        ),
    ] = None
    by: Annotated[str | None, option("Who answered, or was asked.", RIGHTS, "NAME")] = None
    use: Annotated[
        list[str] | None,
        option(
            "For editorial, commercial, noncommercial or internal use; may be repeated.",
            RIGHTS,
            "USE",
            complete=completion.uses,
        ),
    ] = None
    until: Annotated[str | None, option("The last day of the permission.", RIGHTS, "DATE")] = None


@dataclass
class ReviewOptions:
    """What a reviewer says of a sighting, beside what its observer stated."""

    verification: Annotated[str | None, option("unverified, verified, doubtful or rejected.", REVIEW, "WORD")] = None
    verified_by: Annotated[str | None, option("Who verified or doubted it.", REVIEW, "NAME")] = None
    assess: Annotated[
        str | None,
        option("Breeding evidence as a reviewer assesses it.", REVIEW, "CODE", complete=completion.breeding),
    ] = None
    assessed_by: Annotated[str | None, option("Who assessed it.", REVIEW, "NAME")] = None
    reason: Annotated[str | None, option("Why it was assessed so.", REVIEW)] = None


@dataclass
class CreditOptions:
    """What is said of a credit only."""

    name: Annotated[str | None, option("Another name; the lines that are printed stay.", CREDIT, "NAME")] = None
    contact: Annotated[str | None, option("Whom to ask, and where.", CREDIT)] = None
    join: Annotated[
        list[str] | None, option("The credit to fold into this one: c5.", CREDIT, "ID", complete=completion.ids)
    ] = None


def sighting_words(*groups: object, **more: Any) -> SightingWords:
    """Give what was said of a sighting, for the core."""
    from logbook.changes.fields import SightingWords

    return SightingWords(**said(*groups), **more)


def said(*groups: object) -> dict[str, Any]:
    """Give the options of some groups that were used, by their names."""
    values = {name: value for group in groups for name, value in vars(group).items()}
    return {name: value for name, value in _tuples(values).items() if value not in (None, ())}


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
