"""sqlite-utils, on a database of two tables that it makes itself; `add` and `list` check nothing and order nothing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import msgspec

from tests.benchmarks.measuring import Command
from tests.benchmarks.peers import ADDED, beside_python, records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "sqlite-utils"

_HUNCHUN = "', ' || region || ',' like '%, hunchun,%'"
_COUNTRY = "trim(replace(region, rtrim(region, replace(region, ', ', '')), ''))"
"""What follows the last comma: SQLite has no way to look for it."""
_BREEDING = "exists (select 1 from json_each(animals) where value ->> 'life_stage' = 'juvenile')"
GROUPINGS = {
    "totals": "select count(*) as sightings, count(distinct vernacular_name) as species, "  # noqa: S608 - all of it is ours
    f"count(distinct {_COUNTRY}) as regions, (select count(*) from images) as images from sightings",
    "first_breeding": f"select {_COUNTRY} as region, vernacular_name, min(event_date) as event_date "  # noqa: S608
    f"from sightings where {_BREEDING} group by 1, 2 order by 1, 2",
    "regions": f"select {_COUNTRY} as region, min(event_date) as first, max(event_date) as last, "  # noqa: S608
    f"max(case when {_BREEDING} then event_date end) as last_breeding, count(*) as sightings, "
    "max((select sum(coalesce(value ->> 'count', 1)) from json_each(animals))) as largest from sightings group by 1",
    "species": "select vernacular_name, count(*) as sightings from sightings group by 1",
    "credits": "select credit, count(*) as images from images group by 1",
    "claims": "select id, claims from sightings where claims is not null",
}


def deeds(folder: Path, book: Path) -> Mapping[str, Command | str] | str:
    """Give its commands."""
    tool = beside_python(NAME)
    if tool is None:
        return "not installed: it is in the extra `test`"
    file = folder / "sightings.db"
    for table in ("images", "sightings"):
        rows = folder / f"{table}.ndjson"
        with rows.open("wb") as lines:
            lines.writelines(msgspec.json.encode(record) + b"\n" for record in records(book, table))
        subprocess.run([tool, "insert", file, table, rows, "--nl", "--pk", "id", "--silent"], check=True)
        rows.unlink()
    subprocess.run([tool, "add-column", file, "sightings", "claims", "text"], check=True)
    one = folder / "one.json"
    one.write_bytes(msgspec.json.encode(ADDED))
    return {
        "add": Command(((str(tool), "insert", str(file), "sightings", str(one)),)),
        "list": Command(((str(tool), "rows", str(file), "sightings", "--where", _HUNCHUN),)),
        "summary": Command(tuple((str(tool), "query", str(file), asked) for asked in GROUPINGS.values())),
    }
