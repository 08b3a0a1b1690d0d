"""taskwarrior 2: a sighting is a task, its species the description, its region the project."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.benchmarks.measuring import Command
from tests.benchmarks.peers import ADDED, path, records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "taskwarrior"


def deeds(folder: Path, book: Path) -> Mapping[str, Command | str] | str:
    """Give its commands."""
    tool = shutil.which("task")
    if tool is None:
        return "not installed"
    version = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
    if not version.startswith("2."):
        return f"not tried: its file is of version 2, not {version.strip()}"
    settings = folder / "taskrc"
    settings.write_text(f"data.location={folder}\nconfirmation=off\n", encoding="utf-8")
    with (folder / "pending.data").open("w", encoding="utf-8") as file:
        file.writelines(map(_task, records(book, "sightings")))
    env = {"TASKRC": str(settings), "TASKDATA": str(folder)}
    species, project = str(ADDED["vernacular_name"]), f"project:{path(str(ADDED['region']), '.')}"
    return {
        "add": Command(((tool, "add", species, project, f"entry:{ADDED['event_date']}", "+family"),), env),
        "list": Command(((tool, "project:China.Jilin.Hunchun", "list"),), env),
        "summary": Command(((tool, "summary"),), env),
    }


def _task(sighting: dict[str, Any]) -> str:
    """Write a sighting as a line of its file."""
    entered = int(datetime.fromisoformat(sighting["event_date"]).replace(tzinfo=UTC).timestamp())
    fields = {
        f"annotation_{entered}": f"{sighting['locality']}: {sighting['remarks']}",
        "description": sighting["vernacular_name"],
        "entry": entered,
        "project": path(sighting["region"], "."),
        "status": "pending",
        "uuid": sighting["uuid"],
    }
    written = " ".join(f'{name}:"{value}"' for name, value in fields.items())
    return f"[{written}]\n"
