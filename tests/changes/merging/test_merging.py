"""What becomes of the records of two logbooks: which are the same, what is taken, what somebody has to decide."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from logbook.changes import Change
from logbook.changes.merging import by_answers, merge
from logbook.records import Book, Credit, Id, Image, Info, Permission, Sighting, Statement, Taxon
from tests.changes.merging import siding

if TYPE_CHECKING:
    from logbook.changes.merging import Choice, Merged, Preference, Side

EARLY, LATE = "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"


def seen(**fields: Any) -> Side:
    """Make a logbook of one sighting, the same one in every logbook."""
    return siding.side(Book(sightings={1: Sighting(**{"uuid": "u"} | fields)}))


def sighting(side: Side, number: int = 1) -> Sighting:
    return side.book.sightings[number]


class TestNewRecords:
    def test_they_get_our_next_numbers_and_their_references_follow(self) -> None:
        ours = siding.of_lines(images={1: '{"uuid":"i"}'}, sightings={4: '{"uuid":"s"}'})
        theirs = siding.of_lines(
            credits={9: '{"uuid":"c","name":"WCS"}'},
            images={3: '{"uuid":"j","credit":"c9","title":"Cub"}'},
            deployments={8: '{"uuid":"d"}'},
            sightings={7: '{"uuid":"t","images":["i3"],"deployment":"d8"}'},
        )
        done = siding.plan(ours, theirs)
        lines = siding.after(ours, done).lines

        assert done.new[Id("sightings", 7)] == Id("sightings", 5)
        assert lines["sightings"][5] == b'{"uuid":"t","images":["i2"],"deployment":"d1"}'
        assert lines["images"][2] == b'{"uuid":"j","credit":"c1","title":"Cub"}'

    def test_fields_nobody_knows_stay_byte_for_byte(self) -> None:
        line = '{"uuid":"t", "moon":{"phase":0.50},"decimal_latitude":4.360e1,"added":"2020"}'
        merged = siding.both(siding.of_lines(), siding.of_lines(sightings={3: line}))

        assert merged.lines["sightings"] == {1: line.encode()}

    def test_a_picture_lies_where_it_lay(self) -> None:
        theirs = siding.of_lines(images={1: '{"uuid":"i","file":"cub.jpg","size":1.50}'})

        line = siding.both(siding.of_lines(), theirs).lines["images"][1]
        assert line == b'{"uuid":"i","file":"there/cub.jpg","size":1.50}'

    @pytest.mark.parametrize("ref", ["i9", "s1", "what"])
    def test_a_reference_that_leads_nowhere_leads_to_nothing_of_ours(self, ref: str) -> None:
        ours = siding.of_lines(images={9: '{"uuid":"i"}'})
        theirs = siding.of_lines(sightings={1: f'{{"uuid":"s","images":["{ref}"],"deployment":"d4"}}'})
        done = siding.plan(ours, theirs)

        assert siding.after(ours, done).lines["sightings"] == {1: b'{"uuid":"s"}'}
        assert f"their s1 refers to d4, {ref}, which other.json does not have; that is left out" in done.notes

    def test_what_was_removed_here_comes_back_and_is_told(self) -> None:
        ours = msgspec.structs.replace(siding.of_lines(), removed={"u"})

        assert siding.plan(ours, seen()).returned == [Id("sightings", 1)]

    @pytest.mark.parametrize("content", [b"{}", b'{"a":{}}', b'{"0":{}}', b'{"1":2}', b'{"1000000000000000000":{}}'])
    def test_an_unknown_table_that_cannot_come_in_stays_there_and_is_told(self, content: bytes) -> None:
        theirs = msgspec.structs.replace(siding.of_lines(), unknown={"notes": content, "same": b"1"})
        ours = msgspec.structs.replace(siding.of_lines(), unknown={"same": b"1"})
        done = siding.plan(ours, theirs)

        (note,) = done.notes
        assert "'notes'" in note
        assert "stays there" in note
        assert not done.changes

    def test_an_unknown_table_comes_in_where_there_is_none_of_its_name(self) -> None:
        theirs = msgspec.structs.replace(siding.of_lines(), unknown={"notes": b'{"2":{"of":"s7","n":1.50}}'})
        ours = msgspec.structs.replace(siding.of_lines(), unknown={"notes": b'{"1":{}}'})
        done = siding.plan(siding.of_lines(), theirs)

        assert done.changes == [Change("notes", 2, None, b'{"of":"s7","n":1.50}')]
        assert "ids that it names are those of other.json" in done.notes[0]
        assert not siding.plan(ours, theirs).changes


class TestSameRecords:
    @pytest.mark.parametrize(
        ("table", "mine", "their"),
        [
            ("sightings", '{"uuid":"a","source_ids":["wi:x:1","q"]}', '{"uuid":"b","source_ids":["wi:x:1"]}'),
            ("sightings", '{"uuid":"a","source_ids":["csv::1"],"event_date":"2013"}',
             '{"uuid":"b","source_ids":["csv::1"],"event_date":"2013"}'),
            ("sightings", '{"remarks":"x"}', '{"remarks":"x"}'),
            ("sightings", '{"uuid":"a","source_ids":["logbook::b"]}', '{"uuid":"b"}'),
            ("sightings", '{"uuid":"a"}', '{"uuid":"b","source_ids":["logbook::a"]}'),
            ("images", '{"uuid":"a","sha256":"AB"}', '{"uuid":"b","sha256":"ab"}'),
            ("deployments", '{"uuid":"a","source_ids":["x:y:1"]}', '{"uuid":"b","source_ids":["x:y:1"]}'),
            ("credits", '{"uuid":"a","name":"WWF-Russia / ISUNR"}', '{"uuid":"b","name":"WWF Russia/ISUNR"}'),
            ("credits", '{"uuid":"a","name":"WCS"}', '{"uuid":"b","name":"Society","spellings":["© wcs"]}'),
            ("taxa", '{"uuid":"a","vernacular_name":"Amur leopard"}', '{"uuid":"b","names":["amur leopard"]}'),
        ],
    )  # fmt: skip
    def test_they_are_known_by_what_tells_them_from_others(self, table: str, mine: str, their: str) -> None:
        done = siding.plan(siding.of_lines(**{table: {1: mine}}), siding.of_lines(**{table: {5: their}}))

        assert not done.new
        assert done.same == {Id(table, 5): Id(table, 1)}

    @pytest.mark.parametrize(
        ("table", "mine", "their"),
        [
            ("sightings", '{"uuid":"a","source_ids":["csv::1"]}',
             '{"uuid":"b","source_ids":["csv::1"],"event_date":"2013"}'),
            ("sightings", '{"remarks":"x"}', '{"remarks":"y"}'),
            ("sightings", '{"uuid":"a","remarks":"x"}', '{"uuid":"b","remarks":"x"}'),
            ("deployments", '{"uuid":"a","deployment_id":"CAM1"}', '{"uuid":"b","deployment_id":"CAM1"}'),
            ("images", '{"uuid":"a"}', '{"uuid":"b"}'),
            ("sightings", '{"uuid":"a","source_ids":["logbook::c","x:y:1"]}', '{"uuid":"b","source_ids":["x:y:2"]}'),
            ("credits", '{"uuid":"a","name":"WWF"}', '{"uuid":"b","name":"WCS"}'),
            ("taxa", '{"uuid":"a","vernacular_name":"leopard"}', '{"uuid":"b","vernacular_name":"tiger"}'),
        ],
    )  # fmt: skip
    def test_all_others_are_others(self, table: str, mine: str, their: str) -> None:
        done = siding.plan(siding.of_lines(**{table: {1: mine}}), siding.of_lines(**{table: {5: their}}))

        assert done.new == {Id(table, 5): Id(table, 2)}

    def test_one_of_ours_is_one_of_theirs_at_most(self) -> None:
        ours = siding.of_lines(sightings={1: '{"uuid":"a","source_ids":["x:y:1","x:y:2"]}'})
        theirs = siding.of_lines(
            sightings={5: '{"uuid":"b","source_ids":["x:y:1"]}', 6: '{"uuid":"c","source_ids":["x:y:2"]}'}
        )

        assert list(siding.plan(ours, theirs).new) == [Id("sightings", 6)]

    def test_of_two_credits_that_are_one_here_the_first_speaks(self) -> None:
        ours = siding.side(Book(credits={1: Credit(uuid="a", name="WCS", spellings=("Society",), contact="x")}))
        both = {
            1: Credit(uuid="b", name="Society", contact="y", permission=Permission(status="granted")),
            2: Credit(uuid="c", name="wcs", contact="z", permission=Permission(status="refused")),
        }
        merged = siding.both(ours, siding.side(Book(credits=both)), "theirs").book.credits[1]

        assert (merged.name, merged.contact) == ("Society", "y")
        assert merged.permission == Permission(status="refused")

    def test_a_second_copy_of_a_picture_is_a_picture_of_its_own(self) -> None:
        one = '{"uuid":"a","sha256":"ab"}'
        theirs = siding.of_lines(images={1: one, 2: '{"uuid":"b","sha256":"ab"}'})

        assert list(siding.plan(siding.of_lines(images={1: one}), theirs).new) == [Id("images", 2)]

    @pytest.mark.parametrize(
        ("names", "their"),
        [
            (["leopard", "leopard"], {"vernacular_name": "leopard"}),
            (["leopard", "panther"], {"vernacular_name": "leopard", "names": ("panther",)}),
        ],
    )
    def test_a_species_that_may_be_either_of_two_is_one_of_its_own(
        self, names: list[str], their: dict[str, Any]
    ) -> None:
        ours = siding.side(Book(taxa={n: Taxon(uuid=f"{n}", vernacular_name=name) for n, name in enumerate(names, 1)}))
        done = siding.plan(ours, siding.side(Book(taxa={1: Taxon(uuid="t", **their)})))

        assert done.new == {Id("taxa", 1): Id("taxa", 3)}
        assert "a species of its own" in done.notes[0]

    def test_two_scientific_names_are_two_species_whatever_else_they_share(self) -> None:
        ours = siding.side(
            Book(taxa={1: Taxon(uuid="a", vernacular_name="wildcat", scientific_name="Felis silvestris")})
        )
        lybica = Taxon(uuid="b", vernacular_name="wildcat", scientific_name="Felis lybica")
        also = Taxon(uuid="c", vernacular_name="wildcat", scientific_name="Felis s.", names=("Felis silvestris",))

        assert siding.plan(ours, siding.side(Book(taxa={1: lybica}))).new
        assert not siding.plan(ours, siding.side(Book(taxa={1: also}))).new


class TestTwoVersions:
    def test_what_one_side_has_is_taken_and_the_later_time_stands(self) -> None:
        merged = siding.both(seen(remarks="x", modified=EARLY), seen(habitat="taiga", modified=LATE), None)

        assert sighting(merged) == Sighting(uuid="u", remarks="x", habitat="taiga", modified=LATE)

    @pytest.mark.parametrize(
        ("prefer", "mine", "their", "kept"),
        [
            ("ours", EARLY, LATE, "mine"),
            ("theirs", LATE, EARLY, "their"),
            ("newer", EARLY, LATE, "their"),
            ("newer", LATE, EARLY, "mine"),
            ("newer", LATE, LATE, "mine"),
            ("newer", "once", LATE, "mine"),
            ("newer", "2026-01-01", LATE, "mine"),
        ],
    )
    def test_what_differs_goes_by_the_preference(self, prefer: Preference, mine: str, their: str, kept: str) -> None:
        ours, theirs = seen(remarks="mine", modified=mine), seen(remarks="their", modified=their)
        done = siding.plan(ours, theirs, prefer)

        assert sighting(siding.after(ours, done)).remarks == kept
        assert [choice for _, choice in done.decided] == ["ours" if kept == "mine" else "theirs"]

    def test_without_one_it_is_open(self) -> None:
        (conflict,) = siding.plan(seen(remarks="x"), seen(remarks="y"), None).open

        assert (conflict.fields, conflict.mine, conflict.their) == (("remarks",), {"remarks": "x"}, {"remarks": "y"})

    def test_what_says_one_thing_together_is_never_mixed(self) -> None:
        ours = seen(decimal_latitude=1.0, decimal_longitude=2.0)
        theirs = seen(decimal_latitude=1.0, decimal_longitude=3.0, coordinate_uncertainty_in_meters=5.0)

        assert sighting(siding.both(ours, theirs, "ours")) == sighting(ours)
        assert sighting(siding.both(ours, theirs, "theirs")) == sighting(theirs)
        assert sighting(siding.both(theirs, ours, "theirs")) == sighting(ours)

    def test_lists_of_things_keep_both_ours_first(self) -> None:
        merged = siding.both(seen(tags=("a", "b")), seen(tags=("c", "b")), None)

        assert sighting(merged).tags == ("a", "b", "c")

    def test_one_number_written_in_two_ways_is_one(self) -> None:
        ours = siding.of_lines(sightings={1: '{"uuid":"u","decimal_latitude":43,"count_basis":"encounter","x":null}'})
        theirs = siding.of_lines(sightings={1: '{"uuid":"u","decimal_latitude":43.0}'})

        assert not siding.plan(ours, theirs, None).changes
        assert not siding.plan(theirs, ours, None).changes

    def test_a_person_decides_and_only_about_what_was_asked(self) -> None:
        ours, theirs = seen(remarks="x", habitat="taiga"), seen(remarks="y", habitat="steppe")
        chosen: dict[tuple[str, ...], Choice] = {("remarks",): "theirs", ("habitat",): "ours"}
        answers = [(conflict, chosen[conflict.fields]) for conflict in siding.plan(ours, theirs, None).open]

        def answered(side: Side) -> Merged:
            return merge(side, theirs, first_free=lambda _: 2, stored=str, decide=by_answers(answers))

        assert sighting(siding.after(ours, answered(ours))) == Sighting(uuid="u", remarks="y", habitat="taiga")
        assert [one.fields for one in answered(seen(remarks="z", habitat="taiga")).open] == [("remarks",)]


class TestHistory:
    """What either side had before tells who has changed what."""

    def test_an_older_copy_of_ours_changes_nothing(self) -> None:
        old = seen(remarks="x", tags=("a",), habitat="taiga")
        ours = msgspec.structs.replace(seen(remarks="y"), earlier=lambda _: [old.lines["sightings"][1]])

        assert not siding.plan(ours, old, None).changes

    def test_a_newer_copy_is_taken_whole_with_what_it_took_out(self) -> None:
        old = seen(remarks="x", tags=("a", "b"), habitat="taiga")
        theirs = msgspec.structs.replace(
            seen(remarks="y", tags=("b", "c")), earlier=lambda _: [b"{", old.lines["sightings"][1]]
        )

        assert sighting(siding.both(old, theirs, None)) == sighting(theirs)

    def test_two_edits_of_one_version_are_both_taken_where_they_do_not_meet(self) -> None:
        base = seen(remarks="x", habitat="taiga", behavior="rest").lines["sightings"][1]
        ours = msgspec.structs.replace(seen(remarks="y", habitat="taiga", behavior="a"), earlier=lambda _: [base])
        theirs = msgspec.structs.replace(seen(remarks="x", behavior="b"), earlier=lambda _: [base])
        (conflict,) = siding.plan(ours, theirs, None).open

        assert conflict.fields == ("behavior",)
        assert sighting(siding.both(ours, theirs, "ours")) == Sighting(uuid="u", remarks="y", behavior="a")


class TestGeneralised:
    """What was made coarse for publication, and came back."""

    COARSE = Sighting(
        uuid="u",
        event_date="2013",
        region="China",
        decimal_latitude=43.6,
        remarks="seen again",
        tags=("a",),
        data_generalizations="cut to 0.1 degrees",
    )
    TRUE = Sighting(
        uuid="u",
        event_date="2013-09-05",
        region="Hunchun, Jilin, China",
        areas=("Wangqing",),
        decimal_latitude=43.6123,
        habitat="the den at Wangqing",
        tags=("a", "Wangqing"),
    )

    @pytest.mark.parametrize("prefer", ["newer", "ours", "theirs"])
    def test_it_never_replaces_the_truth_whatever_is_preferred(self, prefer: Preference) -> None:
        coarse = msgspec.structs.replace(self.COARSE, modified=LATE)
        merged = siding.both(
            siding.side(Book(sightings={1: self.TRUE})), siding.side(Book(sightings={1: coarse})), prefer
        )

        assert sighting(merged) == msgspec.structs.replace(self.TRUE, remarks="seen again", modified=LATE)

    @pytest.mark.parametrize("prefer", ["newer", "ours", "theirs"])
    def test_it_gives_way_to_the_truth_whatever_is_preferred(self, prefer: Preference) -> None:
        ours, theirs = (siding.side(Book(sightings={1: one})) for one in (self.COARSE, self.TRUE))
        done = siding.plan(ours, theirs, prefer)

        assert sighting(siding.after(ours, done)) == msgspec.structs.replace(self.TRUE, remarks="seen again")
        assert "has its place and files again" in done.notes[0]

    def test_what_is_left_of_a_list_is_no_other_list(self) -> None:
        claims = [{"claim": "first", "reference": "x"}, {"claim": "second"}]
        whole = siding.of_lines(sightings={1: json.dumps({"uuid": "u", "claims": claims, "behavior": "walks"})})
        told = {"uuid": "u", "claims": claims[1:], "behavior": "runs", "data_generalizations": "x"}
        part = siding.of_lines(sightings={1: json.dumps(told)})

        assert [one.fields for one in siding.plan(whole, part, None).open] == [("behavior",)]
        assert [one.fields for one in siding.plan(part, whole, None).open] == [("behavior",)]

    @pytest.mark.parametrize("mark", ["data_generalizations", "information_withheld"])
    def test_what_was_coarse_when_it_came_is_finer_than_its_published_copy(self, mark: str) -> None:
        ours = seen(decimal_latitude=43.61, **{mark: "obscured"})
        theirs = seen(decimal_latitude=43.6, **{mark: "obscured | cut to 0.1 degrees"})

        assert not siding.plan(ours, theirs, "theirs").changes
        assert sighting(siding.both(theirs, ours, "ours")) == sighting(ours)

    def test_two_that_were_made_coarse_differ_as_any_two(self) -> None:
        other = msgspec.structs.replace(self.COARSE, event_date="2014", data_generalizations="by hand")
        done = siding.plan(siding.side(Book(sightings={1: self.COARSE})), siding.side(Book(sightings={1: other})), None)

        assert [one.fields for one in done.open] == [("event_date",), ("data_generalizations",)]


class TestFiles:
    def test_where_a_file_lies_is_each_logbooks_own_matter(self) -> None:
        ours = siding.of_lines(images={1: '{"uuid":"i","file":"a.jpg","sha256":"ab"}'})
        theirs = siding.of_lines(images={1: '{"uuid":"i","file":"b.jpg","sha256":"AB","width":5}'})

        (change,) = siding.plan(ours, theirs, None).changes
        assert change.after == b'{"uuid":"i","file":"a.jpg","sha256":"ab","width":5}'

    def test_files_that_nobody_compared_are_one_where_nothing_else_differs(self) -> None:
        ours = siding.of_lines(images={1: '{"uuid":"i","file":"a.jpg"}'})

        assert not siding.plan(ours, siding.of_lines(images={4: '{"uuid":"i","file":"b.jpg"}'}), None).changes

    def test_another_file_comes_whole_or_not_at_all(self) -> None:
        ours = siding.of_lines(images={1: '{"uuid":"i","file":"a.jpg","sha256":"ab","width":5}'})
        theirs = siding.of_lines(images={1: '{"uuid":"i","file":"b.jpg","sha256":"cd","height":6}'})

        (conflict,) = siding.plan(ours, theirs, None).open
        assert conflict.fields == ("file", "sha256", "width", "height")
        assert siding.both(ours, theirs, "theirs").book.images[1] == Image(
            uuid="i", file="there/b.jpg", sha256="cd", height=6
        )

    def test_a_file_that_was_replaced_there_is_taken(self) -> None:
        line = '{"uuid":"i","file":"a.jpg","sha256":"ab"}'
        theirs = msgspec.structs.replace(
            siding.of_lines(images={1: '{"uuid":"i","file":"b.jpg","sha256":"cd"}'}), earlier=lambda _: [line.encode()]
        )
        merged = siding.both(siding.of_lines(images={1: line}), theirs, None)

        assert merged.book.images[1] == Image(uuid="i", file="there/b.jpg", sha256="cd")


class TestCredits:
    def test_both_sides_names_spellings_and_parties_are_kept(self) -> None:
        ours = siding.side(Book(credits={1: Credit(uuid="a", name="WCS", spellings=("WCS",), parties=("WCS",))}))
        other = Credit(uuid="b", name="W-CS", spellings=("© W-CS.",), parties=("wcs", "ISUNR"))
        merged = siding.both(ours, siding.side(Book(credits={4: other})), None)

        assert merged.book.credits[1] == Credit(
            uuid="a",
            name="WCS",
            spellings=("WCS", "© W-CS.", "W-CS"),
            parties=("WCS", "ISUNR"),
            source_ids=("logbook::b",),
        )

    @pytest.mark.parametrize("prefer", ["newer", "ours", "theirs"])
    @pytest.mark.parametrize(("mine", "their"), [("granted", "refused"), ("refused", "granted"), ("asked", "refused")])
    def test_a_refusal_stands(self, mine: Any, their: Any, prefer: Preference) -> None:
        ours, theirs = (
            siding.side(Book(credits={1: Credit(uuid="c", name="WCS", permission=Permission(status=status))}))
            for status in (mine, their)
        )
        done = siding.plan(ours, theirs, prefer)
        permission = siding.after(ours, done).book.credits[1].permission

        assert permission == Permission(status="refused")
        assert "the refusal stands" in done.notes[0]

    def test_two_refusals_that_differ_are_asked_about(self) -> None:
        ours, theirs = (
            siding.side(Book(images={1: Image(uuid="i", permission=Permission(status="refused", by=who))}))
            for who in ("A", "B")
        )
        assert [one.fields for one in siding.plan(ours, theirs, None).open] == [("permission",)]

    def test_every_picture_prints_what_it_printed(self) -> None:
        def named(name: str, uuid: str, **line: str) -> Side:
            credit = Credit(uuid="c", name=name, spellings=("WCS",))
            return siding.side(Book(credits={1: credit}, images={1: Image(uuid=uuid, credit="c1", **line)}))

        ours, theirs = named("WCS", "i"), named("Society", "j")

        kept = siding.both(ours, theirs, "ours").book
        assert [image.credit_line for image in kept.images.values()] == [None, "Society"]
        taken = siding.both(ours, theirs, "theirs").book
        assert [image.credit_line for image in taken.images.values()] == ["WCS", None]
        assert taken.credits[1].name == "Society"
        same = siding.both(
            named("WCS", "i", credit_line="© WCS"), named("Society", "j", credit_line="W"), "theirs"
        ).book
        assert [image.credit_line for image in same.images.values()] == ["© WCS", "W"]

    def test_what_holds_by_default_from_now_on_is_told(self) -> None:
        free, bare = Credit(uuid="c", name="WCS", license="CC0-1.0"), Credit(uuid="c", name="WCS", contact="x")
        notes = siding.plan(siding.side(Book(credits={1: bare})), siding.side(Book(credits={2: free})), None).notes
        others = siding.plan(siding.side(Book(credits={1: free})), siding.side(Book(credits={2: bare})), None).notes

        assert notes == ["c1 has the licence of their c2 now, 'CC0-1.0': by default that of its pictures"]
        assert others == ["c1 is their c2 too: its licence, 'CC0-1.0', is by default that of their pictures"]


class TestSpecies:
    def stated(self, level: str | None, **fields: Any) -> Side:
        sensitivity = None if level is None else Statement(value=level, source="x")
        return siding.side(
            Book(taxa={1: Taxon(uuid="t", vernacular_name="leopard", sensitivity=sensitivity, **fields)})
        )

    @pytest.mark.parametrize("prefer", [None, "newer", "ours", "theirs"])
    @pytest.mark.parametrize(("mine", "their"), [("low", "high"), ("extreme", "none"), ("what", "medium")])
    def test_the_stricter_sensitivity_holds_unless_a_person_decides(
        self, mine: str, their: str, prefer: Preference | None
    ) -> None:
        ours, theirs = self.stated(mine), self.stated(their)
        strict = {"low": "high", "extreme": "extreme", "what": "what"}[mine]
        (conflict, choice) = siding.plan(ours, theirs, prefer).decided[0]
        other: Choice = "ours" if choice == "theirs" else "theirs"

        taxon = siding.both(ours, theirs, prefer).book.taxa[1]
        assert taxon.sensitivity == Statement(value=strict, source="x")
        decide = by_answers([(conflict, other)])
        loosened = siding.after(ours, merge(ours, theirs, first_free=lambda _: 2, stored=str, decide=decide))
        assert loosened.book.taxa[1].sensitivity != taxon.sensitivity

    def test_of_two_that_are_as_strict_one_is_chosen(self) -> None:
        ours = siding.side(Book(taxa={1: Taxon(uuid="t", sensitivity=Statement(value="high"))}))
        theirs = siding.side(Book(taxa={1: Taxon(uuid="t", sensitivity=Statement(value="High", source="y"))}))

        assert [one.fields for one in siding.plan(ours, theirs, None).open] == [("sensitivity",)]

    def test_a_sensitivity_that_we_had_none_of_is_told(self) -> None:
        done = siding.plan(self.stated(None), self.stated("none"), None)

        assert done.notes == ["t1 is now of sensitivity none, as their t1 states"]

    def test_all_names_are_kept_and_ours_stays_the_first(self) -> None:
        theirs = siding.side(Book(taxa={1: Taxon(uuid="t", vernacular_name="panther", names=("Leopard", "pardus"))}))

        taxon = siding.both(self.stated(None), theirs, None).book.taxa[1]
        assert (taxon.vernacular_name, taxon.names) == ("leopard", ("Leopard", "pardus", "panther"))


class TestFacts:
    SAID = Info(
        title="Station B",
        license="CC0-1.0",
        media_license="CC-BY-4.0",
        project={"title": "Far East"},
        contributors=({"title": "A", "role": "contact"}, {"email": "x"}),
    )

    def test_a_logbook_without_records_takes_them_all(self) -> None:
        merged = siding.both(siding.of_lines(), siding.side(Book(info=self.SAID)))

        assert merged.book.info == self.SAID

    def test_records_never_get_the_licence_of_others(self) -> None:
        ours = siding.side(Book(info=Info(title="Ours"), images={1: Image(uuid="i")}))
        theirs = siding.side(Book(info=self.SAID, images={1: Image(uuid="j"), 2: Image(uuid="k", license="MIT")}))
        done = siding.plan(ours, theirs)
        merged = siding.after(ours, done).book

        assert merged.info == Info(title="Ours", contributors=self.SAID.contributors)
        assert [image.license for image in merged.images.values()] == [None, "CC-BY-4.0", "MIT"]
        assert "other.json has the title 'Station B', and 'Ours' stays that of this logbook" in done.notes
        assert "other.json has the licence 'CC0-1.0', and this logbook gets none" in done.notes
        assert "other.json has the project 'Far East', and this logbook gets none" in done.notes

    def test_a_licence_of_ours_that_comes_to_hold_of_theirs_is_told(self) -> None:
        ours = siding.side(Book(info=Info(license="CC0-1.0"), images={1: Image(uuid="i")}))

        (note,) = siding.plan(ours, siding.side(Book(images={1: Image(uuid="j")}))).notes
        assert "gives no licence of its records; here that of the logbook holds of them, 'CC0-1.0'" in note
        assert siding.plan(ours, siding.side(Book())).notes == []

    def test_a_contributor_who_is_known_is_not_added(self) -> None:
        known = ({"title": "a", "role": "contact", "email": "y"}, {"email": "x"})
        ours = siding.side(Book(info=Info(contributors=known)))
        theirs = siding.side(Book(info=Info(contributors=self.SAID.contributors)))

        assert not siding.plan(ours, theirs).changes

    def test_a_fact_nobody_knows_is_told_as_it_stands(self) -> None:
        ours, theirs = siding.of_lines(b'{"x":[1]}'), siding.of_lines(b'{"x":{"a":2},"y":null}')

        assert siding.plan(ours, theirs).notes == [
            "other.json has the x '{\"a\": 2}', and '[1]' stays that of this logbook"
        ]
