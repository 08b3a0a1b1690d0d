"""Describing: what is said of a species and by whom, planned on a draft. Nothing here writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from logbook import dates
from logbook.changes.fields import require_text
from logbook.choices import one_of
from logbook.errors import BadValueError, NotOneError
from logbook.places import fold
from logbook.records import IUCN, NOUNS, Id, Sighting, Taxon, parse_id
from logbook.sentences import quoted
from logbook.taxa import UNIDENTIFIED, Taxa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from logbook.changes.drafts import Draft
    from logbook.records import Book

    Fields = dict[str, Any]

_STATUSES = {name: category for category, name in IUCN.items()}


class TaxonWords(Struct, frozen=True, kw_only=True):
    """What a person says of a species, as typed."""

    scientific: str | None = None
    also: tuple[str, ...] = ()
    status: str | None = None
    sensitivity: str | None = None
    population: str | None = None
    region: str | None = None
    reference: str | None = None
    date: str | None = None
    note: str | None = None


def describe(draft: Draft, records: Mapping[int, Taxon], name: str, words: TaxonWords, *, now: datetime) -> Id:
    """Plan what is said of a species: names, status, sensitivity and populations, each with its source and date.

    `name` is any name of it, or its id; `records` are the taxa of the logbook. Populations stand side by side; one
    that says nothing new is not said again. Raises BadValueError for words that mean nothing, and NotOneError for
    the id of no species or a name that is another's.
    """
    _require_sense(name, words)
    taxa = Taxa(records)
    typed = _typed_id(name)
    number = typed or taxa.find(name) or (taxa.find(words.scientific) if words.scientific else None)
    if number is None and not any(getattr(words, field) for field in words.__struct_fields__):
        raise NotOneError(f"there is no species {quoted(name)} on record, of which anything could be taken out")
    which = Id("taxa", number) if number else draft.new("taxa", _begun(name, words.scientific))
    before: Fields = json.loads(draft.line(which))
    made = _said(words, before, now)
    also = [*words.also, *([] if typed else [name])]
    made["names"] = _names(also, before | made)
    _require_named(which, before | made)
    _require_own([*also, words.scientific or ""], which, taxa)
    draft.change(which, made)
    return which


def unseen(book: Book, which: Id, taxon: Taxon) -> str | None:
    """Say that no sighting is of a species, and which may have been meant; nothing where there is one.

    `book` has the sightings, and the taxa, with or without this one.
    """
    from logbook.query.suggestions import near_species

    others = {number: one for number, one in book.taxa.items() if number != which.number}
    taxa = Taxa({**others, which.number: taxon})
    if any(taxa.number(one) == which.number for one in book.sightings.values()):
        return None
    name = taxon.vernacular_name or taxon.scientific_name or str(which)
    near = near_species(replace(book, taxa=others), name)
    return f"no sighting is of {quoted(name)}" + (f"; did you mean {' or '.join(near)}?" if near else "")


def mention(draft: Draft, records: Mapping[int, Taxon], sighting: Sighting, status: str | None) -> list[str]:
    """Plan what `add` says of its species in passing: it begins a record or fills its gaps, and overrules none.

    Gives the sentences to tell where it says other than the record does.
    """
    value = status_named(status) if status else None
    scientific = sighting.scientific_name
    number = Taxa(records).number(sighting)
    if number is None:
        if value or (scientific and sighting.vernacular_name):
            new = Taxon(vernacular_name=sighting.vernacular_name, scientific_name=scientific)
            draft.change(draft.new("taxa", new), {"iucn_status": value and {"value": value}})
        return []
    which, taxon = Id("taxa", number), records[number]
    known = {"scientific_name": taxon.scientific_name, "iucn_status": taxon.iucn_status and taxon.iucn_status.value}
    said = {"scientific_name": scientific, "iucn_status": value}
    gaps: Fields = {field: word for field, word in said.items() if not known[field]}
    draft.change(which, gaps | ({"iucn_status": {"value": value}} if value and "iucn_status" in gaps else {}))
    others = {field: (old, word) for field, word in said.items() if (old := known[field]) and word}
    return [
        f"{which} keeps {quoted(old)}, which is not {quoted(word)}; to say other of it: logbook species {which}"
        for old, word in others.values()
        if fold(word) not in map(fold, (old, *taxon.names))
    ]


def status_named(text: str) -> str:
    """Resolve an IUCN category: `CR`, or "critically endangered"."""
    return _STATUSES.get(" ".join(text.casefold().split())) or one_of(text, tuple(IUCN), "IUCN category")


def sensitivity_named(text: str) -> str:
    """Resolve a level of sensitivity: `none`, `low`, `medium`, `high`, `extreme`."""
    from logbook.privacy import LEVELS  # slow, and `add` says nothing of it

    return one_of(text, LEVELS, "level of sensitivity")


class Settled(NamedTuple):
    """What became of the species of a logbook: those settled now, and how many had a statement, which stands.

    `unclear` are names that two species claim, and of which so nothing can be said.
    """

    settled: tuple[Id, ...]
    stated: int
    unclear: tuple[str, ...]


def settle(draft: Draft, book: Book, words: TaxonWords, *, now: datetime) -> Settled:
    """Plan one sensitivity for every species of a logbook of which none is stated; one without a record gets it.

    Reads its taxa and sightings. Raises BadValueError where anything else is said, or a word means nothing.
    """
    _require_for_all(words)
    made = _said(words, {}, now)
    silent = [Id("taxa", number) for number, taxon in book.taxa.items() if taxon.sensitivity is None]
    unrecorded, unclear = _unrecorded(book)
    for which in (*silent, *(begun := [draft.new("taxa", taxon) for taxon in unrecorded])):
        draft.change(which, made)
    return Settled((*silent, *begun), len(book.taxa) - len(silent), unclear)


def _unrecorded(book: Book) -> tuple[list[Taxon], tuple[str, ...]]:
    """Begin a record of every species that has none, by its sightings' names; give names that two species claim."""
    taxa = Taxa(book.taxa)
    begun: dict[str, Taxon] = {}
    unclear: dict[str, None] = {}
    # Those with both names first: one that has only one of them is the same species.
    for pair in sorted(dict.fromkeys(map(_borne, book.sightings.values())), key=lambda pair: pair.count(None)):
        bearer = Sighting(vernacular_name=pair[0], scientific_name=pair[1])
        known = [name for name in pair if name and fold(name) != UNIDENTIFIED]
        if known and taxa.number(bearer) is None:
            claimed = [name for name in known if taxa.knows(name)]
            unclear |= dict.fromkeys(claimed)
            if not claimed and begun.keys().isdisjoint(map(fold, known)):
                begun |= dict.fromkeys(map(fold, known), Taxon(vernacular_name=pair[0], scientific_name=pair[1]))
    return list({id(taxon): taxon for taxon in begun.values()}.values()), tuple(unclear)


