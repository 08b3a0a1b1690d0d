"""A copy of a picture with its record written into it: Exif, IIM and XMP, the pixels as they were.

Exif 2.32, IPTC IIM 4.2 in UTF-8, XMP (`packets`). What the record has no value for stays as the file has it, except
that positions and a camera's serial number go out with no copy unless that is asked for. A copy of a picture whose
place is not told has what its record says, and the camera's settings, but nothing else.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from logbook import dates
from logbook.errors import LogbookError
from logbook.patterns import pattern
from logbook.pictures import reading
from logbook.pictures.properties import PROPERTIES
from logbook.pictures.reading import tiff
from logbook.pictures.reading.iim import decoder
from logbook.pictures.reading.said import clean
from logbook.pictures.writing import markup, packets
from logbook.pictures.writing.stripping import stripped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from logbook.records import Image

_JPEG: Final = b"\xff\xd8\xff"
_MEDIA_TYPES: Final = ("image/jpeg", "image/png", "image/tiff", "image/webp")
_PICTURES = pattern(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|II\*\0|MM\0\*|RIFF....WEBP", re.DOTALL)

# What exiv2 calls the tags and datasets of `properties`.
_TAGS: Final = {0x010E: "ImageDescription", 0x013B: "Artist", 0x8298: "Copyright"}
_DATASETS: Final = dict(
    zip(
        (25, 80, 105, 110, 115, 116, 120, 122),
        ("Keywords", "Byline", "Headline", "Credit", "Source", "Copyright", "Caption", "Writer"),
        strict=True,
    )
)
_TAKEN, _ZONE, _FRACTION = (f"Exif.Photo.{tag}Original" for tag in ("DateTime", "OffsetTime", "SubSecTime"))
_RECORD, _CHARACTERS, _UTF_8 = "Iptc.Application2.", "Iptc.Envelope.CharacterSet", "\x1b%G"
_NO_TEXT = pattern(r"Iptc\.Envelope\.|.*\.(?:0x[0-9a-f]{4}|Preview|RasterizedCaption)")
_PLACE = pattern(r"Exif\.(?:GPSInfo\..*|Image\.GPSTag)")
_SERIAL = pattern(r"Exif\.(?:Image|Photo)\.\w*SerialNumber")
# Texts, what stands for itself in no standard, and all that a maker writes in a way of its own.
_TEXT = pattern(
    r"Exif\.(?!(?:Image|Photo|Iop|Thumbnail|SubImage[0-9]+)\.).*|.*\.(?:0x[0-9a-f]{4}|MakerNote|Artist|Copyright"
    r"|XP\w+|\w*(?:Author|Comment|Description|Editor|History|ID|Keywords|Name|Photographer|Subject|Title)|Annotations"
    r"|HostComputer|ImageResources|IPTCNAA|RelatedSoundFile|Software|TargetPrinter|XMLPacket)"
)
_WHEN = pattern(r".*\.\w*(?:DateTime|OffsetTime|SubSec|TimeStamp|TimeZone)\w*")
_TIME = pattern(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2})(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?")

_GPS: Final = 0x8825
_TIFFS = pattern(rb"II\*\0|MM\0\*")
# In XMP, and in the film behind a phone's moving picture (3GPP and QuickTime, ISO 6709).
_POSITION = pattern(rb"G(?:PS|ps)Latitude|\xa9xyz.{4}[+-][0-9]{2}", re.DOTALL)
_OF_XMP: Final = ("", "x", "rdf", "xml")
_SEVERAL = pattern(rb"MPF\0(II\*\0|MM\0\*)")
_ENTRIES: Final = 0xB002
_IIM, _DIGEST = b"8BIM\x04\x04\0\0", b"8BIM\x04\x25\0\0\0\0\0\x10"


Tells = Literal["all", "no position", "no place", "no place and day"]
"""What a copy may tell beside its record: all that its file does, or not where it was taken, or not when either."""
_UNTOLD: Final[Mapping[Tells, tuple[re.Pattern[str], ...]]] = {
    "all": (),
    "no position": (_PLACE, _SERIAL),
    "no place": (_PLACE, _SERIAL, _TEXT),
    "no place and day": (_PLACE, _SERIAL, _TEXT, _WHEN),
}
_RECORD_ONLY: Final = ("no place", "no place and day")


class Copy(NamedTuple):
    """A copy as bytes; `notes` are what did not go into it whole, and what was taken out."""

    data: bytes
    notes: tuple[str, ...] = ()


def is_picture(head: bytes) -> bool:
    """Tell by its first bytes whether a file is a JPEG, PNG, TIFF or WebP, which a record can be written into."""
    return _PICTURES.match(head) is not None


def exiv2() -> ModuleType:
    """Load the library that writes into pictures. Raises LogbookError where the extra `embed` is not installed."""
    try:
        import pyexiv2
    except (ImportError, OSError):
        raise LogbookError(
            "copies with the metadata inside need the extra `embed`: pip install 'sighting-logbook[embed]'; "
            "--format xmp writes sidecars without it"
        ) from None
    pyexiv2.set_log_level(4)
    module: ModuleType = pyexiv2
    return module


def embedded(data: bytes, image: Image, *, tells: Tells = "no position") -> Copy:
    """Write a record into a copy of a picture's file, which tells no more than it may.

    Raises LogbookError where that cannot be done, where a position would go out with the copy all the same, and where
    the credit line is not found in it again.
    """
    # A camera's raw file begins as a TIFF does.
    if not is_picture(data) or image.media_type not in {None, *_MEDIA_TYPES}:
        raise LogbookError("only a JPEG, PNG, TIFF or WebP can hold a record; --format xmp writes a sidecar")
    library = exiv2()
    try:
        if tells in _RECORD_ONLY:
            data = stripped(data)
        with library.ImageData(data) as opened:
            notes = _fill(opened, image, tells)
            copy: bytes = opened.get_bytes()
    except (RuntimeError, ValueError) as error:
        raise LogbookError(f"no copy could be written: {error}") from None
    copy = _with_digest(_with_length(copy, len(copy) - len(data)))
    if tells != "all" and _tells_position(copy):
        raise LogbookError("a position in it cannot be taken out; --exact copies it with its position")
    if image.credit_line and not _bears(copy, image.credit_line):
        raise LogbookError("its credit cannot be written so that it is found again; --format xmp writes a sidecar")
    return Copy(copy, tuple(notes))


def _fill(opened: Any, image: Image, tells: Tells) -> list[str]:
    """Write a record into an opened picture; give the notes."""
    if tells in _RECORD_ONLY:
        opened.clear_xmp()
        opened.clear_iptc()
    exif = opened.read_exif("latin-1")
    # What was cleared, the library may still read.
    before = b"" if tells in _RECORD_ONLY else opened.read_raw_xmp("latin-1").encode("latin-1")
    packet = _packet(image, before, without_position=tells != "all")
    notes = list(packet.notes)
    telling = [key for key in exif if any(form.fullmatch(key) for form in _UNTOLD[tells])]
    opened.modify_exif({**dict.fromkeys(telling), **_exif(image, exif.get(_TAKEN))})
    if opened.get_access_mode()["iptc"]:
        there = {} if tells in _RECORD_ONLY else opened.read_iptc("latin-1")
        opened.modify_iptc(_iim(image, there, notes))
    _declare(packet.data)
    opened.modify_raw_xmp(packet.data.decode())  # last: the others would write it as it was
    if tells in _RECORD_ONLY:
        return [*notes, "its place is not told: all but the record, the pixels and the camera's settings is left out"]
    names = dict.fromkeys("Exif GPS" if _PLACE.match(key) else key.rpartition(".")[2] for key in telling)
    removed = (*names, *(f"XMP {name}" for name in packet.removed))
    return [*notes, *([f"taken out of the copy: {', '.join(removed)}"] if removed else [])]


def _declare(packet: bytes) -> None:
    """Have the library mean by each prefix what a packet does: else it means what any picture before has meant."""
    for namespace, prefix in markup.parsed(packet).prefixes.items():
        if prefix not in _OF_XMP:
            exiv2().registerNs(namespace, prefix)


def _packet(image: Image, before: bytes, *, without_position: bool) -> packets.Packet:
    try:
        return packets.written(image, before.strip(b"\0 \t\r\n"), without_position=without_position)
    except LogbookError as error:
        raise LogbookError(f"its XMP cannot be rewritten, because {error}") from None


def _exif(image: Image, before: str | None) -> dict[str, str | None]:
    """Give the tags to write; `before` is the time that stands there, to which its fractions of a second belong."""
    texts = {_TAGS[one.exif]: "; ".join(packets.texts_of(image, one)) for one in PROPERTIES if one.exif}
    tags: dict[str, str | None] = {f"Exif.Image.{tag}": text for tag, text in texts.items() if text}
    match = _moment(image)
    if match and match[3]:
        taken = f"{match[1].replace('-', ':')} {match[2]}{match[3]}"
        tags |= {_TAKEN: taken, _ZONE: _zone(match)} | ({} if taken == before else {_FRACTION: None})
    return tags


def _moment(image: Image) -> re.Match[str] | None:
    """Give the day of capture with its time and zone, as far as they are known; None where the day is not."""
    taken = image.date_created or ""
    return _TIME.fullmatch(taken) if dates.is_edtf(taken) else None


def _zone(match: re.Match[str]) -> str | None:
    return "+00:00" if match[4] == "Z" else match[4]


def _iim(image: Image, before: Mapping[str, str | list[str]], notes: list[str]) -> dict[str, Any]:
    """Give the datasets to write: the record's, and those of the file that must be written again as UTF-8."""
    there, changed = _in_utf_8(before, notes)
    for one in PROPERTIES:
        texts = packets.texts_of(image, one) if one.iim else []
        if one.iim and texts:
            key = f"{_RECORD}{_DATASETS[one.iim.number]}"
            cut = [packets.cut(text, one.iim.most) for text in texts]
            if cut != texts:
                notes.append(f"{one.field}: cut to the {one.iim.most} bytes that IIM holds; XMP has it whole")
            kept = there.get(key, []) if one.shape == "set" else []
            changed[key] = list(dict.fromkeys(filter(None, (*kept, *cut)))) or None
    match = _moment(image)
    if match:
        zone = _zone(match)
        # IIM has no time without a zone, and none is invented; the library writes the figures as they stand here.
        time = [f"{match[2]}{match[3] or ':00'}{zone}".replace(":", "")] if zone else None
        changed |= {f"{_RECORD}DateCreated": [match[1].replace("-", "")], f"{_RECORD}TimeCreated": time}
    return {**changed, _CHARACTERS: _UTF_8} if changed else {}


