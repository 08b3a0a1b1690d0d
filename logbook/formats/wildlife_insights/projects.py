"""The projects of a download: their country, their embargo, their licences, and what they say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec.structs import replace

from logbook import licenses, places
from logbook.changes.intake.items import Bad, Facts, Said
from logbook.dates.words import step
from logbook.errors import LogbookError
from logbook.formats.lines import Lines
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Part
    from logbook.formats.lines import Line
    from logbook.formats.wildlife_insights.download import Download

_TEXTS: Final = {
    "id": "project_id",
    "title": "project_name",
    "acronym": "project_short_name",
    "description": "project_objectives",
}
_DESIGNS: Final = {
    "randomized": "simpleRandom",
    "systematic": "systematicRandom",
    "convenience": "opportunistic",
    "targeted": "targeted",
}
_CAPTURES: Final = {
    "sensor detection": ["activityDetection"],
    "time lapse": ["timeLapse"],
    "both": ["activityDetection", "timeLapse"],
}
_OF_ALL: Final = ("title", "description", "license", "media_license")
_YES_NO: Final = {"yes": True, "no": False}
_WORDS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "sampling_design": ("project_sensor_layout", _DESIGNS),
    "capture_method": ("project_sensor_method", _CAPTURES),
    "individual_animals": ("project_individual_animals", _YES_NO),
}
"""Fields of Camtrap DP with words of their own, and the columns that say the same in other words."""
_PERSON: Final = ("project_admin", "project_admin_email", "project_admin_organization")
_HELD: Final = frozenset(
    {*_TEXTS.values(), *_PERSON, *(column for column, _ in _WORDS.values())}
    | {"country_code", "embargo", "metadata_license", "image_license", "data_citation"}
)


class Project(NamedTuple):
    """What a project says that holds for each of its records; `embargo` is in months."""

    name: str | None
    country: str | None
    embargo: int
    citation: str | None

    def until(self, deployment_end: str | None) -> str | None:
        """Return until which month nothing of a deployment is to be published; None where there is no embargo.

        It counts from the deployment's end: the download does not say when it was uploaded, and a later month is safer
        than an earlier one.
        """
        if not self.embargo or not deployment_end:
            return None
        return step(deployment_end[: len("2014-12")], self.embargo)


def read(download: Download, name: str) -> Iterator[Part]:
    """Give the facts of each project, and put it down under its id.

    Raises LogbookError for an embargo that cannot be read: what is under it must not get out.
    """
    lines = Lines(download.source, name, needed=("project_id",), held=_HELD)
    facts: list[Facts] = []
    for line in lines:
        if isinstance(line, Bad):
            raise LogbookError(str(line))
        download.projects[line["project_id"]] = project = _project(line)
        facts.append(_facts(line))
        yield from map(Said, _told(line, project))
    yield from _common(facts)
    yield from lines.told("projects")


def _told(line: Line, project: Project) -> Iterator[str]:
    """Say what a project says that has no place here, or what was made of it."""
    if line["country_code"] and not project.country:
        yield f"{line.where}: {quoted(line['country_code'])} is no country code; its sightings have no region"
    for column, words in _WORDS.values():
        if line[column] and line[column].casefold() not in words:
            yield f"{line.where}: {column} is {quoted(line[column])}, for which Camtrap DP has no word; it is left out"
    if project.embargo:
        counted = f"the embargo of {project.embargo} months is counted from the end of each deployment"
        yield f"{line.where}: {counted}; the download does not say when it was uploaded"


def _common(facts: list[Facts]) -> list[Facts]:
    """Leave out what holds for one of several projects only, and would be said of all records."""
    differing = [name for name in _OF_ALL if len({getattr(one, name) for one in facts}) > 1]
    return [replace(one, **dict.fromkeys(differing)) for one in facts]


def _project(line: Line) -> Project:
    country = places.country(line["country_code"])
    embargo = line["embargo"]
    if embargo and not (embargo.isdecimal() and len(embargo) <= 4):  # noqa: PLR2004 - within any calendar
        raise LogbookError(
            str(line.bad("embargo", "it is no number of months; what is under embargo must not get out"))
        )
    return Project(
        line["project_name"] or None,
        country.name if country else None,
        int(embargo or 0),
        line["data_citation"] or None,
    )


def _facts(line: Line) -> Facts:
    """Put a project in the words of the `logbook` record, which are those of Camtrap DP."""
    admin, email, organization = map(line.__getitem__, _PERSON)
    person = {"title": admin or organization, "email": email, "organization": organization if admin else ""}
    contributor = {name: value for name, value in person.items() if value}
    return Facts(
        title=line["project_name"] or None,
        description=line["project_objectives"] or None,
        license=_licence(line["metadata_license"]),
        media_license=_licence(line["image_license"]),
        contributors=({**contributor, "role": "contact"},) if "title" in contributor else (),
        project=_described(line),
    )


def _described(line: Line) -> dict[str, Any]:
    said: dict[str, Any] = {field: line[column] for field, column in _TEXTS.items()}
    said |= {field: words.get(line[column].casefold()) for field, (column, words) in _WORDS.items()}
    return {field: value for field, value in said.items() if value not in ("", None)}


def _licence(text: str) -> str | None:
    return licenses.read(text) if text else None
