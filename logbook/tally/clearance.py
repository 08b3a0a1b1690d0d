"""May it be printed? What is said of a picture's rights, weighed for one use on one day, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from msgspec import Struct

from logbook import credits as credit_lines
from logbook import dates, licenses
from logbook.patterns import pattern
from logbook.records import USES
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from logbook.records import Book, Credit, Image, Permission, Use

State = Literal["clear", "not cleared", "barred"]

_DECIDING_FIRST: Final[tuple[State, ...]] = ("barred", "clear", "not cleared")
_WEAKEST_FIRST: Final = (False, None, True)
_DAY: Final = pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Clearance(Struct, frozen=True):
    """Whether a picture may be printed, and every reason there is, the deciding ones first; no full stops."""

    state: State
    reasons: tuple[str, ...]


class Terms(NamedTuple):
    """What is said of how a picture may be used; `is_default` where only its credit says it."""

    license: str | None
    usage_terms: str | None
    web_statement: str | None
    is_default: bool


class _Finding(NamedTuple):
    """One reason. One that `yields` bars only where nothing clears the picture."""

    state: State
    reason: str
    yields: bool = False


class _Speaker(NamedTuple):
    """Who says something of a picture's rights: its own record, or that of its credit by default."""

    record: Image | Credit
    source: str = ""


class Judge:
    """Says whether the pictures of a logbook may be printed for a use, `today`; reads its images, credits, sightings.

    An embargo ends with the last day of its date: on that day the picture may be printed. A permission holds through
    its last day. Where a date leaves that day open (`2027~`, a season), the picture is not printed in the meantime.
    """

    def __init__(self, book: Book, use: Use = "editorial", *, today: date) -> None:
        self._images, self._credits = book.images, book.credits
        self._use = use
        self._today = today
        self._pictured = Pictured(book)
        self._embargoes: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for number, image in book.images.items():
            if image.embargo_until:
                self._embargoes[f"i{number}"].append(("", image.embargo_until))
        for number, sighting in book.sightings.items():
            if sighting.embargo_until:
                for ref in dict.fromkeys(sighting.images):
                    self._embargoes[ref].append((f"s{number}, which it shows, is ", sighting.embargo_until))

    def clearance(self, number: int) -> Clearance:
        """Say whether a picture may be printed, by its number, which the logbook must have."""
        image = self._images[number]
        speakers = self._speakers(image)
        terms = _terms_of(speakers)
        named = _licences(terms.record)
        rights = [*self._permission(speakers, self._pictured.parties(image)), *self._terms(terms, named)]
        findings = [
            *(rights or [_Finding("not cleared", "nobody has been asked")]),
            *self._embargo(f"i{number}"),
            *self._credit_line(image, named),
        ]
        if any(one.state == "clear" for one in findings):
            findings = [one._replace(state="not cleared") if one.yields else one for one in findings]
        findings.sort(key=lambda one: _DECIDING_FIRST.index(one.state))
        return Clearance(findings[0].state, tuple(one.reason for one in findings))

    def terms(self, number: int) -> Terms:
        """Give the terms that a picture's own record states, else those that its credit does by default."""
        record, source = _terms_of(self._speakers(self._images[number]))
        return Terms(record.license, record.usage_terms, record.web_statement, bool(source))

    def _speakers(self, image: Image) -> list[_Speaker]:
        owner = self._pictured.owner(image)
        default = [_Speaker(self._credits[owner], f"by default of c{owner}")] if isinstance(owner, int) else []
        return [_Speaker(image), *default]

    def _embargo(self, ref: str) -> Iterator[_Finding]:
        for begin, until in self._embargoes.get(ref, ()):
            if is_embargoed(until, self._today):
                said = f"{until!r}, which is no date" if dates.readable(until) is None else _in_words(until)
                yield _Finding("barred", f"{begin}under embargo until {said}")

    def _credit_line(self, image: Image, named: Sequence[str]) -> Iterator[_Finding]:
        """Bar a picture that names nobody, but for use in the house and for what everybody may use without naming."""
        is_free = bool(named) and all(map(licenses.is_public_domain, named))
        if self._use != "internal" and not is_free and not credit_lines.key(self._pictured.line(image) or ""):
            yield _Finding("barred", "a credit line is due, and there is none")

    def _terms(self, terms: _Speaker, named: Sequence[str]) -> Iterator[_Finding]:
        """Weigh a licence; of two that differ, the one that allows less."""
        record, source = terms
        if named:
            weakest = min(named, key=lambda one: _WEAKEST_FIRST.index(licenses.allows(one, self._use)))
            found = self._licence(weakest)
            statement = "" if weakest == licenses.read(record.license or "") else "by its web statement"
            yield found._replace(reason=_with(found.reason, statement, source))
        elif record.usage_terms:
            yield _Finding("not cleared", _with("the usage terms are free text: read them", source))
        elif record.web_statement:
            yield _Finding("not cleared", _with("the terms are on the page of the web statement: read it", source))

    def _licence(self, name: str) -> _Finding:
        use, allows = self._use, licenses.allows(name, self._use)
        if allows:
            return _Finding("clear", name)
        if allows is False:
            return _Finding("barred", f"{name} by itself does not allow {use} use", yields=True)
        if licenses.is_free_text(name):
            return _Finding("not cleared", "the licence is free text: read it")
        if licenses.allows(name, "noncommercial"):
            return _Finding("not cleared", f"{name} allows noncommercial use; {use} use has to be asked")
        return _Finding("not cleared", f"{name} does not say that {use} use is allowed")

    def _permission(self, speakers: Iterable[_Speaker], parties: Sequence[str]) -> Iterator[_Finding]:
        said = next(((one.record.permission, one.source) for one in speakers if one.record.permission), None)
        if said is not None:
            permission, source = said
            weigh = {"granted": self._granted, "refused": self._refused, "asked": _asked}[permission.status]
            found = weigh(permission)
            left = silent(permission, parties) if found.state == "clear" else []
            if left:
                found = _Finding("not cleared", f"{found.reason}, and not by {' nor by '.join(left)}")
            reference = f", {permission.reference}" if permission.reference else ""
            yield found._replace(reason=_with(f"{found.reason}{reference}", source))

    def _granted(self, permission: Permission) -> _Finding:
        uses, until, granted = _uses(permission), permission.until, _answer("granted", "by", permission)
        is_for_others = bool(uses) and self._use not in uses
        if is_for_others and self._use != "internal":
            return _Finding("not cleared", f"{granted} only")
        if not until:
            return _Finding("clear", granted)
        granted, span = f"{granted} until {_in_words(until)}", dates.readable(until)
        if span is None:
            return _Finding("not cleared", f"{granted}, which is no date: ask how long it holds")
        if span.latest.date() < self._today:
            return _Finding("not cleared" if is_for_others else "barred", f"{granted}, which is over", yields=True)
        if _is_vague(until) and span.earliest.date() <= self._today:
            return _Finding("not cleared", f"{granted}, which may be over: ask how long it holds")
        return _Finding("clear", granted)

    def _refused(self, permission: Permission) -> _Finding:
        uses, refused = _uses(permission), _answer("refused", "by", permission)
        if not uses or self._use in uses:
            return _Finding("barred", refused)
        if uses.issubset(USES):
            return _Finding("not cleared", f"{refused} only")
        return _Finding("barred", f"{refused}, which may mean {self._use} use: ask")


