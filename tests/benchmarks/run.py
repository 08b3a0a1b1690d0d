"""Measure `add` and `list` against a bare Typer command and an orjson process: `python -m tests.benchmarks.run`.

Whole processes, run in turn in one go; medians, and ratios of them. Absolute times mean nothing on a shared machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import data

HERE = Path(__file__).parent
RUNS = 21
LOAD = "import orjson, sys; orjson.loads(open(sys.argv[1], 'rb').read())"


def seconds(command: list[str]) -> float:
    """Time one run of a command, output thrown away."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """Run all commands in turn, once to warm up and then `runs` times, and give each one's median in seconds."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            took = seconds(command)
            if turn:
                taken[name].append(took)
    return {name: statistics.median(times) for name, times in taken.items()}


def main(many: int = 100_000, runs: int = RUNS) -> None:
    """Print the two figures that are asked for, each with its own commands in turn.

    They are not mixed: what loads a gigabyte leaves the next one to find its memory anew.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "logbook.json"
        data.write(path, many)
        logbook = [sys.executable, "-m", "logbook", "--file", str(path)]
        bare = {"bare": [sys.executable, str(HERE / "bare.py"), "one"]}
        place = [*logbook, "add", "Amur leopard", "--region", "Jilin, China", "--date", "2013-10-09"]
        cubs = [*place, "--animals", "1 adult female, 2 cubs"]
        listing = [*logbook, "list", "--region", "jilin"]
        load = [sys.executable, "-c", LOAD, str(path)]
        adding = measure({**bare, "add": place, "add with cubs": cubs}, runs)
        reading = measure({**bare, "list --region": listing, "orjson": load}, runs)
    beyond = (reading["list --region"] - reading["bare"]) / reading["orjson"]
    rows = [(f"{name}, to bare", adding[name] / adding["bare"], "at most 4") for name in ("add", "add with cubs")]
    rows.append(("list --region beyond bare, to orjson", beyond, "at most 0.5"))
    sys.stdout.write(f"{many:,} sightings, medians of {runs} runs in turn\n")
    for took in (adding, reading):
        sys.stdout.writelines(f"{name:<40} {1000 * seconds:>6.0f} ms\n" for name, seconds in took.items())
    sys.stdout.writelines(f"{what:<40} {value:>6.2f}    {bar}\n" for what, value, bar in rows)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