def _borne(sighting: Sighting) -> tuple[str | None, str | None]:
    return sighting.vernacular_name, sighting.scientific_name


def _require_for_all(words: TaxonWords) -> None:
    """Refuse to say of every species what holds of one, and to take statements out of all."""
    if not words.sensitivity:
        raise BadValueError("--all is for --sensitivity: logbook species --all --sensitivity none --reference WHO")
    if words != TaxonWords(sensitivity=words.sensitivity, reference=words.reference, date=words.date):
        raise BadValueError("--all says one sensitivity of every species, and nothing else; name the species for that")
    for word in (words.reference, words.date):
        require_text(word or "", "a word of a species")


def _require_sense(name: str, words: TaxonWords) -> None:
    """Refuse what names nothing, and what would be left hanging in the air."""
    for word in (name, *words.also, *(getattr(words, field) for field in words.__struct_fields__ if field != "also")):
        require_text(word or "", "a word of a species")
    if not all(map(fold, (name, *words.also))):
        raise BadValueError("the name of the species is empty; type it, such as 'Amur leopard'")
    if words.population is not None and not words.population.strip():
        raise BadValueError("a population is what somebody says, such as '<40'; to take one out: logbook edit t1")
    if words.region and not words.population:
        raise BadValueError("--region says where a population lives; give it with --population")
    if (words.reference or words.date) and not (words.status or words.sensitivity or words.population):
        raise BadValueError(
            "--reference and --date belong to a statement; give them with --status, --sensitivity or --population"
        )


def _typed_id(name: str) -> int | None:
    """Read `t4`; None for a name. Raises BadValueError for the id of something else."""
    try:
        which = parse_id(name)
    except BadValueError:
        return None
    if which.table != "taxa":
        raise BadValueError(f"{which} is a {NOUNS[which.table]}; a species is t1, t2, or a name")
    return which.number


def _begun(name: str, scientific: str | None) -> Taxon:
    """Begin a species by its name, which is no vernacular one where it is the scientific one too."""
    return Taxon() if scientific and fold(name) == fold(scientific) else Taxon(vernacular_name=name.strip())


def _said(words: TaxonWords, before: Fields, now: datetime) -> Fields:
    """Give the fields that are said anew; an empty word takes one out."""
    date = _past(words.date, now) if words.date else None
    source = {"source": words.reference, "date": date}
    made: Fields = {}
    if words.scientific is not None:
        made["scientific_name"] = words.scientific.strip()
    if words.note is not None:
        made["remarks"] = words.note
    for field, word, named in (
        ("iucn_status", words.status, status_named),
        ("sensitivity", words.sensitivity, sensitivity_named),
    ):
        if word is not None:
            said = _filled({"value": named(word), **source}) if word else {}
            made[field] = said if not _says(before.get(field), said) else before[field]
    if words.population:
        population = _filled({"value": words.population, "region": words.region, **source})
        others = before.get("populations", [])
        if not any(_says(other, population) for other in others):
            made["populations"] = [*others, population]
    return made


def _past(text: str, now: datetime) -> str:
    edtf = dates.parse(text, now=now)
    dates.require_past(edtf, now=now)
    return edtf


def _filled(statement: Fields) -> Fields:
    return {part: word for part, word in statement.items() if word}


def _says(there: Fields | None, new: Fields) -> bool:
    """Tell whether a statement is there already: all that is said now, perhaps with more."""
    return bool(there and new) and all((there or {}).get(part) == word for part, word in new.items())


def _require_named(which: Id, taxon: Fields) -> None:
    if not (taxon.get("vernacular_name") or taxon.get("scientific_name")):
        raise BadValueError(f"{which} would have no name; give it another with --scientific, or remove it")


def _names(also: Iterable[str], taxon: Fields) -> list[str]:
    """Give the other names of a species, each once, and none of its two first ones."""
    names: list[str] = list(taxon.get("names", []))
    known = {fold(name) for name in (taxon.get("vernacular_name"), taxon.get("scientific_name"), *names) if name}
    for name in also:
        if fold(name) not in known:
            known.add(fold(name))
            names.append(name.strip())
    return names


def _require_own(names: Iterable[str], which: Id, taxa: Taxa) -> None:
    """Refuse a name that another species has."""
    for name in names:
        other = taxa.find(name) if name else None
        if other is not None and other != which.number:
            raise NotOneError(
                f"{quoted(name)} is a name of {Id('taxa', other)}, and {which} would claim it too; "
                "remove it there first"
            )