def _in_utf_8(
    before: Mapping[str, str | list[str]], notes: list[str]
) -> tuple[dict[str, list[str]], dict[str, list[str] | None]]:
    """Decode the datasets of a file, read byte for byte; give all, and those that are other bytes in UTF-8."""
    decode = decoder("".join(before.get(_CHARACTERS, "")))
    there: dict[str, list[str]] = {}
    changed: dict[str, list[str] | None] = {}
    for key, value in before.items():
        raw = [text.encode("latin-1") for text in ([value] if isinstance(value, str) else value)]
        if not _NO_TEXT.match(key):
            decoded = list(map(decode, raw))
            there[key] = [text for text in decoded if text is not None]
            if None in decoded:
                notes.append(f"{key.rpartition('.')[2]} in its IIM: left out, not in the characters that it declares")
            if [text.encode() for text in there[key]] != raw:
                changed[key] = there[key] or None
    return there, changed


def _with_length(copy: bytes, grown: int) -> bytes:
    """Tell a JPEG that has more pictures behind it (CIPA DC-007) how long its first one has become."""
    match = _SEVERAL.search(copy) if copy.startswith(_JPEG) else None
    found = _directory(copy, match.start(1)) if match else None
    entry = found.raw(_ENTRIES)[:16] if found else b""
    if not match or not entry:
        return copy
    order: Literal["little", "big"] = "little" if match[1].startswith(b"II") else "big"
    length = int.from_bytes(entry[4:8], order) + grown & 0xFFFFFFFF
    return copy.replace(entry, entry[:4] + length.to_bytes(4, order) + entry[8:], 1)


