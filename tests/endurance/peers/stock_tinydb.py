"""Stock TinyDB at work, for the Python of the peers: `stock_tinydb.py FILE NAME SECONDS`.

It inserts `NAME-1`, `NAME-2` and so on, and says each as soon as TinyDB has said that it is written; every fourth it
then updates, and every eighth it removes, which is said as `-NAME-8`. What TinyDB refuses is said as `!` and the fault,
and tried again a little later. At least one is tried, however short the time.
"""

from __future__ import annotations

import itertools
import sys
import time

from tinydb import TinyDB, where

_PAUSE = 0.1


def say(line: str) -> None:
    """Acknowledge: a line that is out before anything else is done."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def deed(path: str, mark: str, number: int) -> None:
    """Insert one record, as a program would that is started for it; update or remove some."""
    with TinyDB(path) as db:
        db.insert({"mark": mark, "vernacular_name": "Amur leopard"})
        say(mark)
        if number % 4 == 0:
            db.update({"remarks": "seen again"}, where("mark") == mark)
        if number % 8 == 0:
            db.remove(where("mark") == mark)
            say(f"-{mark}")


def main(path: str, name: str, seconds: float) -> None:
    """Work until the time is over."""
    end = time.monotonic() + seconds
    for number in itertools.count(1):
        try:
            deed(path, f"{name}-{number}", number)
        except (ValueError, OSError, LookupError, AttributeError, TypeError) as fault:
            say(f"!{type(fault).__name__}")
            time.sleep(_PAUSE)
        if time.monotonic() > end:
            return


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
