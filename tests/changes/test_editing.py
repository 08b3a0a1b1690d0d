"""What `edit` and `remove` plan."""

from __future__ import annotations

import json
from typing import Any

import pytest

from logbook.changes import editing, encode
from logbook.changes.drafts import Draft, Stamp
from logbook.changes.fields import Setting
from logbook.errors import BadValueError, NotOneError
from logbook.records import Book, Credit, Deployment, Id, Image, Sighting, Taxon, parse_id
from tests import essay
from tests.drafting import NOW, on


def edit(which: str, book: Book = essay.BOOK, **words: Any) -> Any:
    """Edit records, and give the first of them as it is then."""
    draft, chosen = on(book), [parse_id(one) for one in which.split()]
    editing.edit(draft, book, chosen, words, Setting(now=NOW, notes=[]))
    return draft.record(chosen[0])


def test_an_edit_changes_what_was_said_and_nothing_else() -> None:
    after = edit("s1", date="2013-10-09", note="x")

    assert (after.event_date, after.remarks) == ("2013-10-09", "x")
    assert (after.claims, after.images) == (essay.BOOK.sightings[1].claims, ("i1", "i2", "i3", "i4"))


def test_tags_and_words_of_pictures_go_to_pictures() -> None:
    after = edit("i3", alt="A cub on snow", tag=("snow", ""))

    assert (after.alt_text, after.tags) == ("A cub on snow", ("snow",))
    assert edit("i3", tag=("",)).tags == ()
    assert edit("i3", title="x").title == "x"


def test_a_credit_is_renamed_and_keeps_its_spellings() -> None:
    after = edit("c2", name=" WWF / Land of the Leopard ", license="CC-BY-4.0")

    assert (after.name, after.parties) == ("WWF / Land of the Leopard", ("WWF", "Land of the Leopard"))
    assert (after.spellings, after.license) == (essay.BOOK.credits[2].spellings, "CC-BY-4.0")
    assert edit("c2", license="CC0-1.0").name == essay.BOOK.credits[2].name
    assert edit("c2", name="WWF").license is None
    assert edit("c2", name="© WWF.").name == "WWF"


def test_a_reference_is_the_permissions_where_the_record_is_no_sighting() -> None:
    words = {"permission": "granted", "use": ("editorial",), "reference": ("letter",)}

    for which in ("i3", "c2"):
        permission = edit(which, **words).permission
        assert (permission.status, permission.use, permission.reference) == ("granted", "editorial", "letter")
    assert edit("s1", reference=("letter",)).associated_references == ("letter",)


def test_credits_are_joined_renamed_and_given_defaults_at_once() -> None:
    after = edit("c2", join=("c1",), name="WCS", contact="x", terms="ask")

    assert (after.name, after.contact, after.usage_terms) == ("WCS", "x", "ask")
    assert after.spellings == (*essay.BOOK.credits[2].spellings, "WCS")


@pytest.mark.parametrize(
    ("said", "are_meant"),
    [({"tag", "owner"}, True), ({"embargo"}, False), ({"alt"}, True), ({"tag", "reference"}, False), ({"name"}, False)],
)
def test_what_only_pictures_have_means_pictures(said: set[str], are_meant: bool) -> None:
    assert editing.means_pictures(said) is are_meant


def test_what_no_picture_has_is_not_said_of_pictures() -> None:
    with pytest.raises(BadValueError, match="--owner is said of pictures, and --verified-by is not"):
        editing.means_pictures({"tag", "owner", "verified_by"})


@pytest.mark.parametrize(
    ("which", "words", "said"),
    [
        ("s1", {"title": "x"}, "s1 is a sighting, which has no --title"),
        ("s1", {"name": "x"}, "s1 is a sighting, which has no --name"),
        ("c1", {"embargo": "2027"}, "c1 is a credit, which has no --embargo"),
        ("i1", {"join": ("c1",)}, "i1 is a picture, which has no --join"),
        ("i1", {"reference": ("letter",)}, "--reference is said of a permission, and i1 would have none"),
        ("i1 i2", {"title": "x"}, "--title can be said of one picture only, and here are 2"),
        ("i1 i2", {"published": "x", "position": 3}, "--position can be said of one picture only, and here are 2"),
        ("c1 s1 c2", {"permission": "asked"}, "s1 is a sighting, which has no --permission"),
        ("c1 c2", {"name": "x", "join": ("c2",)}, "--name and --join can be said of one credit only, and here are 2"),
        ("d1", {"note": "x"}, "d1 is a deployment, which has no --note; nothing was changed"),
        ("i1", {"date": "2013"}, "i1 is a picture, which has no --date"),
        ("i1", {"identified_by": ("x",)}, "i1 is a picture, which has no --identified-by"),
        ("c1", {"credit": "x"}, "c1 is a credit, which has no --credit"),
        ("t1", {"note": "x"}, "t1 is a species, which has no --note; `logbook species t1` says"),
        ("c1", {"name": "wwf russia/ISUNR"}, "'wwf russia/ISUNR' is c2 already"),
        ("c1", {"name": "©"}, "names nobody"),
        ("c1", {"name": "a\0"}, "--name holds a NUL"),
        ("s1", {"species": ""}, "needs a species"),
        ("s2", {"scientific": "", "species": "", "note": "x"}, "needs a species"),
    ],
)
def test_what_a_record_cannot_have_is_refused(which: str, words: dict[str, Any], said: str) -> None:
    with pytest.raises(BadValueError) as error:
        edit(which, **words)

    assert said in str(error.value)


