"""Where the standards in a picture disagree: the first that says something is believed, field by field."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from logbook.credits import is_boilerplate
from logbook.pictures.reading.said import most_exact, told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from logbook.pictures.reading.said import Said


def settle(said: Sequence[Said], name: str) -> dict[str, Any]:
    """Give the fields of `records.Image` that a file of that name has, from what is said in it, the most trusted first.

    A later one counts where those before say nothing, or where it says the time more exactly. A maker's boilerplate
    names nobody. The IPTC Title stands in where there is no headline, unless it is the name of the file.
    """
    camera = next((one.fields["camera"] for one in said if "camera" in one.fields), None)
    fields: dict[str, Any] = {}
    for one in said:
        fields = _naming(one.fields, camera) | fields
    fields["date_created"] = most_exact(one.fields.get("date_created") for one in said)
    if "title" not in fields:
        fields["title"] = next((one.title for one in said if one.title and not _is_name(one.title, name)), None)
    return fields


def _naming(fields: Mapping[str, Any], camera: str | None) -> dict[str, Any]:
    """Leave out of who must be named what is only a camera's boilerplate."""
    creator = tuple(one for one in fields.get("creator", ()) if not is_boilerplate(one, camera))
    line = fields.get("credit_line")
    credit_line = None if line is None or is_boilerplate(line, camera) else line
    return told({**fields, "creator": creator, "credit_line": credit_line})


def _is_name(title: str, name: str) -> bool:
    return title.casefold() in {name.casefold(), PurePath(name).stem.casefold()}
