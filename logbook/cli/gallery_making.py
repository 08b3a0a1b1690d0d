"""A gallery is made: what may be told of its pictures, the page, and what became of each picture."""

from __future__ import annotations

import base64
import signal
from collections import deque
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

from msgspec.structs import replace

from logbook.cli import disclosing, files, gallery_choosing, gallery_copies, output, session
from logbook.records import Info, Ref
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from logbook.cli.gallery import Asked
    from logbook.cli.gallery_copies import Room, Sources
    from logbook.formats.outlets import Outlet
    from logbook.pictures.scaling import Copy
    from logbook.records import Book
    from logbook.tally.clearance import Judge
    from logbook.tally.essay import Essay
    from logbook.views.pages.essay import File

_PAGE: Final = "index.html"
_COPY: Final = f"i[0-9]*-[0-9]*-{'[0-9a-f]' * 10}.jpg"
_MAILED: Final = (1280,)
"""How wide a picture within the page is, in pixels: large on most screens, and not too heavy for an e-mail."""


def make(where: session.Session, asked: Asked) -> None:
    """Make a gallery. Raises LogbookError where there is nothing to be shown, or it must not be."""
    files.require_apart(asked.to, where.path)
    snapshot = where.read()
    images = gallery_choosing.chosen(snapshot, asked)
    book = snapshot.book(compact=True)
    files.require_no_picture(asked.to, book.images, snapshot.path)
    judge = _judge(book, asked)
    images, barred = gallery_choosing.printable(judge, book, images, asked)
    with _stoppable(), _outlet(asked) as outlet:
        told = _told(book, images, asked)
        images, nameless = gallery_choosing.creditable(book, told, images, asked)
        recorded = book.images
        del book  # what is told is all that is written, and takes as much memory again
        essay = _composed(judge, told, images, asked)
        found = gallery_copies.Sources(essay.plates, told, recorded, snapshot.path)
        del judge, recorded
        size = 0 if asked.dry_run else _write(essay, found, asked, outlet)
        if asked.dry_run:
            deque(found, maxlen=0)  # what lacks is told
    barred |= nameless
    _tell([plate.id for plate in essay.plates], found.lacking, barred, asked)
    copied = {plate.id: plate.image for plate in essay.plates if plate.id not in found.lacking}
    disclosing.say_stamped(copied, asked.disclosure)
    session.say(_summary(essay, found, barred, asked, size))
    if asked.dry_run:
        session.say_dry_run()