def test_a_sighting_keeps_a_species() -> None:
    with pytest.raises(BadValueError, match="s1 would have no species"):
        edit("s1", Book(sightings={1: Sighting(scientific_name="Lynx lynx")}), scientific="")


@pytest.mark.parametrize(
    ("words", "scientific"),
    [
        ({"species": "Tiger"}, None),
        ({"species": "amur leopard"}, "Panthera pardus orientalis"),
        ({"species": "Tiger", "scientific": "Panthera tigris"}, "Panthera tigris"),
        ({"note": "x"}, "Panthera pardus orientalis"),
    ],
)
def test_another_species_does_not_keep_the_scientific_name(words: dict[str, str], scientific: str | None) -> None:
    assert edit("s1", **words).scientific_name == scientific


@pytest.mark.parametrize(("region", "code"), [("Russia", None), ("Jilin, China", "CN"), ("Manchuria", "CN")])
def test_another_country_does_not_keep_the_code(region: str, code: str | None) -> None:
    book = Book(sightings={1: Sighting(vernacular_name="Lynx", country_code="CN")})

    assert edit("s1", book, region=region).country_code == code


class TestRetype:
    """Records as a person typed them in an editor."""

    BOOK = Book(
        sightings={
            1: Sighting(uuid="u", vernacular_name="Lynx", event_date="someday", images=("i1", "i8"), deployment="d1")
        },
        images={1: Image(uuid="v", title="cub", credit="c9")},
        deployments={1: Deployment(), 2: Deployment()},
        credits={1: Credit(name="WCS")},
    )

    def retype(self, which: str, **fields: Any) -> Any:
        draft = on(self.BOOK)
        typed = {**draft.fields(parse_id(which)), **fields}
        editing.retype(draft, {parse_id(which): {k: v for k, v in typed.items() if v != "GONE"}}, {}, now=NOW)
        return draft.record(parse_id(which))

    def test_what_was_typed_is_planned(self) -> None:
        after = self.retype("s1", event_date="2013~", remarks="", tags=[], images=["i1"], deployment="d2")

        assert (after.event_date, after.images, after.deployment) == ("2013~", ("i1",), "d2")
        assert self.retype("i1", credit="c1").credit == "c1"
        assert self.retype("d1", habitat="forest").habitat == "forest"
        assert self.retype("s1", images="GONE", deployment="GONE").images == ()

    @pytest.mark.parametrize(
        ("which", "fields", "said"),
        [
            ("s1", {"uuid": "other"}, "s1: uuid says which record this is"),
            ("s1", {"added": "2013"}, "s1: added says which record this is"),
            ("s1", {"remark": "x"}, "a sighting has no field 'remark'; did you mean remarks?"),
            ("s1", {"zzz": "x"}, "s1: a sighting has no field 'zzz'; a remark or a tag may hold it"),
            (
                "s1",
                {"animals": [{"lifestage": "adult"}]},
                "a sighting's animals has no field 'lifestage'; did you mean life_stage?",
            ),
            ("s1", {"breeding": {"assessed": {"levle": "none"}}}, "did you mean level?"),
            ("s1", {"event_date": "10/09/2013"}, "s1: event_date: '10/09/2013', where '10' is no date"),
            ("s1", {"event_date": "2027-01-01"}, "s1: event_date 2027-01-01 lies in the future"),
            ("s1", {"breeding": {"stated": {"code": "xyz"}}}, "s1: breeding evidence 'xyz' is not understood"),
            ("s1", {"region": "China, Jilin"}, "begins with its country"),
            ("s1", {"country_code": "China"}, "no two-letter code"),
            ("s1", {"individual_count": 0}, "s1 would not be valid: Expected `int` >= 1"),
            ("s1", {"decimal_latitude": "43"}, "s1 would not be valid"),
            ("s1", {"vernacular_name": "GONE"}, "s1 would have no species"),
            ("s1", {"images": ["cub.jpg"]}, "'cub.jpg' is not an id"),
            ("s1", {"images": ["c1"]}, "s1: 'c1' is no picture; it is to be an id such as i3"),
            ("s1", {"images": ["I1"]}, "s1: 'I1' is no picture"),
            ("i1", {"credit": "1"}, "i1: '1' is no credit"),
            ("i1", {"sha256": 3}, "i1 would not be valid"),
        ],
    )
    def test_what_is_not_valid_is_refused_by_name(self, which: str, fields: dict[str, Any], said: str) -> None:
        with pytest.raises(BadValueError) as error:
            self.retype(which, **fields)

        assert said in str(error.value)

    def test_a_reference_to_nothing_is_refused(self) -> None:
        with pytest.raises(NotOneError, match="there is no picture i5"):
            self.retype("s1", images=["i1", "i5"])

    def test_what_was_wrong_before_may_stay(self) -> None:
        assert self.retype("s1", remarks="x").event_date == "someday"

    def test_unknown_fields_stay_byte_for_byte_wherever_they_stand(self) -> None:
        line = b'{"uuid":"u","vernacular_name":"Lynx","x":1.50,"claims":[{"claim":"a","y":1e3}]}'
        draft = Draft({Id("sightings", 1): line}.get, lambda _: 2, Stamp("2026", lambda: "n"))
        typed = json.loads(line) | {"claims": [{"claim": "b", "y": 1e3}], "remarks": "z"}
        editing.retype(draft, {Id("sightings", 1): typed}, {}, now=NOW)

        assert (
            draft.line(Id("sightings", 1)) == line.replace(b'"a"', b'"b"')[:-1] + b',"remarks":"z","modified":"2026"}'
        )


