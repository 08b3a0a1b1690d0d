"""The metadata of an archive: EML 2.2.0 (https://eml.ecoinformatics.org), as far as GBIF's profile asks for it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from logbook import licenses
from logbook.changes import facts
from logbook.changes.intake.items import Facts
from logbook.formats.markup import below, escaped, text
from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from xml.etree.ElementTree import Element  # nosec B405 # no parser

    from logbook.records import Info

    Contributor = dict[str, Any]

SYSTEM: Final = "sighting-logbook"
"""What our own archives are known by: the program, within which the identity of a package is unique."""
_DOWNLOAD: Final = "GBIF Occurrence Download"
_OF_PARTY: Final = ("rightsHolder", "publisher", "principalInvestigator", "contributor")
_TAKEN_BY_GBIF: Final = pattern(r"CC0-1\.0|CC-BY(?:-NC)?(?:-[0-9.]+)?")


def require(info: Info) -> None:
    """Raise LogbookError where a logbook lacks what every archive must say, naming the options that say it."""
    facts.require(info, "dwca", "contributors", *(() if info.title else ("project",)), "license")


def written(info: Info, now: datetime) -> str:
    """Write the metadata of a logbook that `require` lets pass. The identity stays while title and makers do."""
    title = _title(info)
    people = [one for one in info.contributors if one.get("title")]
    makers = [one for one in people if one.get("role") == "principalInvestigator"] or people[:1]
    contacts = [one for one in people if one.get("role") == "contact"] or makers
    others = [one for one in people if one.get("role") in _OF_PARTY]
    names = "\n".join((title, *(str(one["title"]) for one in people)))
    package = f'packageId="{uuid.uuid5(uuid.NAMESPACE_URL, names)}" system="{SYSTEM}" scope="system"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<eml:eml xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0" {package}>',
        "<dataset>",
        _element("title", title),
        *(_party("creator", one) for one in makers),
        *(_party("metadataProvider", one) for one in contacts[:1]),
        *(_party("associatedParty", one, role=str(one["role"])) for one in others),
        _element("pubDate", now.date().isoformat()),
        *_paragraph("abstract", _abstract(info)),
        *_rights(info),
        *(_party("contact", one) for one in contacts),
        "</dataset>",
        "</eml:eml>",
    ]
    return "\n".join((*lines, ""))


def lacking(info: Info) -> Iterator[str]:
    """Say what GBIF asks for beyond what every archive must say."""
    if not _TAKEN_BY_GBIF.fullmatch(licenses.read(info.license or "")):
        yield f"GBIF takes data under CC0, CC BY or CC BY-NC only, and these are under {info.license}"
    if not _abstract(info):
        yield "the logbook has no description, which GBIF shows as the abstract"


def read(root: Element) -> Facts | None:
    """Read what a data set says of itself; None for a download from GBIF, which is many data sets and nobody's own."""
    dataset = next(below(root, "dataset"), None)
    if dataset is None or (text(next(below(dataset, "title"), None)) or "").startswith(_DOWNLOAD):
        return None
    people = [*_people(dataset, "contact"), *_people(dataset, "associatedParty")]
    named = {one["title"] for one in people}
    people += [one for one in _people(dataset, "creator") if one["title"] not in named]
    return Facts(
        title=text(next(below(dataset, "title"), None)),
        description=text(next(below(dataset, "abstract"), None)),
        license=_license(dataset),
        contributors=tuple(one for at, one in enumerate(people) if one not in people[:at]),
    )


def identity(root: Element) -> str:
    """Give what a data set is known by, without the version that publishing tools put behind it."""
    return root.get("packageId", "").partition("/v")[0]


def _title(info: Info) -> str:
    return info.title or str((info.project or {})["title"])


def _abstract(info: Info) -> str | None:
    description = info.description or (info.project or {}).get("description")
    return str(description) if description else None


def _rights(info: Info) -> Iterator[str]:
    known = facts.license_terms(info.license) or {}
    page = known.get("path")
    name = str(known.get("name") or page or info.license)
    named = escaped(name)
    link = f'<ulink url="{escaped(page)}"><citetitle>{named}</citetitle></ulink>' if page else named
    yield f"<intellectualRights><para>This work is licensed under {link}.</para></intellectualRights>"
    if page:
        identifier = _element("identifier", name) if "name" in known else ""
        yield f"<licensed>{_element('licenseName', name)}{_element('url', page)}{identifier}</licensed>"


def _party(tag: str, one: Contributor, role: str | None = None) -> str:
    """Write a contributor: an organisation where it is called as theirs, or holds the rights; else a person."""
    name, organization = str(one["title"]), one.get("organization")
    is_person = organization != name and one.get("role") not in {"rightsHolder", "publisher"}
    # Which part of a name is the family's cannot be told: the whole stands where EML must have one.
    who = f"<individualName>{_element('surName', name)}</individualName>" if is_person else ""
    where = organization if is_person else name
    made = who + (_element("organizationName", str(where)) if where else "")
    made += _element("electronicMailAddress", str(one["email"])) if one.get("email") else ""
    made += _element("onlineUrl", str(one["path"])) if one.get("path") else ""
    made += _element("role", role) if role else ""
    return f"<{tag}>{made}</{tag}>"


def _paragraph(tag: str, words: str | None) -> Iterator[str]:
    if words:
        yield f"<{tag}>{_element('para', words)}</{tag}>"


def _element(tag: str, words: str) -> str:
    return f"<{tag}>{escaped(words)}</{tag}>"


def _people(dataset: Element, tag: str) -> Iterator[Contributor]:
    for party in below(dataset, tag):
        name = [text(part) for person in below(party, "individualName") for part in person]
        organization = text(next(below(party, "organizationName"), None))
        role = tag if tag == "contact" else text(next(below(party, "role"), None))
        said = {
            "title": " ".join(filter(None, name)) or organization,
            "email": text(next(below(party, "electronicMailAddress"), None)),
            "path": text(next(below(party, "onlineUrl"), None)),
            "role": role if role in facts.ROLES else "contributor",
            "organization": organization if any(name) else None,
        }
        if said["title"]:
            yield {field: value for field, value in said.items() if value}


def _license(dataset: Element) -> str | None:
    """Read the licence: its page as it is linked, else its name, where one is known by it."""
    rights = next(below(dataset, "intellectualRights"), None)
    linked = [one.get("url") for one in rights.iter()] if rights is not None else []
    said = [*linked, *(text(one) for one in below(dataset, "licensed", "url")), text(rights)]
    return next((licenses.read(one) for one in said if one and not licenses.is_free_text(one)), None)
