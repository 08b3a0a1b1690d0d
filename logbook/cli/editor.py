"""Editing records in a person's own editor, as indented JSON by id; whatever is wrong, what was typed is kept."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from logbook.cli import record, session
from logbook.errors import BadValueError, LogbookError
from logbook.records import Id, parse_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from logbook.store.snapshot import Snapshot


def edit(where: session.Session, choose: Callable[[Snapshot], Sequence[Id]], *, dry_run: bool) -> None:
    """Open records in an editor and take what comes back, whole or not at all."""
    command = _editor(where)
    snapshot = where.read()
    before = {which: snapshot.record(which) or b"" for which in choose(snapshot)}
    path = _write(before)
    try:
        _run(command, path)
        typed = _read(path, before)
        _take(where, before, typed, dry_run=dry_run)
    except LogbookError as error:
        raise type(error)(f"{error}; nothing was changed, and what you typed is kept in {path}") from None
    path.unlink()


def _editor(where: session.Session) -> list[str]:
    """Give the person's editor; without a terminal there must be one named."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not named and not where.asks:
        raise BadValueError(
            "say what to change, as in `logbook edit s7 --date 2013-10-09`, or name an editor in EDITOR"
        )
    return shlex.split(named or ("notepad" if sys.platform == "win32" else "vi"))


def _write(before: dict[Id, bytes]) -> Path:
    """Put the records where the editor finds them, for this user's eyes only."""
    text = json.dumps({str(which): json.loads(line) for which, line in before.items()}, indent=2, ensure_ascii=False)
    descriptor, name = tempfile.mkstemp(prefix="logbook-edit-", suffix=".json")
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - the descriptor is open already
        file.write(text + "\n")
    return Path(name)


def _run(command: list[str], path: Path) -> None:
    try:
        done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - it is the editor the person chose
    except OSError as error:
        raise LogbookError(f"the editor {command[0]!r} cannot be started: {error.strerror}") from None
    if done.returncode:
        raise LogbookError(f"the editor {command[0]!r} ended with an error ({done.returncode})")


def _read(path: Path, before: dict[Id, bytes]) -> dict[Id, dict[str, Any]]:
    """Read what was typed; the records must be those that were opened."""
    try:
        typed = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadValueError(f"line {error.lineno} is not JSON ({error.msg})") from None
    except UnicodeDecodeError:
        raise BadValueError("what was saved is not UTF-8") from None
    if not isinstance(typed, dict) or not all(isinstance(one, dict) for one in typed.values()):
        raise BadValueError("the records must stay objects by their ids")
    read = {parse_id(key): one for key, one in typed.items()}
    if read.keys() != before.keys():
        other = sorted(map(str, read.keys() ^ before.keys()))
        raise BadValueError(f"{', '.join(other)}: the ids must stay as they were; use add and remove for others")
    return read


def _no_constant(word: str) -> Any:
    raise BadValueError(f"{word} is no number in JSON")


def _take(where: session.Session, before: dict[Id, bytes], typed: dict[Id, dict[str, Any]], *, dry_run: bool) -> None:
    """Write what was typed, if the records are still those that were opened."""
    from logbook import recording
    from logbook.cli.edit import show

    with where.write(f"edit {' '.join(map(str, before))}", dry_run=dry_run) as held:
        for which, line in before.items():
            if held.record(which) != line:
                raise LogbookError(f"{which} was changed by another meanwhile")
        draft = record.draft(held)
        recording.retype(draft, typed)
        changes = draft.changes()
        if record.finish(held, draft, dry_run=dry_run) and not dry_run:
            show(changes)