def is_embargoed(until: str | None, today: date) -> bool:
    """Tell whether an embargo holds: through the last day before its date ends; for ever, if it is no date."""
    if not until:
        return False
    span = dates.readable(until)
    return span is None or span.latest.date() > today


def faults(image: Image, *, missing: bool) -> tuple[str, ...]:
    """Say what is to be mended before a picture is printed, whoever allows it; `missing`: its file is not there."""
    found = (
        f"file missing: {image.file}" if missing else None,
        "no alt text" if image.alt_text is None else credit_lines.alt_text_fault(image.alt_text, image.title),
        licenses.fault(image.license) if image.license else None,
    )
    return tuple(filter(None, found))


def _terms_of(speakers: Sequence[_Speaker]) -> _Speaker:
    """Choose who states the terms: the first that says anything of them."""
    return next((one for one in speakers if _has_terms(one.record)), speakers[0])


def _has_terms(record: Image | Credit) -> bool:
    """Tell whether anything is said of a licence: then the default of the credit says nothing more."""
    return bool(record.license or record.usage_terms or record.web_statement)


def _licences(record: Image | Credit) -> list[str]:
    """List the licences of a record: the one it names, and the one whose page its web statement is."""
    page = record.web_statement
    named = (record.license, page if page and not licenses.is_free_text(page) else None)
    return list(dict.fromkeys(licenses.read(one) for one in named if one))


def _asked(permission: Permission) -> _Finding:
    return _Finding("not cleared", f"{_answer('asked', 'of', permission)}, no answer yet")


def _answer(status: str, by: str, permission: Permission) -> str:
    """Begin a reason: "granted by WCS for editorial"."""
    who = f" {by} {permission.by}" if permission.by else ""
    any_use = " for any use" if status == "granted" else ""
    return f"{status}{who}" + (f" for {permission.use}" if _uses(permission) else any_use)


def silent(permission: Permission, parties: Sequence[str]) -> list[str]:
    """Name the parties that have not answered, where some of them have; who else answered, did so for all."""
    answered = {credit_lines.key(who) for who in credit_lines.parties(permission.by or "")}
    left = [who for who in parties if credit_lines.key(who) not in answered]
    return left if len(left) < len(parties) else []


def _uses(permission: Permission) -> set[str]:
    """Read the uses that an answer is limited to; none: it holds for all."""
    return {use.strip().casefold() for use in (permission.use or "").split(",")} - {""}


def _is_vague(until: str) -> bool:
    """Tell whether a date leaves open which day is its last."""
    return any(mark in until for mark in "~?%") or dates.span(until, "north") != dates.span(until, "south")


def _in_words(until: str) -> str:
    """Write a date: a day or an open end as it is stored, another in words."""
    return until if "/" in until or _DAY.fullmatch(until) else dates.words(until)


def _with(reason: str, *sources: str) -> str:
    said = ", ".join(filter(None, sources))
    return f"{reason} ({said})" if said else reason
