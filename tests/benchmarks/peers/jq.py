"""jq, on a copy of the same file; what it adds goes into a new file, which takes the old one's place."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec

from tests.benchmarks.measuring import Command
from tests.benchmarks.peers import ADDED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "jq"

_ADD = '.logbook["1"].next.sightings |= . + 1 | .sightings[.logbook["1"].next.sightings | tostring] = $record'
_ADDING = f'jq -c --argjson record "$2" \'{_ADD}\' "$1" >"$1.new" && mv "$1.new" "$1"'
_LIST = '.sightings[] | select(.region | ascii_downcase | split(", ") | any(. == "hunchun"))'
_SUMMARY = """
def country: .region | split(", ") | last;
def breeding: map(select(any(.animals[]; .life_stage == "juvenile")));
[.sightings[]] as $all | [.images[]] as $images | {
  totals: {sightings: ($all | length), images: ($images | length)},
  first_breeding: [$all | breeding | group_by([country, .vernacular_name])[] | min_by(.event_date)
    | {region: country, vernacular_name, event_date}],
  regions: [$all | group_by(country)[] | {region: (first | country), first: (map(.event_date) | min),
    last: (map(.event_date) | max), last_breeding: (breeding | map(.event_date) | max), sightings: length,
    largest: (map(.animals | map(.count // 1) | add) | max)}],
  species: [$all | group_by(.vernacular_name)[] | {vernacular_name: .[0].vernacular_name, sightings: length}],
  credits: [$images | group_by(.credit)[] | {credit: .[0].credit, images: length}],
  claims: [$all[] | .claims // [] | .[]]
}
"""


def deeds(folder: Path, book: Path) -> Mapping[str, Command | str] | str:
    """Give its commands."""
    tool = shutil.which(NAME)
    if tool is None:
        return "not installed"
    file = shutil.copyfile(book, folder / "logbook.json")
    record = msgspec.json.encode(ADDED).decode()
    return {
        "add": Command((("sh", "-c", _ADDING, "sh", str(file), record),)),
        "list": Command(((tool, "-c", _LIST, str(file)),)),
        "summary": Command(((tool, _SUMMARY, str(file)),)),
    }
