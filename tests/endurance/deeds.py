"""What is done to a logbook in the trials of crashes: lines that a user types, each on a logbook prepared for it."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.endurance import children

if TYPE_CHECKING:
    from collections.abc import Mapping

    Files = Mapping[str, bytes]

BOOK, HISTORY, LOCK = "logbook.json", "logbook.history.jsonl", ".logbook.json.lock"
SCHEMA_1 = Path(__file__).parent.parent / "store" / "files" / "schema-1"
_LEOPARD = "'Amur leopard' --region 'Jilin, China' --date 2013-10-09 --animals '1 adult female, 2 cubs'"
_ADDED = f"add {_LEOPARD} --image cub.jpg --credit WCS --alt 'A cub on snow.'"
_CSV = "species,region,date\nLynx,Russia,2014-05-01\nWolverine,Russia,2014-05-02\nSika deer,China,2015\n"


class Deed(NamedTuple):
    """A line, the logbook that it is done to, and the line that takes it back; whether that is mapped, as if large."""

    name: str
    start: str
    line: str
    back: str = "undo"
    mapped: bool = False


DEEDS = (
    Deed("add", "plain", "add Lynx --region 'Hunchun, Jilin, China' --date 2014 --image mother.jpg --credit '© WWF'"),
    Deed("attach", "plain", "attach s2 mother.jpg --credit '(c) WCS' --caption 'Two of them.'"),
    Deed("edit", "plain", "edit s1 s2 --note 'seen again' --tag snow"),
    Deed("remove", "plain", "remove s1 s2"),
    Deed("add to a large file", "plain", "add Lynx --region Russia --date 2014", mapped=True),
    Deed("edit in a large file", "plain", "edit s1 s2 --note 'seen again' --tag snow", mapped=True),
    Deed("undo", "plain", "undo", "undo --redo"),
    Deed("redo", "undone", "undo --redo"),
    Deed("species", "plain", "species 'Amur leopard' --status CR --reference 'Red List'"),
    Deed("import of pictures", "plain", "import cards --species-from folder --region Russia --method camera-trap"),
    Deed("import of a table", "plain", "import birds.csv"),
    Deed("import of a logbook", "plain", "import other/logbook.json"),
    Deed("check --fix", "doubled", "check --fix"),
    Deed("check --fix --look-in", "moved", "check --fix --look-in found"),
    Deed("first add", "none", f"add {_LEOPARD} --image mother.jpg --credit WCS"),
    Deed("add after other hands", "indented", "add Lynx --region Russia --date 2014"),
    Deed("add to schema 1", "schema 1", "add Lynx --region Russia --date 2014"),
)


def files(work: Path) -> dict[str, bytes]:
    """Give everything in the logbook's folder."""
    return {path.name: path.read_bytes() for path in work.iterdir()}


def restore(work: Path, state: Files) -> None:
    """Make the folder hold these files and no others."""
    for path in work.iterdir():
        path.unlink()
    for name, content in state.items():
        (work / name).write_bytes(content)


class Stage:
    """A folder with logbooks to begin with, and beside them what is imported and attached.

    Pictures and tables lie outside of the logbook's folder: what fails there is no part of a transaction.
    """

    def __init__(self, folder: Path) -> None:
        self.work = folder / "work"
        self.inputs = folder / "inputs"
        self.work.mkdir(parents=True)
        _make_inputs(self.inputs)
        self._do(_ADDED, "add Lynx --region Russia --date 2014 --note 'tracks'", "add Otter --region China")
        shutil.copytree(self.work, self.inputs / "other")
        self._do("edit s1 --note 'by the river'", "add Dhole --region China", work=self.inputs / "other")
        self._do("edit s2 --note 'tracks in snow'", "add 'Snow leopard' --region 'Qinghai, China' --date 2012")
        plain = files(self.work)
        self._do("undo")
        self.starts: dict[str, dict[str, bytes]] = {"plain": plain, "undone": files(self.work), "none": {}}
        self.starts["doubled"] = {**plain, BOOK: _doubled(plain[BOOK])}
        self.starts["indented"] = {**plain, BOOK: json.dumps(json.loads(plain[BOOK]), indent=2).encode()}
        self.starts["schema 1"] = {name: (SCHEMA_1 / name).read_bytes() for name in (BOOK, HISTORY)}
        self.starts["moved"] = plain
        (self.inputs / "cub.jpg").rename(self.inputs / "found" / "renamed.jpg")

    def line(self, deed: Deed) -> str:
        """Give a deed's line with whole paths of what it takes in."""
        return self._placed(deed.line)

    def _do(self, *lines: str, work: Path | None = None) -> None:
        for line in lines:
            ended = children.run(self._placed(line), work or self.work)
            assert ended.code == 0, ended

    def _placed(self, line: str) -> str:
        words = shlex.split(line)
        return shlex.join(str(self.inputs / word) if (self.inputs / word).exists() else word for word in words)


def _make_inputs(inputs: Path) -> None:
    from tests.cli.stored import jpeg

    for shade, name in enumerate(("cub.jpg", "mother.jpg", "cards/Lynx/a.jpg", "cards/Wolverine/b.jpg")):
        jpeg(str(inputs / name), shade=40 * shade)
    (inputs / "found").mkdir()
    (inputs / "birds.csv").write_text(_CSV, encoding="utf-8")


def _doubled(book: bytes) -> bytes:
    """Let a second sighting have the id of the last, as a merge by hand does."""
    return book.replace(b"\n}}\n", b',\n"4":{"vernacular_name":"Wolf","region":"Russia"}\n}}\n')
