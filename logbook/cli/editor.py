"""Editing records in a person's own editor, as indented JSON by id; whatever is wrong, what was typed is kept."""

from __future__ import annotations

import json
import os
import shlex
import subprocess  # nosec B404 # for the person's own editor
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from logbook.cli import printed, record, session
from logbook.errors import BadValueError, LogbookError
from logbook.records import Id, parse_id
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from logbook.store.snapshot import Snapshot


def edit(where: session.Session, choose: Callable[[Snapshot], Sequence[Id]], *, dry_run: bool) -> None:
    """Open records in an editor and take what comes back, whole or not at all."""
    command = _editor(where)
    snapshot = where.read()
    before = {which: snapshot.record(which) or b"" for which in choose(snapshot)}
    if not before:
        session.say("nothing to change")
        return
    path = _write(before)
    opened = path.read_bytes()
    try:
        _run(command, path)
        _take(where, before, _read(path, before), dry_run=dry_run)
    except LogbookError as error:
        kept = _kept(path, opened)
        raise type(error)(f"{error}; nothing was changed{kept and f', and {kept}'}") from None
    except KeyboardInterrupt:
        session.say(_kept(path, opened) or "nothing was changed")
        raise
    path.unlink()


def _kept(path: Path, opened: bytes) -> str:
    """Tell where what was typed is kept; where nothing was typed, nothing is kept."""
    if not path.exists():
        return ""
    if path.read_bytes() == opened:
        path.unlink()
        return ""
    return f"what you typed is kept in {path}"


def _editor(where: session.Session) -> list[str]:
    """Give the person's editor; without a terminal there must be one named."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not named and not where.asks:
        raise BadValueError(
            "say what to change, as in `logbook edit s7 --date 2013-10-09`, or name an editor in EDITOR"
        )
    try:
        words = shlex.split(named or ("notepad" if sys.platform == "win32" else "vi"), posix=sys.platform != "win32")
    except ValueError:
        words = []
    if not words:
        raise BadValueError(f"EDITOR is {named!r}, which is no command; name an editor in it, such as nano")
    return words


def _write(before: dict[Id, bytes]) -> Path:
    """Put the records where the editor finds them, for this user's eyes only."""
    text = json.dumps({str(which): json.loads(line) for which, line in before.items()}, indent=2, ensure_ascii=False)
    descriptor, name = tempfile.mkstemp(prefix="logbook-edit-", suffix=".json")
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - the descriptor is open already
        file.write(text + "\n")
    return Path(name)


def _run(command: list[str], path: Path) -> None:
    try:
        done = subprocess.run([*command, path], check=False)  # nosec B603 # noqa: S603 - it is the editor the person chose
    except OSError as error:
        raise LogbookError(f"the editor {command[0]!r} cannot be started: {error.strerror}") from None
    if done.returncode:
        raise LogbookError(f"the editor {command[0]!r} ended with an error ({done.returncode})")


def _read(path: Path, before: dict[Id, bytes]) -> dict[Id, dict[str, Any]]:
    """Read what was typed; the records must be those that were opened."""
    typed = _parsed(path)
    if not isinstance(typed, dict) or not all(isinstance(one, dict) for one in typed.values()):
        raise BadValueError("the records must stay objects by their ids")
    read = {parse_id(key): one for key, one in typed.items()}
    if read.keys() != before.keys():
        other = ", ".join(sorted(map(str, read.keys() ^ before.keys())))
        raise BadValueError(f"{other}: the ids must stay as they were; add and remove are for others")
    return read


def _parsed(path: Path) -> Any:
    """Read a file as strict JSON: no field twice, no half characters, no numbers that JSON does not have."""
    try:
        typed = json.loads(
            path.read_text(encoding="utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_float=_number,
        )
        json.dumps(typed, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise BadValueError(f"line {error.lineno} is not JSON ({error.msg})") from None
    except UnicodeDecodeError:
        raise BadValueError("what was saved is not UTF-8") from None
    except UnicodeEncodeError:
        raise BadValueError("there is half a character in it (a lone surrogate)") from None
    except (RecursionError, ValueError):
        raise BadValueError("there is a number of too many digits in it, or too many brackets") from None
    except OSError as error:
        raise LogbookError(f"what the editor left cannot be read: {error.strerror}") from None
    return typed


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise BadValueError(f"the field {quoted(name)} stands twice in one record; leave one of them")
        made[name] = value
    return made


def _number(text: str) -> float:
    number = float(text)
    return _no_number(text) if number in (float("inf"), float("-inf")) else number


def _no_number(text: str) -> Any:
    raise BadValueError(f"{quoted(text)} is no number that can be kept")


def _take(where: session.Session, before: dict[Id, bytes], typed: dict[Id, dict[str, Any]], *, dry_run: bool) -> None:
    """Write what was typed, if the records are still those that were opened."""
    from logbook.changes import editing

    with where.write("edit", dry_run=dry_run) as held:
        for which, line in before.items():
            if held.record(which) != line:
                raise LogbookError(f"{which} was changed by another meanwhile")
        draft = record.draft(held)
        renames = any(which.table == "credits" for which in typed)
        editing.retype(draft, typed, held.table("images") if renames else {}, now=session.clock())
        record.finish(held, draft, f"edit {' '.join(map(str, before))}", dry_run=dry_run, shown=True)
    session.say_all(printed.notes(held, draft.changes()))
