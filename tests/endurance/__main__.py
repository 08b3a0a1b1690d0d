"""Run trials, all or those named, and print their table: `python -m tests.endurance [TRIAL ...] [--share 0.01]`."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from pathlib import Path

from tests.endurance.outcomes import Row, Setting, table

TRIALS = ("crashes", "power", "kills", "hands", "foreign", "fuzzing", "network", "versions")


def main() -> int:
    """Print each row as it is done and the table at the end; 1 where this program lost anything."""
    modules = {name: importlib.import_module(f"tests.endurance.{name}") for name in TRIALS}
    about = "\n".join(f"  {name:10}{module.SUMMARY}" for name, module in modules.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.endurance", epilog=f"trials:\n{about}", formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help="only these; all where none is named")
    parser.add_argument("--share", type=float, default=1.0, help="share of the full number of tries (1)")
    parser.add_argument("--seed", type=int, default=2013, help="what the tries are drawn from (2013)")
    asked = parser.parse_args()
    if unknown := set(asked.trials) - set(TRIALS):
        parser.error(f"no such trial: {', '.join(sorted(unknown))}; there are {', '.join(TRIALS)}")
    rows: list[Row] = []
    for name in asked.trials or TRIALS:
        with tempfile.TemporaryDirectory(prefix=f"endurance-{name}-") as folder:
            began = time.monotonic()
            for row in modules[name].run(Setting(Path(folder), asked.share, asked.seed)):
                rows.append(row)
                sys.stderr.write(f"{name}, {time.monotonic() - began:.0f} s: {row.what}: {row.logbook}\n")
    sys.stdout.write(f"{table(rows)}\n")
    return 0 if all(row.sound for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
