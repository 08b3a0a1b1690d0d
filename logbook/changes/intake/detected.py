"""Detected: what a machine found on pictures, put to the pictures of the logbook. Nothing here writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.changes.intake.taken import Changed
from logbook.records import Id
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from logbook.changes.drafts import Draft
    from logbook.changes.intake.items import Detected
    from logbook.changes.intake.taken import Rules, Taken
    from logbook.records import Image

_UNKNOWN = "pictures not in the logbook"
_SEVERAL = "pictures of which it is not plain which one they are"
_AMBIGUOUS = 0


class Detections:
    """The pictures of a logbook, found by the path that their file has in another program.

    What was found is planned when all is known: two files of the source that can both be one picture are neither.
    """

    def __init__(self, draft: Draft, images: Mapping[int, Image], rules: Rules, taken: Taken) -> None:
        self._draft, self._images, self._rules, self._taken = draft, images, rules, taken
        self._wholes: dict[str, int] = {}
        self._tails: dict[str, int] = {}
        self._found: dict[int, list[Detected]] = {}
        self._unfound: dict[str, list[str]] = {_UNKNOWN: [], _SEVERAL: []}
        for number, image in images.items():
            for path in _paths(image):
                _enter(self._wholes, path, number)
                for tail in _tails(path):
                    _enter(self._tails, tail, number)

    def take(self, one: Detected) -> None:
        """Find the picture of a file."""
        number = self._find(_folded(self._rules.stored(one.file)))
        if number:
            self._found.setdefault(number, []).append(one)
        else:
            self._unfound[_UNKNOWN if number is None else _SEVERAL].append(one.file)

    def plan(self) -> None:
        """Plan what was found, and name the first of the files whose picture was not."""
        for number, (one, *others) in self._found.items():
            if any(other.detections != one.detections for other in others):
                self._unfound[_SEVERAL] += [one.file, *(other.file for other in others)]
            else:
                self._put(Id("images", number), one)
        for why, files in self._unfound.items():
            if files:
                self._taken.left_out[why] += len(files)
                self._taken.say(f"{why}: {listed(files)}")

    def _put(self, which: Id, one: Detected) -> None:
        ours = self._images[which.number].detections
        if one.detections in ((), ours):
            self._taken.known["images"] += 1
            return
        if ours:
            self._taken.changed.append(Changed(which, "detections", ours, one.detections))
        if self._rules.update or not ours:
            self._draft.change(which, {"detections": list(one.detections)})
            self._taken.detected += not ours

    def _find(self, path: str) -> int | None:
        """Find the picture of this path, or whose path ends with it, or is the end of it.

        Where folders differ nothing is found, though a file of that name may be there: all cameras number alike. A name
        without any folder is therefore the end of no path.
        """
        in_folders = [tail for tail in _tails(path) if "/" in tail]
        for index, ends in ((self._wholes, [path]), (self._tails, [path]), (self._wholes, in_folders)):
            found = next((index[end] for end in ends if end in index), None)
            if found is not None:
                return found
        return None


def _enter(index: dict[str, int], path: str, number: int) -> None:
    index[path] = number if index.get(path, number) == number else _AMBIGUOUS


def _paths(image: Image) -> set[str]:
    """Give the paths by which a picture may be known."""
    url = (image.url or "").partition("?")[0].partition("#")[0].rpartition("/")[2]
    return {_folded(path) for path in (image.file, image.file_name, url) if path}


def _folded(path: str) -> str:
    """Write a path so that systems agree on it: `/` between its parts, and no capitals."""
    return "/".join(part for part in path.casefold().replace("\\", "/").split("/") if part not in ("", "."))


def _tails(path: str) -> Iterator[str]:
    """Give the ends of a path, the longest first, without the whole."""
    while "/" in path:
        path = path.partition("/")[2]
        yield path
