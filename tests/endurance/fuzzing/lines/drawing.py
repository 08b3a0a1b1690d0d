"""Whole command lines: drawn from the program's own commands and options, with values that fit and that do not."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

FITTING: dict[str, Sequence[str]] = {
    **dict.fromkeys(("region", "where_region"), ("Jilin, China", "Russia", "cn", "Nowhere")),
    **dict.fromkeys(("species", "where_species", "also"), ("Amur leopard", "Lynx", "Panthera pardus")),
    **dict.fromkeys(
        ("date", "since", "until", "where_since", "published_on", "embargo"), ("2013-10-09", "2013", "2030")
    ),
    **dict.fromkeys(("credit", "where_credit"), ("c1", "WCS", "© WWF-Russia / ISUNR")),
    **dict.fromkeys(("missing", "where_missing"), ("credit", "date", "alt")),
    **dict.fromkeys(
        ("file", "to", "out", "folder", "intro"), ("logbook.json", "other.json", "new", "new.json", "pictures")
    ),
    **dict.fromkeys(("what", "image", "pictures", "look_in"), ("a.jpg", "rows.csv", "pictures", "other.json", "i2")),
    **dict.fromkeys(("map_file", "save_map", "skip_bad"), ("map.json", "new.csv", "rows.csv")),
    **dict.fromkeys(
        ("ids", "words", "sighting", "order"), ("s1", "s2", "i1", "i6", "c1", "t1", "s999", "2", "-", "s1 s2")
    ),
    **dict.fromkeys(("clock", "clock_offset"), ("+1h", "-1d", "2013-01-01 00:00 = 2014-05-03 11:02")),
    **dict.fromkeys(("breeding", "assess", "where_breeding"), ("confirmed", "dependent-young", "possible")),
    **dict.fromkeys(("license", "data_license", "media_license"), ("CC-BY-4.0", "all rights reserved")),
    "format": ("csv", "ndjson", "geojson", "gpx", "dwca", "logbook", "xmp", "embedded", "camtrap-dp", "pictures"),
    "at": ("43.6,130.6", "0,0", "91,0"),
    "animals": ("1 adult female, 2 cubs", "F+2"),
    "count": ("8", "2-3", "at least 2"),
    "method": ("camera-trap", "tracks"),
    "status": ("CR", "LC"),
    "sensitivity": ("0.1", "none"),
    "uncertainty": ("30", "1 km"),
    "like": ("s1", "s999"),
    "gap": ("30m", "1h"),
    "delay": ("1y", "30d"),
    "timezone": ("+08:00", "Asia/Vladivostok"),
    "map": ("species=Species", "date=Date"),
    "set_": ("method=camera-trap", "region=Russia"),
    "permission": ("granted", "refused"),
    "verification": ("verified", "doubtful"),
    "join": ("c2", "c1"),
    "url": ("https://example.org/a",),
    "names": ("files", "dates", "rights"),
}
"""What a command takes, by the name of its option. No value leads out of the folder that the line is run in."""
# No argument of a process can hold NUL.
HOSTILE = (
    *(
        "",
        " ",
        "-",
        "--",
        "-1",
        "0",
        "1e400",
        "NaN",
        "99999999999999999999",
        "s0",
        f"s{'9' * 40}",
        "\n",
        "\t",
        "\udcff",
    ),
    *(
        "\ud800",
        "\U0001f406",
        "\u202eabc",
        "\x1b[2J",
        "e\u0301",
        "x" * 3_000,
        "=1+1",
        "<b>",
        "'\"`$(",
        "[bold]",
        "*.jpg",
    ),
    *("absent", "absent/absent", "folder", "pipe", "empty", "torn.json", "loop", "..", "/proc/absent", "a.jpg/b"),
)
_STDIN = (None, "", "s1\n", "s1 i1 c9", "\x00\xff", "y\n", "{}")


class Line(NamedTuple):
    """What is typed, and what comes in on stdin; None is a stdin that is closed."""

    words: tuple[str, ...]
    stdin: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether every word is UTF-8: of what is not, the program says so before it looks at the line."""
        return not any("\ud800" <= letter <= "\udfff" for word in self.words for letter in word)

    @property
    def reads(self) -> bool:
        """Whether it may change nothing at all."""
        command = next((word for word in self.words if word in _tree()), "")
        asks = {"--dry-run", "--help", "--list", "--list-formats"}
        looks = {"list", "show", "summary", "regions", "images", "credits"}
        is_asked = any(word in asks and before not in _with_values() for before, word in pairwise(("", *self.words)))
        return command in looks or (is_asked and "--" not in self.words)


@cache
def _tree() -> dict[str, Any]:
    """Give the program's commands, by name."""
    import typer

    from logbook.cli import declare
    from logbook.cli.app import app

    declare(())
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@cache
def _with_values() -> frozenset[str]:
    """Give the options that take the next word for their value, whatever it is."""
    options = (one for command in _tree().values() for one in command.params if not getattr(one, "is_flag", True))
    return frozenset(name for one in options for name in one.opts)


def lines() -> SearchStrategy[Line]:
    """Give lines that a person, a script or an enemy could type."""
    return _line()


@st.composite
def _line(draw: DrawFn) -> Line:
    command = _tree()[draw(st.sampled_from(sorted(_tree())))]
    odd = draw(st.sampled_from(HOSTILE))
    before = draw(st.sampled_from(((), (), (), ("--file", "other.json"), ("--file", odd), (odd,), ("-x",))))
    words: list[str] = []
    for parameter in command.params:
        if not parameter.opts[0].startswith("-"):
            many = draw(st.sampled_from((0, 1, 1, 2) if parameter.nargs == -1 else (0, 1, 1, 1)))
            words += [draw(_value(parameter)) for _ in range(many)]
    options = [parameter for parameter in command.params if parameter.opts[0].startswith("-")]
    for parameter in draw(st.lists(st.sampled_from(options), max_size=4)):
        flags = [*parameter.opts, *parameter.secondary_opts]
        words.append(draw(st.sampled_from(flags)))
        if not parameter.is_flag:
            words.append(draw(_value(parameter)))
    return Line((*before, command.name, *draw(st.permutations(words) | st.just(words))), draw(st.sampled_from(_STDIN)))


def _value(parameter: Any) -> SearchStrategy[str]:
    # Typer 0.29 has no types of parameters any more.
    choices = getattr(getattr(parameter, "type", None), "choices", None) or FITTING.get(
        parameter.name, ("A text", "CR", "12")
    )
    fitting = st.sampled_from(tuple(choices))
    return st.one_of(fitting, fitting, fitting, st.sampled_from(HOSTILE))
