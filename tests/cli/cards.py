"""Cards of camera traps, with pictures as small as pictures can be."""

from __future__ import annotations

from pathlib import Path

from tests.pictures import making


def picture(name: str, taken: str | None = None, *keywords: str, more: str = "") -> Path:
    """Write a picture taken at a time (`2024-05-01T09:00:00`), with keywords such as `Species|Lynx`.

    Its name makes it unlike all others; `more` are other elements of its XMP.
    """
    items = "".join(f"<rdf:li>{keyword}</rdf:li>" for keyword in keywords)
    tagged = f"<lr:hierarchicalSubject><rdf:Bag>{items}</rdf:Bag></lr:hierarchicalSubject>" if keywords else ""
    exif = {making.TAKEN: taken.replace("-", ":").replace("T", " ")} if taken else None
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        making.jpeg(
            making.with_exif(making.tags({making.MAKE: "RECONYX", making.MODEL: "HC600"}, exif)),
            making.with_xmp(making.xmp(tagged + more)),
            (0xFE, name.encode()),
        )
    )
    return path
