"""Facts of the logbook itself, which data packages need: who made it, in which project, under which licences.

They are said once and kept in the `logbook` record. Contributors and project have Camtrap DP's fields in snake case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from logbook import licenses
from logbook.changes.drafts import OF_THE_FILE
from logbook.changes.fields import require_text
from logbook.choices import one_of
from logbook.errors import BadValueError, LogbookError
from logbook.patterns import pattern
from logbook.places import fold
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from logbook.changes.drafts import Draft
    from logbook.records import Info

    Fields = dict[str, Any]

ROLES: Final = ("contact", "principalInvestigator", "rightsHolder", "publisher", "contributor")
SAMPLING_DESIGNS: Final = (
    *("simpleRandom", "systematicRandom", "clusteredRandom"),
    *("experimental", "targeted", "opportunistic"),
)
CAPTURE_METHODS: Final = ("activityDetection", "timeLapse")

_NEEDED: Final = {
    "contributors": ("a contributor", '--contributor "NAME <EMAIL>, contact"'),
    "project": ("a project", "--project TITLE"),
    "sampling_design": ("its sampling design", f"--sampling-design {SAMPLING_DESIGNS[4]}"),
    "license": ("a licence of the data", "--data-license LICENSE"),
    "media_license": ("a licence of the media", "--media-license LICENSE"),
}
"""What a format may need, by its field: how it is called, and the option that says it."""

_CONTRIBUTOR = pattern(
    r"(?P<title>[^<>;]*?[^<>;,\s])(?P<marks>(?:\s*<[^<>]*>)*)\s*"
    r"(?:,\s*(?P<role>[^<>,;]*?)\s*)?(?:;\s*(?P<organization>[^<>]*?)\s*)?"
)
_MARK = pattern(r"<([^<>]*)>")
_EMAIL = pattern(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+")
_WEB = ("http://", "https://")
_LIKE = '"Anna Berg <anna@example.org>, contact; WWF"'


class FactWords(Struct, frozen=True, kw_only=True):
    """What a person says of the logbook itself, as typed; an empty word takes a fact out."""

    contributor: tuple[str, ...] = ()
    project: str | None = None
    sampling_design: str | None = None
    capture_method: tuple[str, ...] = ()
    data_license: str | None = None
    media_license: str | None = None


def state(draft: Draft, info: Info, words: FactWords) -> None:
    """Plan what is said of the logbook. Raises BadValueError naming the word that means nothing.

    A contributor who is known by name and role is said more of, another joins them; a project of another title takes
    the place of the one that was there, with all that was said of it.
    """
    for text in (*words.contributor, *words.capture_method, words.project, words.data_license, words.media_license):
        require_text(text or "", "a fact of the logbook")
    made: Fields = {}
    if words.contributor:
        made["contributors"] = _contributors(words.contributor, info)
    if words.project is not None or words.sampling_design or words.capture_method:
        made["project"] = _project(words, info.project or {})
    for field, text in (("license", words.data_license), ("media_license", words.media_license)):
        if text is not None:
            made[field] = _license(text, field) if text.strip() else None
    draft.change(OF_THE_FILE, made)


def united(ours: Iterable[Mapping[str, Any]], theirs: Iterable[Mapping[str, Any]]) -> list[Fields]:
    """Give the contributors of both; of who is known by name and role, what ours does not say is taken from theirs."""
    made = [dict(one) for one in ours]
    for one in theirs:
        at = _place(made, one)
        if at is None:
            made.append(dict(one))
        else:
            made[at] = {**one, **made[at]}
    return made


def require(info: Info, name: str, *needs: str) -> None:
    """Raise LogbookError where a logbook lacks what the format `name` needs, naming all of it with its options.

    `needs` are of `contributors`, `project`, `sampling_design`, `license` and `media_license`.
    """
    project = info.project or {}
    there = {
        "contributors": any(one.get("title") for one in info.contributors),
        "project": bool(project.get("title")),
        "sampling_design": project.get("sampling_design") in SAMPLING_DESIGNS,
        "license": license_terms(info.license) is not None,
        "media_license": license_terms(info.media_license) is not None,
    }
    lacking = [_NEEDED[need] for need in needs if not there[need]]
    if lacking:
        *most, last = [what for what, _ in lacking]
        said = f"{', '.join(most)} and {last}" if most else last
        options = " ".join(option for _, option in lacking)
        raise LogbookError(f"{name} needs {said}; give them once, and the logbook keeps them: {options}")


def license_terms(license: str | None) -> Fields | None:  # noqa: A002 - the field's name
    """Give a licence as data packages have it: `name` (an SPDX id), `path` (its page), or both; None for free text."""
    if not license:
        return None
    if licenses.is_free_text(license):
        return {"path": license} if license.startswith(_WEB) and " " not in license else None
    known, page = licenses.read(license), licenses.url(license)
    return ({} if known.startswith(_WEB) else {"name": known}) | ({"path": page} if page else {})


def _contributors(texts: tuple[str, ...], info: Info) -> list[Fields]:
    """Unite those who are there with those who are named; an empty text takes all out that stand before it."""
    made = [dict(one) for one in info.contributors]
    for text in texts:
        if not text.strip():
            made = []
            continue
        said = _contributor(text)
        at = _place(made, said)
        if at is None:
            made.append(said)
        else:
            made[at] |= said
    return made


def _contributor(text: str) -> Fields:
    """Read `Name <email or web page>, role; organization`; all but the name may be missing."""
    match = _CONTRIBUTOR.fullmatch(text.strip())
    if match is None:
        raise BadValueError(f"{quoted(text)} names no contributor; write one as {_LIKE}")
    said: Fields = {"title": match["title"].strip()}
    for mark in _MARK.findall(match["marks"]):
        said[_kind_of_mark(mark.strip(), text)] = mark.strip()
    if match["role"]:
        said["role"] = one_of(match["role"], ROLES, "role of a contributor")
    if match["organization"]:
        said["organization"] = match["organization"]
    return said


def _kind_of_mark(mark: str, text: str) -> str:
    if _EMAIL.fullmatch(mark):
        return "email"
    if mark.startswith(_WEB) and " " not in mark:
        return "path"
    raise BadValueError(f"{quoted(mark)} in {quoted(text)} is no e-mail or web address; write {_LIKE}")


def _place(entries: Sequence[Mapping[str, Any]], said: Mapping[str, Any]) -> int | None:
    return next((at for at, one in enumerate(entries) if _is_same(one, said)), None)


def _is_same(one: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Tell whether two entries name one contributor in one role; who has no role yet may get one."""
    if not said.get("title"):
        return one == said
    roles = {one.get("role"), said.get("role")} - {None}
    return fold(str(one.get("title", ""))) == fold(str(said["title"])) and len(roles) <= 1


def _project(words: FactWords, before: Mapping[str, Any]) -> Fields | None:
    """Give the project as it is said now."""
    if words.project is not None and not words.project.strip():
        return None
    said: Fields = {}
    if words.sampling_design:
        said["sampling_design"] = one_of(words.sampling_design, SAMPLING_DESIGNS, "sampling design")
    if words.capture_method:
        methods = [one_of(text, CAPTURE_METHODS, "capture method") for text in words.capture_method]
        said["capture_method"] = list(dict.fromkeys(methods))
    title = words.project.strip() if words.project else before.get("title")
    if not title:
        raise BadValueError("--sampling-design and --capture-method belong to a project; name it with --project TITLE")
    return (dict(before) if title == before.get("title") else {"title": title}) | said


def _license(text: str, field: str) -> str:
    known = licenses.parse(text)
    if license_terms(known) is None:
        option = _NEEDED[field][1].split()[0]
        raise BadValueError(f"{quoted(text)} names no licence; {option} takes an id as in CC-BY-4.0, or a web address")
    return known
