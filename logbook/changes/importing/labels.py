"""Labels: what the folders that a camera-trap picture lies in, and its keywords, say of it.

Folders are one a camera; inside of it may lie those that a camera makes by itself (DCF: `DCIM/100RECNX`), and, where
pictures were sorted by hand, one a species, beside what is not sorted yet. Keywords have levels, as digiKam, Lightroom
and camtrapR write them: `Species|Leopard Cat`, `Individual|F12`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook.patterns import pattern
from logbook.places import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

_CARD = "dcim"
_MADE_BY_CAMERA = pattern(
    r"[1-9][0-9]{2}(?:RECNX|MEDIA|_BTCF|BTCF_|EK113|CUDDY|STC__|MFCAM|BMCIM|CANON|EOS[0-9A-Z]{2}|NIKON|NCD[0-9A-Z]{2}|MSDCF"
    r"|OLYMP|PENTX|FUJI_|_PANA|CASIO|GOPRO|IMAGE|DSCIM|SAMSU|APPLE|PHOTO|_FUJI)"
)
"""Folders as cameras number them; a station that somebody named `101North` is none."""
_SPECIES, _INDIVIDUAL = ("species",), ("individual", "individuals", "individual id")


class Labels(NamedTuple):
    """The camera, the species that are named (none, one or several), and the individuals that were recognised."""

    camera: str
    species: tuple[str, ...] = ()
    individuals: frozenset[str] = frozenset()


def understand(
    folders: Sequence[str],
    keywords: Iterable[str],
    *,
    root: str,
    by_folder: bool = False,
    cameras: Container[tuple[str, ...]] = (),
) -> Labels:
    """Read a picture's folders, from the outermost in, and its keywords; `root` is the camera of what lies in none.

    With `by_folder` the innermost folder names the species, unless it is one of the `cameras`, and the keywords do not.
    """
    own = list(_by_hand(folders))
    species = [own.pop()] if by_folder and own and tuple(own) not in cameras else []
    levels = [[level.strip() for level in keyword.split("|") if level.strip()] for keyword in keywords]
    if not by_folder:
        species = list(_leaves(levels, _SPECIES))
    return Labels("/".join(own) or root, tuple(dict.fromkeys(species)), frozenset(_leaves(levels, _INDIVIDUAL)))


def holding_others(folders: Iterable[Sequence[str]]) -> frozenset[tuple[str, ...]]:
    """Find the folders in which others lie that somebody made: where these are species, those are cameras."""
    return frozenset(tuple(_by_hand(one))[:-1] for one in folders)


def root_name(folders: Sequence[str]) -> str:
    """Name a camera by the innermost of some folders that it did not make by itself."""
    return [*folders[-1:], *_by_hand(folders)][-1] if folders else ""


def _by_hand(folders: Sequence[str]) -> Iterator[str]:
    """Leave out the folders that a camera made."""
    above = ""
    for folder in folders:
        if folder.casefold() != _CARD and above.casefold() != _CARD and not _MADE_BY_CAMERA.fullmatch(folder):
            yield folder
        above = folder


def _leaves(keywords: Iterable[Sequence[str]], heads: Sequence[str]) -> Iterator[str]:
    """Give the last level of the keywords that begin with one of these words."""
    for levels in keywords:
        if len(levels) > 1 and fold(levels[0]) in heads:
            yield levels[-1]
