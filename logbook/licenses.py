"""Licences: the words for them, and what they allow.

Stored are ids of the SPDX License List; `CC-BY-NC` and its like where no version was said; rightsstatements.org URIs;
the deed of a Creative Commons licence that SPDX has no id for (`https://creativecommons.org/licenses/by/2.0/fr/`); and
free text. Whatever is asked of a licence may be asked of any spelling of it.
"""

from __future__ import annotations

import difflib
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logbook.records import Use

_FAMILIES: Final = ("CC-BY", "CC-BY-NC", "CC-BY-NC-ND", "CC-BY-NC-SA", "CC-BY-ND", "CC-BY-SA")
"""What people write who leave the version out."""

_ONE_VERSION: Final = ("CC0-1.0", "CC-PDM-1.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0")
"""Licences of which there is one version only, so that it goes without saying."""

_STATEMENTS: Final = (
    *("InC", "InC-OW-EU", "InC-EDU", "InC-NC", "InC-RUU", "NoC-CR", "NoC-NC", "NoC-OKLR", "NoC-US"),
    *("CNE", "UND", "NKC"),
)
_STATEMENT: Final = "http://rightsstatements.org/vocab/{}/1.0/"

# Only those that plainly let a picture be printed for any use; who is not named here has to be read.
_OPEN: Final = frozenset(
    {"0BSD", "Apache-2.0", "BSD-1-Clause", "BSD-2-Clause", "BSD-2-Clause-Views", "BSD-3-Clause", "ISC", "MIT", "MIT-0"}
    | {"CC-PDDC", "CC-PDM-1.0", "CC0-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "CDLA-Sharing-1.0"}
    | {"DL-DE-BY-2.0", "DL-DE-ZERO-2.0", "etalab-2.0", "LAL-1.2", "LAL-1.3", "NLOD-1.0", "NLOD-2.0", "OGDL-Taiwan-1.0"}
    | {"ODbL-1.0", "ODC-By-1.0", "OGL-Canada-2.0", "OGL-UK-1.0", "OGL-UK-2.0", "OGL-UK-3.0", "OPL-UK-3.0", "PDDL-1.0"}
    | {"Unlicense"}
)
_OPEN_FAMILY: Final = "GFDL-"
_ASKS_NO_CREDIT: Final = frozenset(
    {"0BSD", "CC-PDDC", "CC-PDM-1.0", "CC0-1.0", "DL-DE-ZERO-2.0", "MIT-0", "PDDL-1.0", "Unlicense"}
)
# A newspaper sells, a society's leaflet does not: whether editorial use is commercial has to be asked.
_NONCOMMERCIAL: Final[Mapping[Use, bool]] = {"noncommercial": True, "internal": True, "commercial": False}

_CC: Final = "https://creativecommons.org/"
_PUBLIC_DOMAIN_PAGES: Final = {
    "CC0-1.0": f"{_CC}publicdomain/zero/1.0/",
    "CC-PDM-1.0": f"{_CC}publicdomain/mark/1.0/",
    "CC-PDDC": f"{_CC}licenses/publicdomain/",
}
_SPDX: Final = "spdx.org/licenses/"
_CLOSE: Final = 0.8

_PAGE = pattern(r"(?:https?://)?(?:www\.)?((?:creativecommons|rightsstatements|spdx)\.org/[^\s?#]*)\S*", re.IGNORECASE)
_LAST = pattern(r"(?:/(?:deed|legalcode)[^/]*|\.html|\.json)?/?$")
_GAP = pattern(r"[\s_\u2010-\u2014-]+")
_BEHIND_VERSION = pattern(r"(?<=\.[0-9])-(?:generic|international|universal|unported)$")
"""What Creative Commons calls the version that is of no country."""
_POINT = pattern(r"(?<=[0-9])-(?=[0-9])")
_ELEMENTS = pattern(r"(?<![a-z])(?:by|nc|nd|sa)(?:-(?:by|nc|nd|sa))+(?![a-z])")
_CC_ID = pattern(r"CC-([BYNCDSA-]+?)(?:-([0-9.]+)(?:-([A-Z]+))?)?")
# Versions before 4.0 were adapted to the law of many countries, few of which SPDX lists.
_ADAPTED = pattern(
    r"creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/(1\.0|2\.[015]|3\.0)/([a-z]{2}|igo|scotland)"
)
_WORD = pattern(r"[a-z0-9][a-z0-9.+-]*")
_CC_WORDS = pattern(r"cc(?:-|by|nc|nd|sa|[0-9.])+")


def parse(text: str) -> str:
    """Return a typed licence as it is stored: `cc by 4.0` or the address of its deed is CC-BY-4.0, `InC` its URI.

    What has several words and is no licence known here stays as it is, as free text. BadValueError for one word, or
    an address of Creative Commons, rightsstatements.org or SPDX, that is none.
    """
    plain = text.strip()
    if not plain:
        raise BadValueError("the licence is empty; name one, as in CC-BY-4.0, or leave it out")
    known = _known(plain)
    if known is None and _looks_like_one(plain):
        raise BadValueError(f"{quoted(plain)} is no licence known here; {_hint(plain)}")
    return known or plain


def read(text: str) -> str:
    """Return a licence that a file names as it is stored; what is not known stays, as free text. Never raises."""
    return _known(text) or text


def is_free_text(license: str) -> bool:  # noqa: A002 - the field's name
    """Tell whether a licence is words that only a person can read."""
    return _known(license) is None


def fault(license: str) -> str | None:  # noqa: A002 - the field's name
    """Return what a licence leaves open, as a sentence, or nothing where it can stand."""
    known = _known(license)
    if known is None:
        return f"the licence {quoted(license)} is free text, which says nothing that a program can read"
    if known in _FAMILIES:
        return f"the licence {known} has no version; ask which one is meant, as in {known}-4.0"
    if known in _deprecated():
        return f"the licence id {known} is deprecated; {_page(known)} says what to write instead"
    return None


def url(license: str) -> str | None:  # noqa: A002 - the field's name
    """Return the page that tells what a licence says; None for free text, and where no version was said."""
    known = _known(license)
    return None if known is None else _page(known)


@lru_cache(maxsize=1024)
def allows(license: str, use: Use) -> bool | None:  # noqa: A002 - the field's name
    """Tell whether a licence lets a picture be printed, unchanged and credited, for a use; None: it says neither.

    True for open licences, False for those against the use. A noncommercial licence says neither of editorial use.
    """
    known = _known(license)
    if known is None:
        return None
    elements = _elements(known)
    if "nc" in elements.split("-") or known.endswith("-NC/1.0/"):
        return _NONCOMMERCIAL.get(use)
    return True if elements or known in _OPEN or known.startswith(_OPEN_FAMILY) else None


def is_public_domain(license: str) -> bool:  # noqa: A002 - the field's name
    """Tell whether a picture needs no credit line: it is in the public domain, or its licence gives as much."""
    return _known(license) in _ASKS_NO_CREDIT


@lru_cache(maxsize=1024)
def _known(text: str) -> str | None:
    """Return a licence as it is stored, None where it is free text."""
    key = _key(text)
    if found := _index().get(key):
        return found
    adapted = _ADAPTED.fullmatch(key)
    return _deed(*adapted.groups()) if adapted else None


def _key(text: str) -> str:
    """Return what is compared of a licence: `CC_BY-SA 4_0` is `cc-by-sa-4.0`, and a page is without its language."""
    plain = text.strip().rstrip(".").casefold()
    if page := _PAGE.fullmatch(plain):
        plain = _LAST.sub("", page[1], count=1).replace("org/page/", "org/vocab/").removeprefix(_SPDX)
    plain = _POINT.sub(".", _GAP.sub("-", plain.removeprefix("(").removesuffix(")")))
    plain = _BEHIND_VERSION.sub("", plain)
    return _ELEMENTS.sub(lambda found: "-".join(sorted(found[0].split("-"))), plain)


@cache
def _index() -> Mapping[str, str]:
    """Map the keys of all names and pages to what is stored; late, because most commands meet no licence."""
    from logbook.data.licenses import CURRENT, DEPRECATED

    listed = [*DEPRECATED.split(), *CURRENT.split()]
    spelt = [(name, name) for name in (*listed, *_FAMILIES)]
    spelt += [(_page(name) or "", name) for name in listed if name.startswith("CC")]
    spelt += [(f"{_CC}licenses/{name[3:]}", name) for name in _FAMILIES]
    spelt += [(name.rpartition("-")[0], name) for name in _ONE_VERSION]
    spelt += [(one, _STATEMENT.format(code)) for code in _STATEMENTS for one in (code, _STATEMENT.format(code))]
    return {_key(spelling): name for spelling, name in spelt}


@cache
def _deprecated() -> frozenset[str]:
    from logbook.data.licenses import DEPRECATED

    return frozenset(DEPRECATED.split())


def _page(known: str) -> str | None:
    if known.startswith("http"):
        return known
    if known in _PUBLIC_DOMAIN_PAGES:
        return _PUBLIC_DOMAIN_PAGES[known]
    if found := _CC_ID.fullmatch(known):
        elements, version, port = found.groups()
        return _deed(elements.lower(), version, (port or "").lower()) if version else None
    return f"https://{_SPDX}{known}.html"


def _deed(elements: str, version: str, port: str) -> str:
    # The first version named its elements in another order, and its pages still do.
    named = "by-nd-nc" if (elements, version) == ("by-nc-nd", "1.0") else elements
    return f"{_CC}licenses/{named}/{version}/" + (f"{port}/" if port else "")


def _elements(known: str) -> str:
    """Return what a Creative Commons licence is made of, `by-nc-sa`; nothing for others."""
    found = _CC_ID.fullmatch(known) or _ADAPTED.fullmatch(_key(known))
    return found[1].lower() if found else ""


def _looks_like_one(text: str) -> bool:
    """Tell whether a text that names no licence must have been meant to."""
    key = _key(text)
    return bool(_PAGE.fullmatch(text) or _CC_WORDS.fullmatch(key) or (" " not in text and _WORD.fullmatch(key)))


def _hint(text: str) -> str:
    key = _key(text)
    names = {spelling: name for spelling, name in _index().items() if name not in _deprecated()}
    # What begins so, the shortest and the last of its versions; else what is nearly the same.
    longer = sorted((one for one in names if one.startswith(f"{key}-")), key=lambda one: (-len(one), one))
    near = longer or difflib.get_close_matches(key, names, n=1, cutoff=_CLOSE)
    meant = f"did you mean {names[near[-1]]}? Else" if near else "take an id from https://spdx.org/licenses, or"
    return f"{meant} write a sentence of free text, as in 'free for schools'"
