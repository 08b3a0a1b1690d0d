"""What a logbook is in a script of stock TinyDB: `stock_tinydb.py FILE add RECORD | list REGION | summary`.

`add` and `list` need one table, which TinyDB reads from the file as it does. `summary` needs three, and TinyDB would
read the whole file for each: so it goes through TinyDB's own CachingMiddleware, which reads it once.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Record = dict[str, Any]


def add(file: str, record: str) -> None:
    """Insert one sighting."""
    with TinyDB(file) as db:
        db.table("sightings").insert(json.loads(record))


def listing(file: str, region: str) -> None:
    """Print the sightings whose region has this part."""
    with TinyDB(file) as db:
        found = db.table("sightings").search(where("region").map(parts).any([region]))
    fields = "event_date", "vernacular_name", "region"
    sys.stdout.writelines("\t".join([str(one.doc_id), *map(one.get, fields)]) + "\n" for one in found)


def parts(region: str) -> list[str]:
    """Give the parts of a region."""
    return region.lower().split(", ")


def summary(file: str) -> None:
    """Print the groupings of `logbook summary`."""
    with TinyDB(file, storage=CachingMiddleware(JSONStorage)) as db:  # type: ignore[no-untyped-call]
        sightings = db.table("sightings").all()
        images = db.table("images").all()
        credit_of = {f"c{credit.doc_id}": credit["name"] for credit in db.table("credits")}
    by_region, by_species = defaultdict(list), defaultdict(list)
    for sighting in sightings:
        by_region[country(sighting)].append(sighting)
        by_species[sighting["vernacular_name"]].append(sighting)
    counted = Counter(image.get("credit") for image in images)
    told = {
        "totals": {"sightings": len(sightings), "species": len(by_species), "images": len(images)},
        "first_breeding": firsts(sightings),
        "regions": [{"region": name, **region(group)} for name, group in sorted(by_region.items())],
        "species": [{"vernacular_name": name, "sightings": len(group)} for name, group in sorted(by_species.items())],
        "credits": [{"credit": credit_of.get(credit), "images": many} for credit, many in counted.items()],
        "claims": [claim for sighting in sightings for claim in sighting.get("claims", ())],
    }
    json.dump(told, sys.stdout)


def firsts(sightings: Iterable[Record]) -> list[Record]:
    """Give the first sighting with young of each region and species."""
    found: dict[tuple[str, str], Record] = {}
    for sighting in filter(breeding, sightings):
        key = country(sighting), sighting["vernacular_name"]
        if key not in found or sighting["event_date"] < found[key]["event_date"]:
            found[key] = sighting
    return [
        {"region": place, "vernacular_name": name, "event_date": first["event_date"]}
        for (place, name), first in sorted(found.items())
    ]


def region(group: list[Record]) -> Record:
    """Give the figures of one region."""
    days = [sighting["event_date"] for sighting in group]
    largest = max(sum(animal.get("count", 1) for animal in sighting["animals"]) for sighting in group)
    last = max((sighting["event_date"] for sighting in filter(breeding, group)), default=None)
    return {"first": min(days), "last": max(days), "last_breeding": last, "sightings": len(group), "largest": largest}


def country(sighting: Record) -> str:
    """Give the largest part of its region."""
    return str(sighting["region"].rpartition(", ")[2])


def breeding(sighting: Record) -> bool:
    """Tell whether young were seen."""
    return any(animal.get("life_stage") == "juvenile" for animal in sighting["animals"])


if __name__ == "__main__":
    deeds: dict[str, Callable[..., None]] = {"add": add, "list": listing, "summary": summary}
    deeds[sys.argv[2]](sys.argv[1], *sys.argv[3:])