def _judge(book: Book, asked: Asked) -> Judge:
    from logbook.tally.clearance import Judge

    return Judge(book, asked.use, today=session.clock().date())


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let the program clear up when it is told to end, as it does after Ctrl-C: there may be gigabytes of it.

    It is told so, too, when its window is closed (SIGHUP, which Windows does not know), unless `nohup` is before it.
    """

    def stop(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    ends = [signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if name in signal.Signals.__members__]
    heeded = [one for one in ends if signal.getsignal(one) is signal.SIG_DFL]
    for one in heeded:
        signal.signal(one, stop)
    try:
        yield
    finally:
        for one in heeded:
            signal.signal(one, signal.SIG_DFL)


def _outlet(asked: Asked) -> AbstractContextManager[Outlet]:
    from logbook.formats import outlets

    if asked.single_file:
        return outlets.file(asked, outlets.Sealed())
    return outlets.folder(asked, outlets.Sealed(_PAGE, (_COPY,)))


def _told(book: Book, images: Sequence[int], asked: Asked) -> Book:
    """Give what may be told of pictures and of all that the page says beside them, and say what is not told."""
    from logbook.tally import essay

    shown = essay.shown(book, images)
    told = disclosing.tell(book, shown, images, asked.disclosure)
    session.say_all(disclosing.hidden(told, book, asked.disclosure))
    # Who else could be first is looked up, but nothing is said of it: nobody has asked for these.
    beside, worded = essay.beside(book, shown), _worded(book, asked)
    if beside == shown and worded is book:
        return told.book
    around = disclosing.tell(worded, beside, images, asked.disclosure).book
    if worded is not book and around.info != worded.info:
        session.say("the title or the introduction names a place or day that may not be told; word it otherwise")
    return replace(around, info=told.book.info)


def _worded(book: Book, asked: Asked) -> Book:
    """Give the logbook with what was typed in the place of its own words, to be told or not as they are."""
    words = asked.words
    if not (words.title or words.intro):
        return book
    return replace(book, info=Info(title=words.title, description="\n".join(words.intro) or None))


def _composed(judge: Judge, told: Book, images: Sequence[int], asked: Asked) -> Essay:
    """Compose the essay, and say how many of its pictures are not cleared."""
    from logbook.tally import essay
    from logbook.views.text import singular

    if asked.order is None and asked.like_publication is None:
        images = essay.by_date(told, images)
    made = essay.compose(judge, told, images, asked.words, asked.use, today=session.clock().date())
    if many := sum(plate.warns(asked.use) for plate in made.plates):
        of = f"{many:,} of {singular(len(made.plates), 'picture')}"
        session.say(f"{of} not cleared for {asked.use} use, and marked so: logbook images --not-cleared")
    if mute := [plate.id for plate in made.plates if plate.image.alt_text is None]:
        session.say(f'no alt text on record of {listed(mute)}: logbook edit {mute[0]} --alt "What the picture shows"')
    return made


def _write(essay: Essay, found: Sources, asked: Asked, outlet: Outlet) -> int:
    """Write the page and the copies, and give the size of the page in bytes."""
    from logbook.formats import outlets
    from logbook.pictures.scaling import WIDTHS
    from logbook.views.pages.essay import page

    if asked.single_file:
        room = gallery_copies.Room(outlet.path.with_name("copies"), None, _MAILED)
        room.into.mkdir()
    else:
        room = gallery_copies.Room(outlet.path, asked.to if asked.to.is_dir() else None, WIDTHS)
    copies = _Files(gallery_copies.scaled(found, room), room, within=asked.single_file)
    written = page(essay, copies, url=asked.url)
    with outlet.stream("" if asked.single_file else _PAGE) as stream:
        size = sum(map(stream.write, outlets.sealed(written)))
    outlet.keep()
    return size


class _Files(Mapping[Ref, "Sequence[File]"]):
    """Copies as the page names them: by their file, or `within` it by all that is in it, read when it is asked for."""

    def __init__(self, copies: Mapping[Ref, Sequence[Copy]], room: Room, *, within: bool) -> None:
        self._copies, self._into, self._within = copies, room.into, within

    def __getitem__(self, ref: Ref) -> Sequence[File]:
        from logbook.views.pages.essay import File

        return [File(self._source(one.name), one.width, one.height) for one in self._copies[ref]]

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._copies)

    def __len__(self) -> int:
        return len(self._copies)

    def _source(self, name: str) -> str:
        if not self._within:
            return name
        return f"data:image/jpeg;base64,{base64.b64encode((self._into / name).read_bytes()).decode()}"


def _tell(shown: Sequence[Ref], lacking: Mapping[Ref, str], barred: Mapping[int, str], asked: Asked) -> None:
    """Tell what became of each picture, where no person looks on."""
    from logbook.views.sheet import Column, Sheet

    def rows() -> Iterator[tuple[str, str, str]]:
        written = "would be written" if asked.dry_run else "written"
        yield from ((ref, "place-holder" if ref in lacking else written, lacking.get(ref, "")) for ref in shown)
        yield from ((f"i{number}", "left out", why) for number, why in barred.items())

    if not output.on_terminal():
        output.emit(Sheet([Column(key, key) for key in ("id", "state", "reason")], rows()), "plain")


def _summary(essay: Essay, found: Sources, barred: Mapping[int, str], asked: Asked, size: int) -> str:
    """Say what was written, and how many pictures it has: "wrote essay/index.html: 6 pictures"."""
    from logbook.views.text import singular

    place = asked.to if asked.single_file else asked.to / _PAGE
    weight = f", {size / 1_000_000:.1f} MB" if asked.single_file and size else ""
    parts = [singular(len(essay.plates), "picture")]
    if found.lacking:
        parts.append(f"{singular(len(found.lacking), 'place-holder')} among them")
    if barred:
        parts.append(f"{len(barred):,} left out")
    return f"{'would write' if asked.dry_run else 'wrote'} {place}{weight}: {', '.join(parts)}"
