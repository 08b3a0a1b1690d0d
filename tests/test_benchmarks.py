"""The benchmarks: that they run, what they print and draw, and that the peers do what is said of them."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.benchmarks import data, growth, measuring, moving, peers, plot, setting, table
from tests.benchmarks.__main__ import main
from tests.benchmarks.growth import Curve
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from tests.benchmarks.measuring import Line

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the benchmarks read /proc")
MANY = 200
CURVES = [
    Curve("add", "logbook", {1000: 1.5, 10_000: 1.6, 100_000: 2.5}),
    Curve("add", "a < b", {1000: 2.0, 10_000: 20.0, 100_000: "over 1,000"}),
    Curve("list", "logbook", {1000: 1.2, 10_000: math.inf, 100_000: 3.6}),
    Curve("list", "a < b", {1000: "not installed", 10_000: "not installed", 100_000: "not installed"}),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "logbook.json"
    data.write(path, MANY)
    return path


def said(lines: tuple[Line, ...]) -> list[str]:
    return [subprocess.run(line, capture_output=True, text=True, check=True).stdout for line in lines]


@pytest.mark.slow
def test_a_small_share_runs_and_prints_its_tables_and_draws(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    monkeypatch.setattr(peers, "PEERS", ("stock_tinydb",))
    svg = tmp_path / "growth.svg"

    main(["starting", "growth", "--sizes", "10", "20", "--runs", "0", "--svg", str(svg)])

    printed = capsys.readouterr().out
    assert "| `logbook --version`, to bare | 1.3 | 1.1 |" in printed
    assert "Tab after `--region j`, 20 sightings" in printed
    for deed in growth.DEEDS:
        assert f"| `{deed}` | logbook |" in printed
        assert f"| `{deed}` | stock TinyDB |" in printed
    assert "failed" not in printed
    assert ET.parse(svg).getroot().tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own drawing


def test_a_row_says_what_it_meets_and_a_smaller_size_says_nothing() -> None:
    rows = [
        Row("a", 2, 1, 0.9, note="once"),
        Row("b", 2, 1, 1.234, note="once"),
        Row("c", 200, 100, 234.5, "MiB"),
        Row("d", 2, 1, "not installed"),
        Row("e", 2, 1, 0.5, wanted=100, many=10),
        Row("f", 2, 1, math.inf),
    ]

    lines = table.ratios(rows).splitlines()

    assert lines[2:8] == [
        "| a [1] | 2 | 1 | 0.9 | aim |",
        "| b [1] | 2 | 1 | 1.23 | must |",
        "| c | 200 MiB | 100 MiB | 234 MiB | **no** |",
        "| d | 2 | 1 | not installed |  |",
        "| e | 2 | 1 | 0.5 |  |",
        "| f | 2 | 1 | failed | **no** |",
    ]
    assert lines[-1] == "[1] once"


def test_the_table_of_growth_tells_what_was_left_out_and_the_last_step() -> None:
    lines = growth.table(CURVES).splitlines()

    assert lines[0] == "|  |  | 1,000 | 10,000 | 100,000 | last step |"
    assert lines[2] == "| `add` | logbook | 1.5 | 1.6 | 2.5 | × 1.56 for × 10 |"  # noqa: RUF001 - a sign of times
    assert lines[3] == "| `add` | a < b | 2 | 20 | over 1,000 | × 10 for × 10 |"  # noqa: RUF001
    assert lines[4] == "| `list` | logbook | 1.2 | failed | 3.6 | × 3 for × 100 |"  # noqa: RUF001


def test_the_drawing_has_a_sign_for_every_point_and_a_name_for_every_curve() -> None:
    drawn = ET.fromstring(plot.drawing(CURVES))  # noqa: S314 - our own drawing
    marks = [one for one in drawn.iter() if one.get("fill") and one.get("stroke") == "#fff"]

    assert len(marks) == 3 + 2 + 2
    assert [one.text for one in drawn.iter() if one.get("class") == "name"] == ["logbook", "a < b", "logbook"]


def test_names_stand_apart_and_within_the_panel() -> None:
    placed = sorted(plot.spread(dict.fromkeys("abcde", plot.HIGH - 3.0) | {"f": 10.0}).values())

    assert placed[-1] == plot.HIGH
    assert min(after - before for before, after in pairwise(placed)) >= plot.APART


def test_a_deed_that_would_take_too_long_is_not_tried_again() -> None:
    slow = Curve("add", "jrnl", {1000: 3.0, 10_000: 200.0})

    assert growth.within(slow.foreseen(100_000)) == "over 1,000"
    assert growth.within(Curve("add", "jrnl", {1000: "over 1,000"}).foreseen(10_000)) == "over 1,000"
    assert growth.within(Curve("add", "jrnl", {1000: math.inf}).foreseen(10_000)) == "failed at 1,000"
    assert not growth.within(Curve("add", "jrnl", {}).foreseen(1000))


@pytest.mark.slow
def test_the_peers_list_and_sum_up_as_we_do(book: Path, tmp_path: Path) -> None:
    ours = json.loads(*said((setting.logbook(book, *setting.SUMMARY),)))
    firsts = [told(row) for row in ours["first_breeding"]]
    listed = [row["id"] for row in json.loads(*said((setting.logbook(book, *setting.LIST, "--json"),)))]
    expected = sorted(int(ref[1:]) for ref in listed)
    assert firsts
    assert listed

    deeds = peers.module("stock_tinydb").deeds(tmp_path, book)
    assert told_ids(*said(commands(deeds, "list"))) == expected
    summary = json.loads(*said(commands(deeds, "summary")))
    assert [told(row) for row in summary["first_breeding"]] == firsts
    assert set(summary) == set(ours)

    deeds = peers.module("sqlite_utils").deeds(tmp_path, book)
    if isinstance(deeds, str):
        pytest.skip(deeds)
    assert sorted(row["id"] for row in json.loads(*said(commands(deeds, "list")))) == expected
    totals, theirs, regions, *_ = [json.loads(one) for one in said(commands(deeds, "summary"))]
    assert totals[0].items() <= ours["totals"].items()
    assert [told(row) for row in theirs] == firsts
    assert counted(regions) == counted(ours["regions"])


def test_every_sighting_and_picture_of_the_complete_data_can_be_exported(tmp_path: Path) -> None:
    path = tmp_path / "logbook.json"
    data.write(path, 30, complete=True)
    line = setting.logbook(path, "export", "--format", "camtrap-dp", str(tmp_path / "out"), *moving.SAID["camtrap-dp"])

    (printed,) = said((line,))

    assert printed.count("\twritten\t") == 30
    assert "left out" not in printed
    assert len((tmp_path / "out" / "media.csv").read_bytes().splitlines()) == 1 + 45


def told(first: dict[str, Any]) -> tuple[str, str, str]:
    return first["region"], first["vernacular_name"], first["event_date"]


def counted(regions: list[dict[str, Any]]) -> dict[str, int]:
    return {row["region"]: row["sightings"] for row in regions}


def told_ids(lines: str) -> list[int]:
    return sorted(int(line.partition("\t")[0]) for line in lines.splitlines())


def commands(deeds: object, name: str) -> tuple[Line, ...]:
    assert isinstance(deeds, dict)
    command = deeds[name]
    assert isinstance(command, measuring.Command)
    return command.lines


def test_the_memory_of_children_counts() -> None:
    child = "import subprocess, sys; held = bytearray(40 << 20); subprocess.run([sys.executable, '-c', sys.argv[1]])"
    own = "held = bytearray(60 << 20); sum(range(5_000_000))"

    used = measuring.private(measuring.Command(((sys.executable, "-c", child, own),)))

    assert 100 < used < 180


def test_a_terminal_is_one_and_a_failure_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    asked = "import os, sys; sys.exit(os.get_terminal_size() != (80, 24) or not sys.stdout.isatty())"
    on_terminal = measuring.Command(((sys.executable, "-c", asked),), on_terminal=True)

    took = measuring.turns({"terminal": on_terminal, "pipe": on_terminal._replace(on_terminal=False)}, 0)

    assert math.isfinite(took["terminal"])
    assert math.isinf(took["pipe"])
    assert "pipe: Command" in capsys.readouterr().err