def _with_digest(copy: bytes) -> bytes:
    """Renew Photoshop's digest of the IIM, where there is one: by an old one, readers take IIM for newer than XMP."""
    at, resource = copy.find(_DIGEST), copy.find(_IIM)
    if min(at, resource) < 0:
        return copy
    at, start = at + len(_DIGEST), resource + len(_IIM) + 4
    length = int.from_bytes(copy[start - 4 : start], "big")
    digest = hashlib.md5(copy[start : start + length], usedforsecurity=False).digest()
    return copy[:at] + digest + copy[at + len(digest) :]


def _tells_position(copy: bytes) -> bool:
    """Look for a position through a whole copy, with the pictures, or the film, behind the first one."""
    found = (_directory(copy, match.start()) for match in _TIFFS.finditer(copy))
    return _POSITION.search(copy) is not None or any(one is not None and one.integer(_GPS) is not None for one in found)


def _bears(copy: bytes, line: str) -> bool:
    """Read the credit line in a copy again: in a damaged picture, what was written may not be what is found."""
    try:
        return reading.credit_line(copy) == clean(line)
    except (ValueError, EOFError, struct.error):
        return False


def _directory(data: bytes, at: int) -> tiff.Directory | None:
    """Open the TIFF that begins there, if it is one."""
    try:
        return tiff.open_directory(io.BytesIO(data[at:]))
    except (ValueError, EOFError, struct.error):
        return None
