"""What `add` and `attach` plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from logbook.changes import recording
from logbook.changes.fields import Setting, SightingWords
from logbook.changes.picture_fields import PictureWords
from logbook.changes.recording import Known, Placed, Recorded
from logbook.errors import BadValueError, LogbookError, NotOneError
from logbook.records import Book, Credit, Id, Image, Sighting, Taxon
from tests import essay
from tests.drafting import NOW, on

if TYPE_CHECKING:
    from logbook.changes.drafts import Draft

S1, I1 = Id("sightings", 1), Id("images", 1)
LEOPARD = Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis", names=("远东豹",))
FILE = Image(file="cub.jpg", sha256="aa")
TWIN = Image(file="copy.jpg", sha256="aa")
OTHER = Image(file="mother.jpg", sha256="bb")


def setting() -> Setting:
    return Setting(now=NOW, notes=[])


def known(book: Book) -> Known:
    """Give what is asked of a logbook, answered by this book."""
    digests = {image.sha256: Id("images", number) for number, image in book.images.items() if image.sha256}
    return Known(
        lambda image: digests.get(image.sha256),
        lambda image: [f"s{number}" for number, one in book.sightings.items() if str(image) in one.images],
        lambda minute: {n: one for n, one in book.sightings.items() if (one.event_date or "").startswith(minute)},
    )


def planned(
    draft: Draft, book: Book, *pictures: Image, said: dict[str, Any] | None = None, **words: Any
) -> tuple[Recorded, Sighting]:
    options = {name: words.pop(name) for name in ("status", "like", "force") if name in words}
    words_of = SightingWords(**words), pictures, PictureWords(**(said or {}))
    done = recording.add(draft, book, *words_of, setting=setting(), known=known(book), **options)
    return done, draft.record(done.id)


def add(book: Book, *pictures: Image, **words: Any) -> tuple[Recorded, Sighting]:
    return planned(on(book), book, *pictures, **words)


def attach(draft: Draft, book: Book, which: Id | None, *pictures: Image | Id, **words: Any) -> Placed:
    return recording.attach(draft, book, which, pictures, PictureWords(**words), setting=setting(), known=known(book))


def test_a_sighting_with_two_pictures_and_a_credit_is_planned_whole() -> None:
    draft = on(Book())
    done, sighting = planned(draft, Book(), FILE, OTHER, species="Lynx", region="Russia", said={"credit": "© WCS."})

    assert sighting.images == ("i1", "i2")
    assert [draft.record(image).credit_line for image in done.images] == ["© WCS."] * 2
    assert [(change.table, change.number) for change in draft.changes()] == [
        ("images", 1),
        ("credits", 1),
        ("images", 2),
        ("sightings", 1),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"region": "China"}, "needs a species"),
        ({"species": "Lynx"}, "needs a place"),
        ({"species": "Lynx", "locality": "ridge"}, "needs a place"),
    ],
)
def test_species_and_place_are_the_least(words: dict[str, str], said: str) -> None:
    with pytest.raises(BadValueError, match=said):
        add(Book(), **words)


@pytest.mark.parametrize(
    "words", [{"species": "Lynx", "at": "43.6,130.6"}, {"scientific": "Lynx lynx", "region": "China"}]
)
def test_a_position_is_a_place_and_a_scientific_name_a_species(words: dict[str, str]) -> None:
    add(Book(), **words)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("amur LEOPARD", ("Amur leopard", None)),
        ("远东豹", ("远东豹", None)),
        ("panthera pardus orientalis", (None, "Panthera pardus orientalis")),
        (" Tiger ", ("Tiger", None)),
    ],
)
def test_a_known_name_is_kept_as_its_record_has_it(typed: str, names: tuple[str | None, str | None]) -> None:
    _, sighting = add(Book(taxa={1: LEOPARD}), species=typed, region="China")

    assert (sighting.vernacular_name, sighting.scientific_name) == names


def test_a_name_that_two_species_claim_is_refused() -> None:
    with pytest.raises(NotOneError, match="t1 and t2"):
        add(Book(taxa={1: LEOPARD, 2: Taxon(vernacular_name="amur leopard")}), species="Amur leopard", region="China")


class TestLike:
    """What `--like` copies."""

    LIKE = Sighting(
        event_date="2013",
        vernacular_name="Lynx",
        scientific_name="Lynx lynx",
        region="Jilin, China",
        areas=("LLNP",),
        country_code="CN",
        method="camera-trap",
        deployment="d1",
        recorded_by=("A. Li",),
        images=("i1",),
        individual_count=3,
    )

    def test_species_place_method_camera_and_observer_and_nothing_else(self) -> None:
        _, sighting = add(Book(), like=self.LIKE)

        assert sighting == replace(
            self.LIKE, event_date=None, images=(), individual_count=None, uuid="u1", added=sighting.added
        )

    def test_what_is_said_anew_takes_all_of_its_kind_with_it(self) -> None:
        _, other = add(Book(), like=self.LIKE, species="Tiger", region="Primorye, Russia")

        assert (other.scientific_name, other.areas, other.country_code, other.deployment) == (None, (), None, None)
        assert (other.method, other.recorded_by) == ("camera-trap", ("A. Li",))

    def test_a_new_position_is_another_camera(self) -> None:
        _, other = add(Book(), like=self.LIKE, at="43.6,130.6")

        assert (other.region, other.deployment) == ("Jilin, China", None)


class TestDuplicates:
    """What is there already, and what merely looks alike."""

    THERE = Sighting(
        vernacular_name="Lynx",
        event_date="2013-09-05T04:31:22",
        decimal_latitude=43.6,
        decimal_longitude=130.6,
        deployment="d1",
    )

    def test_the_same_species_minute_and_position_is_refused_unless_forced(self) -> None:
        book = Book(sightings={4: self.THERE})
        words = {"species": "lynx", "date": "2013-09-05T04:31", "at": "43.6,130.6"}

        with pytest.raises(LogbookError, match="s4 is the same species at the same minute and place; --force"):
            add(book, **words)
        add(book, **words, force=True)

    @pytest.mark.parametrize(
        "words",
        [
            {"species": "Tiger"},
            {"date": "2013-09-05T04:32"},
            {"date": "2013-09-05T04:31+08:00"},
            {"date": "2013-09-05"},
            {"date": "2013-09-05T04:31/2013-09-05T04:40"},
            {"at": "43.6,130.7"},
            {"at": None, "region": "China"},
        ],
    )
    def test_anything_else_is_another_sighting(self, words: dict[str, Any]) -> None:
        book = Book(sightings={4: self.THERE, 5: Sighting(vernacular_name="Lynx")})

        add(book, **{"species": "Lynx", "date": "2013-09-05T04:31", "at": "43.6,130.6", **words})

    def test_the_same_camera_is_the_same_place(self) -> None:
        there = Sighting(vernacular_name="Lynx", event_date="2013-09-05T04:31", region="China", deployment="d1")

        with pytest.raises(LogbookError, match="s4 is the same species"):
            add(Book(sightings={4: there}), like=there, date="2013-09-05T04:31")


class TestSpecies:
    """What `add` says of its species in passing."""

    @pytest.mark.parametrize("status", [None, "CR"])
    def test_two_names_make_a_record(self, status: str | None) -> None:
        draft = on(Book())
        planned(draft, Book(), species="Lynx", scientific="Lynx lynx", region="Russia", status=status)
        taxon = draft.record(Id("taxa", 1))

        assert (taxon.vernacular_name, taxon.scientific_name) == ("Lynx", "Lynx lynx")
        assert (taxon.iucn_status and taxon.iucn_status.value) == status

    def test_nothing_said_of_it_makes_none(self) -> None:
        draft = on(Book())
        planned(draft, Book(), species="Lynx", region="Russia")

        assert [change.table for change in draft.changes()] == ["sightings"]

    def test_what_it_says_other_than_the_record_is_told(self) -> None:
        done, sighting = add(essay.BOOK, species="Amur leopard", scientific="Panthera pardus", region="China")

        assert sighting.scientific_name == "Panthera pardus"
        (note,) = done.notes
        assert note.startswith("t1 keeps 'Panthera pardus orientalis', which is not 'Panthera pardus';")


class TestPictures:
    """Files that are new, known, or given twice."""

    KNOWN = Book(
        sightings={1: Sighting(vernacular_name="Lynx", images=("i1",)), 2: Sighting(vernacular_name="Tiger")},
        images={1: Image(file="old.jpg", sha256="aa", title="Cub", credit_line="WCS", credit="c1")},
        credits={1: Credit(name="WCS", spellings=("WCS",))},
    )

    def test_a_known_file_is_the_picture_that_is_there_and_whose_it_is_is_said(self) -> None:
        done, sighting = add(self.KNOWN, FILE, species="Tiger", region="Russia")

        assert (sighting.images, done.images) == (("i1",), {I1: ()})
        assert done.notes == ("cub.jpg is in the logbook already, as i1 of s1: that picture is linked",)

    def test_a_known_file_of_no_sighting_is_linked_too(self) -> None:
        done, _ = add(Book(images=self.KNOWN.images), FILE, species="Tiger", region="Russia")

        assert done.notes == ("cub.jpg is in the logbook already, as i1: that picture is linked",)

    def test_what_a_known_picture_was_before_is_told(self) -> None:
        done, _ = add(self.KNOWN, FILE, species="Tiger", at="43.6,130.6", said={"title": "Mother", "credit": "WWF"})

        assert done.notes[1:] == ("the title of i1 was 'Cub' before", "the credit line of i1 was 'WCS' before")

    def test_one_picture_under_two_names_is_refused(self) -> None:
        with pytest.raises(LogbookError, match=r"copy\.jpg is the same picture as cub\.jpg; give one of them"):
            add(Book(), FILE, OTHER, TWIN, species="Lynx", region="Russia")

    @pytest.mark.parametrize("word", ["title", "caption", "alt"])
    def test_what_is_true_of_one_picture_is_refused_for_two(self, word: str) -> None:
        with pytest.raises(BadValueError, match=f"--{word} can be said of one picture only, and here are 2"):
            add(Book(), FILE, OTHER, species="Lynx", region="Russia", said={word: "x"})

    def test_pictures_are_attached_behind_those_that_are_there(self) -> None:
        draft = on(self.KNOWN)
        done = attach(draft, self.KNOWN, S1, OTHER, Image(), credit="wcs")

        assert draft.record(S1).images == ("i1", "i2", "i3")
        assert list(done.images) == [Id("images", 2), Id("images", 3)]
        assert draft.record(Id("credits", 1)).spellings == ("WCS", "wcs")

    @pytest.mark.parametrize("picture", [I1, FILE])
    def test_a_picture_is_attached_once(self, picture: Image | Id) -> None:
        with pytest.raises(LogbookError, match="i1 is a picture of s1 already; nothing was changed"):
            attach(on(self.KNOWN), self.KNOWN, S1, picture)

    def test_a_picture_of_no_sighting_is_recorded_and_no_sighting_changed(self) -> None:
        draft = on(self.KNOWN)
        done = attach(draft, self.KNOWN, None, OTHER, credit="Me")

        assert (list(done.images), {change.table for change in draft.changes()}) == (
            [Id("images", 2)],
            {"images", "credits"},
        )

    @pytest.mark.parametrize(
        ("picture", "named"),
        [(I1, "^i1 is in the logbook already"), (FILE, "^cub.jpg is in the logbook already, as i1")],
    )
    def test_a_picture_of_no_sighting_must_be_new(self, picture: Image | Id, named: str) -> None:
        with pytest.raises(LogbookError, match=f"{named}; nothing was changed"):
            attach(on(self.KNOWN), self.KNOWN, None, OTHER, picture)

    def test_an_empty_credit_takes_line_and_link_out(self) -> None:
        draft = on(self.KNOWN)
        recording.say_of_picture(draft, self.KNOWN, I1, PictureWords(credit=""), setting())

        assert (draft.record(I1).credit_line, draft.record(I1).credit) == (None, None)

    @pytest.mark.parametrize("which", [Id("sightings", 9), S1])
    def test_sighting_and_picture_must_be_there(self, which: Id) -> None:
        with pytest.raises(NotOneError, match=r"there is no (sighting s9|picture i9)"):
            attach(on(self.KNOWN), self.KNOWN, which, Id("images", 9))


class TestFromTheFile:
    """What a person did not say, and a new picture's file does."""

    TOLD = Image(
        file="cub.jpg",
        sha256="aa",
        media_type="image/jpeg",
        width=64,
        height=48,
        date_created="2013-10-09T04:31",
        creator=("A. Li",),
        credit_line="© WCS. ",
        caption="Cub on snow",
        decimal_latitude=43.6,
        decimal_longitude=130.6,
        tags=("snow",),
    )
    BOOK = Book(credits={1: Credit(name="WCS", spellings=("WCS",))})

    def test_a_new_picture_is_as_its_file_says_and_its_line_finds_its_credit(self) -> None:
        draft = on(self.BOOK)
        done = attach(draft, self.BOOK, None, self.TOLD)

        assert draft.record(I1) == replace(self.TOLD, credit="c1", uuid="u1", added=draft.record(I1).added)
        assert draft.record(Id("credits", 1)).spellings == ("WCS", "© WCS.")
        assert set(done.images[I1]) == {
            *("date_created", "creator", "credit_line", "caption", "decimal_latitude", "decimal_longitude", "tags")
        }

    def test_what_is_said_replaces_what_the_file_says(self) -> None:
        draft = on(self.BOOK)
        done = attach(draft, self.BOOK, None, self.TOLD, credit="WWF", caption="A cub.", creator=("",))
        picture = draft.record(I1)

        assert (picture.credit_line, picture.credit, picture.caption, picture.creator) == ("WWF", "c2", "A cub.", ())
        assert set(done.images[I1]) == {"date_created", "decimal_latitude", "decimal_longitude", "tags"}
        assert draft.record(Id("credits", 2)).spellings == ("WWF",)
        assert attach(on(self.BOOK), self.BOOK, None, self.TOLD, credit="").images

    def test_a_line_that_names_nobody_is_left_out_and_told(self) -> None:
        draft = on(self.BOOK)
        done = attach(draft, self.BOOK, None, replace(self.TOLD, credit_line="©"))

        assert (draft.record(I1).credit_line, draft.record(I1).credit) == (None, None)
        assert done.notes == ("cub.jpg: its credit line '©' names nobody, and is left out",)

    def test_date_and_place_of_the_sighting_are_those_of_its_picture(self) -> None:
        done, sighting = add(Book(), self.TOLD, species="Lynx", uncertainty="30")

        assert (sighting.event_date, sighting.verbatim_event_date) == ("2013-10-09T04:31", None)
        assert (sighting.decimal_latitude, sighting.decimal_longitude) == (43.6, 130.6)
        assert sighting.coordinate_uncertainty_in_meters == 30
        assert done.sources == {"event_date": [I1], "decimal_latitude": [I1]}

    def test_what_is_said_of_the_sighting_wins(self) -> None:
        done, sighting = add(Book(), self.TOLD, species="Lynx", at="43,131", date="autumn 2013")

        assert (sighting.event_date, sighting.decimal_latitude) == ("2013-23", 43)
        assert (sighting.verbatim_event_date, done.sources) == ("autumn 2013", {})

    def test_without_a_place_in_words_or_pictures_there_is_no_sighting(self) -> None:
        with pytest.raises(BadValueError, match="needs a place"):
            add(Book(), self.TOLD, species="Lynx", at="")

    def test_a_sighting_dated_by_its_picture_may_be_there_already(self) -> None:
        there = Sighting(
            vernacular_name="Lynx", event_date="2013-10-09T04:31:40", decimal_latitude=43.6, decimal_longitude=130.6
        )

        with pytest.raises(LogbookError, match="s4 is the same species at the same minute and place"):
            add(Book(sightings={4: there}), self.TOLD, species="Lynx")

    def test_a_linked_picture_tells_its_corrected_time(self) -> None:
        corrected = Image(sha256="aa", date_created="2024-05-01T09:19", recorded_date="2013-01-01T00:04")
        done, sighting = add(Book(images={1: corrected}), self.TOLD, species="Lynx", region="China")

        assert (sighting.event_date, sighting.decimal_latitude) == ("2024-05-01T09:19", None)
        assert done.images == {I1: ()}

    def test_a_clock_that_was_never_set_is_told_once(self) -> None:
        done, sighting = add(
            Book(), replace(self.TOLD, date_created="2013-01-01T00:04"), species="Lynx", region="China"
        )

        assert sighting.event_date is None
        (note,) = done.notes
        assert "perhaps never set" in note

    def test_an_unversioned_licence_said_of_two_pictures_is_told_once(self) -> None:
        done = attach(on(Book()), Book(), None, FILE, OTHER, license="cc by-nc")

        assert len(done.notes) == 1
