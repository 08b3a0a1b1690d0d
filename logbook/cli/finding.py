"""Finding pictures again whose files were moved or changed, by their content."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from logbook.cli import files, record, session
from logbook.errors import LogbookError, ProblemsFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from logbook.changes.relinking import Move
    from logbook.pictures.walking import Found
    from logbook.records import Image
    from logbook.store.snapshot import Snapshot


def find_again(where: session.Session, snapshot: Snapshot, walks: Iterable[Iterator[Found]], *, dry_run: bool) -> None:
    """Find pictures that are gone or changed by their digest, and set their paths anew.

    Nobody is locked out while files are read: the lock is taken when all is found.
    """
    from logbook.changes import relinking

    snapshot.verify()
    book = snapshot.book("images")
    missing = files.missing(book.images, snapshot.path)
    compared = files.compare(book.images, missing, snapshot.path)
    session.say_all(compared.unreadable.values())
    lost = {number: book.images[number] for number in sorted(missing.keys() | compared.changed)}
    moves = relinking.plan(lost, _copies(lost, compared.digests, walks, snapshot.path))
    if moves and not dry_run:
        with where.write("check --fix") as held:
            draft = record.draft(held)
            relinking.relink(draft, moves)
            record.finish(held, draft, f"check --fix: {_pictures(len(moves))} found again", dry_run=False)
    _tell(lost, moves, dry_run=dry_run)


def _copies(
    lost: Mapping[int, Image], known: Mapping[str, str], walks: Iterable[Iterator[Found]], logbook: Path
) -> dict[str, list[str]]:
    """Give the paths of lost pictures as the logbook would have them, by digest; no more is read than is needed.

    `known` are digests of files that have been read, by their paths in the logbook.
    """
    from logbook.changes import relinking
    from logbook.pictures.walking import digest, each
    from logbook.views.progress import progress

    def recognise(path: Path) -> tuple[str, str]:
        stored = files.stored_path(path, logbook)
        return stored, known.get(stored) or digest(path)

    wanted = relinking.wanted(lost.values())
    found = [one for walk in walks for one in walk] if wanted else []
    session.say_all(one.fault for one in found if one.fault)
    paths = list(dict.fromkeys(one.path for one in found if not one.fault))
    namesakes, others = relinking.namesakes(lost.values(), paths)
    copies: dict[str, list[str]] = {}
    for at, (_, one) in enumerate(
        progress(each(recognise, [*namesakes, *others]), len(paths), "looking for pictures"), 1
    ):
        if isinstance(one, LogbookError):
            session.say(str(one))
        elif one[1] in wanted:
            copies.setdefault(one[1], []).append(one[0])
        if at >= len(namesakes) and wanted <= copies.keys():
            break
    return copies


def _tell(lost: Mapping[int, Image], moves: Sequence[Move], *, dry_run: bool) -> None:
    """Tell where each lost picture is now, and name those that were not found; these are problems still."""
    from logbook.views.text import visible

    found = {move.id.number: move.after for move in moves}
    for number, image in lost.items():
        unseen = ": not found" if image.sha256 else ": not looked for, since it was recorded without a sha256"
        where = f" -> {visible(found[number])}" if number in found else unseen
        sys.stdout.write(f"i{number}  {visible(image.file or '')}{where}\n")
    sys.stdout.flush()  # where both go to one place, the sentence comes last
    if not lost:
        session.say("nothing to find: no picture is gone or changed")
    elif dry_run:
        session.say_dry_run()
    elif moves:
        session.say(f"{_pictures(len(moves))} found again; `logbook undo` takes the change back")
    if len(moves) < len(lost):
        raise ProblemsFoundError(
            f"{_pictures(len(lost) - len(moves))} not found; look in another folder, or in a backup"
        )


def _pictures(many: int) -> str:
    from logbook.views.text import singular

    return singular(many, "picture")
