"""`logbook demo`: a logbook to try everything on."""

from __future__ import annotations

import shlex
import sys
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from logbook.cli import options, session, whereabouts
from logbook.cli.app import command
from logbook.errors import LogbookError

Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="Where to make it; a new or empty folder.", show_default=True)
]
NEXT = (
    "logbook list --region china",
    "logbook show s1",
    "logbook edit s1 --date 2013-10-09",
    "logbook summary",
    "logbook gallery essay",
    "logbook undo",
    "logbook check",
)


@command("Data", example="logbook demo leopards")
def demo(folder: Folder = Path("logbook-demo"), dry_run: options.DryRun = False) -> None:
    """Make a logbook from a published photo essay: six pictures of Amur leopards, two credits, one first.

    No pictures are shipped; they are recorded by their titles.
    """
    from logbook.cli import summary
    from logbook.views.text import visible

    path = folder / whereabouts.NAME
    _require_room(folder)
    if dry_run:
        session.say(f"a dry run: {path} would be made")
        return
    _write(folder, path)
    session.say(f"made {path}: a photo essay on Amur leopards")
    summary.show(path)
    into = visible(shlex.quote(str(folder)))
    sys.stdout.write(f"\nTry next:\n  cd {into}\n" + "".join(f"  {line}\n" for line in NEXT))


def _require_room(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LogbookError(f"{folder} is not empty; name a new folder, as in `logbook demo leopards`")


def _write(folder: Path, path: Path) -> None:
    from logbook.store import files

    data = resources.files("logbook.data").joinpath("amur-leopard.json").read_bytes()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.explained(error, folder) from None
    files.replace(path, data, [data], None)