class TestRemove:
    """What else is said of what goes."""

    def remove(self, *which: str, book: Book = essay.BOOK) -> tuple[Draft, list[str]]:
        draft = on(book)
        return draft, editing.remove(draft, book, [parse_id(one) for one in which])

    def test_pictures_of_a_removed_sighting_stay_and_are_named(self) -> None:
        draft, notes = self.remove("s1")

        assert draft.changes() == [("sightings", 1, encode(essay.BOOK.sightings[1]), None)]
        assert notes == ["i1, i2, i3 and 1 more now belong to no sighting; attach or remove them as you like"]

    def test_pictures_that_go_too_or_that_another_sighting_has_are_not_named(self) -> None:
        assert self.remove("s3", "i6")[1] == []
        twice = Book(sightings={n: Sighting(images=("i1",)) for n in (1, 2)}, images={1: Image()})
        assert self.remove("s1", book=twice)[1] == []

    def test_a_removed_picture_is_unlinked(self) -> None:
        draft, notes = self.remove("i3", "i6")

        assert draft.record(Id("sightings", 1)).images == ("i1", "i2", "i4")
        assert notes == ["s1 referred to i3; the link goes too", "s3 referred to i6; the link goes too"]

    def test_so_is_a_removed_deployment(self) -> None:
        book = Book(sightings={1: Sighting(deployment="d1")}, deployments={1: Deployment()})
        draft, notes = self.remove("d1", book=book)

        assert draft.record(Id("sightings", 1)).deployment is None
        assert notes == ["s1 referred to d1; the link goes too"]

    def test_a_printed_line_outlives_its_credit(self) -> None:
        draft, notes = self.remove("c2", "i6")
        picture = draft.record(Id("images", 5))

        assert (picture.credit, picture.credit_line) == (None, "© WWF-Russia / ISUNR")
        assert notes[-1] == "i5 referred to c2; what is printed with it stays as it is"

    def test_a_picture_without_a_line_of_its_own_loses_it(self) -> None:
        book = Book(images=dict.fromkeys((1, 2), Image(credit="c1")), credits={1: Credit(name="WCS")})

        assert self.remove("c1", book=book)[1] == [
            "i1, i2 had no line but that of c1: now nothing is printed with them"
        ]

    def test_a_species_goes_without_a_word(self) -> None:
        assert self.remove("t1", book=Book(taxa={1: Taxon()}))[1] == []

    def test_what_is_not_there_cannot_go(self) -> None:
        with pytest.raises(NotOneError):
            self.remove("d9")


def test_a_credit_renamed_in_the_editor_leaves_the_printed_lines_as_they_are() -> None:
    book = Book(
        credits={2: Credit(name="WCS")}, images={1: Image(credit="c2"), 2: Image(credit="c2", credit_line="© WCS")}
    )
    draft, c2 = on(book), Id("credits", 2)
    editing.retype(draft, {c2: {**draft.fields(c2), "name": "Wildlife Conservation Society"}}, book.images, now=NOW)

    assert [draft.record(Id("images", number)).credit_line for number in (1, 2)] == ["WCS", "© WCS"]
