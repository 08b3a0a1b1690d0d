"""Stock TinyDB on damaged files, for the peers' Python: `python -m tests.endurance.damaged_tinydb FILE KIND SHARE`.

It writes a file, damages it time and again, inserts a record each time, and answers in JSON how often the damage was
not noticed (the records were others, or fewer, and nothing was said) and how many whole records the insert lost.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from tests.endurance.damages import DAMAGES


def main(path: Path, kind: str, share: float) -> None:
    """Try every damage, and answer."""
    with TinyDB(path) as db:
        db.insert_multiple({"vernacular_name": "Amur leopard", "remarks": f"number {number}"} for number in range(20))
    whole = path.read_bytes()
    kept = records(path)
    answer = {"tried": 0, "unnoticed": 0, "records lost": 0}
    for damaged in DAMAGES[kind](whole, share):
        path.write_bytes(damaged)
        answer["tried"] += 1
        try:
            found = records(path)
            with TinyDB(path) as db:
                db.insert({"vernacular_name": "Lynx"})
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
        if found != kept:
            answer["unnoticed"] += 1
            whole_ones = (record for record in kept if json.dumps(record).encode() in damaged)
            answer["records lost"] += sum(json.dumps(record).encode() not in path.read_bytes() for record in whole_ones)
    sys.stdout.write(json.dumps(answer))


def records(path: Path) -> list[Any]:
    """Give all records as TinyDB reads them."""
    with TinyDB(path) as db:
        return [dict(record) for record in db.all()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
