"""Looking: `list`, piped and on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import BARE, Command, private, turns
from tests.benchmarks.setting import LIST
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.setting import Setting

SUMMARY = "`list`, piped and on a terminal"
MANY, MILLION = 100_000, 1_000_000
LOAD = "import orjson, sys; orjson.loads(open(sys.argv[1], 'rb').read())"
MEMORY = "private memory (RssAnon) of the process and its children together, looked at a hundred times a second"


def run(setting: Setting) -> Iterator[Row]:
    """Measure `list --region` against loading the file and against sqlite-utils, and `list` on a terminal."""
    many = setting.size(MANY)
    listing = setting.logbook(many, *LIST)
    load = Command(((sys.executable, "-c", LOAD, str(setting.book(many))),))
    took = turns({"bare": BARE, "list": listing, "orjson": load}, setting.runs)
    what = f"`list --region R`, piped, {many:,} there"
    beyond = (took["list"] - took["bare"]) / took["orjson"]
    yield Row(f"{what}, beyond bare, to `orjson.loads` of the file", 0.5, 0.35, beyond, wanted=MANY, many=many)
    whole = against_sqlite(setting, many, listing)
    yield Row(f"{what}, to `sqlite-utils rows`", 1, 0.7, whole, wanted=MANY, many=many)
    took = turns({"bare": BARE, "list": setting.logbook(many, "list")._replace(on_terminal=True)}, setting.runs)
    shown = f"`list` on a terminal, {many:,} there, to bare"
    yield Row(
        shown,
        4.5,
        3,
        took["list"] / took["bare"],
        wanted=MANY,
        many=many,
        note="a pty of 24 lines by 80, read to the end",
    )
    yield memory(setting)


def against_sqlite(setting: Setting, many: int, listing: Command) -> float | str:
    """Give the ratio to the same filter as a where clause."""
    peer = setting.peer("sqlite_utils", many)
    rows = peer if isinstance(peer, str) else peer["list"]
    if isinstance(rows, str):
        return rows
    took = turns({"list": listing, "rows": rows}, setting.runs)
    return took["list"] / took["rows"]


def memory(setting: Setting) -> Row:
    """Measure the private memory of `list` among a million."""
    many = setting.size(MILLION)
    used = private(setting.logbook(many, *LIST))
    what = f"private memory of `list --region R`, {many:,} there"
    return Row(what, 150, 100, used, "MiB", MILLION, many, MEMORY)
