"""`logbook edit` with options, as it is typed."""

from __future__ import annotations

import io
import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.cli import record
from logbook.errors import BadValueError
from logbook.query import Filter
from logbook.store.snapshot import Snapshot
from tests import essay
from tests.cli.stored import FILE, attempt, files, records, stored
from tests.cli.test_add import ODD

if TYPE_CHECKING:
    from tests.cli.conftest import Run

OPTIONS = (
    *("--species", "--scientific", "--region", "--at", "--date", "--animals", "--count", "--breeding", "--method"),
    *("--area", "--locality", "--uncertainty", "--observer", "--reference", "--claim", "--note", "--tag"),
    *("--establishment", "--verification", "--verified-by", "--assess", "--assessed-by", "--reason"),
    *("--credit", "--creator", "--license", "--title", "--caption", "--alt", "--published", "--name"),
    *("--owner", "--notice", "--supplier", "--terms", "--statement", "--permission", "--by", "--use", "--until"),
    *("--embargo", "--published-on", "--published-at", "--contact", "--join"),
)

pytestmark = pytest.mark.usefixtures("essay_file")


def test_a_date_makes_the_sighting_the_first(run: Run) -> None:
    done = run("edit s1 --date 2013-10-09")
    first = json.loads(run("summary --json").stdout)["first_breeding"][0]

    assert done.stdout == "s1 (sighting)\n  + event_date: 2013-10-09\n"
    assert (first["region"], first["event_date"], first["sightings"]) == ("China", "2013-10-09", ["s1"])


def test_an_older_record_with_cubs_contradicts_the_claim(run: Run) -> None:
    run("edit s1 --date 2013-10-09")
    done = run('add "Amur leopard" --region China --date 2012 --animals "2 cubs" --method camera-trap')

    assert "    in China: none\n" in done.stdout
    assert {claim["standing"] for claim in json.loads(run("summary --json").stdout)["claims"]} >= {"contradicted"}


def test_a_picture_gets_its_alt_text_and_a_new_line_and_link(run: Run) -> None:
    run('edit i3 --alt "A leopard cub on snow" --credit "WCS / Land of the Leopard"')
    picture = stored("i3")

    assert (picture["alt_text"], picture["credit_line"], picture["credit"]) == (
        "A leopard cub on snow",
        "WCS / Land of the Leopard",
        "c3",
    )
    assert stored("c3")["parties"] == ["WCS", "Land of the Leopard"]


def test_several_records_of_several_kinds_are_edited_at_once(run: Run) -> None:
    run("edit s1 2 i3 --tag snow")

    assert [stored(which)["tags"] for which in ("s1", "s2", "i3")] == [["snow"]] * 3
    run("undo")
    assert not any("tags" in stored(which) for which in ("s1", "s2", "i3"))


def test_an_edit_with_an_error_is_refused_whole(run: Run) -> None:
    before = FILE.read_bytes()

    assert "i3 is a picture, which has no --date" in run("edit s1 s2 i3 --date 2013", code=2).stderr
    assert FILE.read_bytes() == before


def test_ids_may_come_from_stdin(run: Run) -> None:
    run("edit - --note x", stdin="s1\ns3\n")

    assert [which for which in ("s1", "s2", "s3") if "remarks" in stored(which)] == ["s1", "s3"]


def test_list_feeds_edit(run: Run) -> None:
    ids = "\n".join(line.split("\t")[0] for line in run("list --region russia").stdout.splitlines())
    run("edit - --area Primorye", stdin=ids)

    assert [one.get("areas") for one in records("sightings").values()] == [None, ["Primorye"], ["Primorye"]]


def test_a_region_is_renamed_wherever_it_stands(run: Run) -> None:
    run('edit s1 s2 --region "Jilin, China"')
    done = run("edit --where-region 'Jilin, China' --region 'Jilin Province, China'")

    assert done.stdout.count("  + region: Jilin Province, China") == 2
    assert [one["region"] for one in records("sightings").values()] == [
        "Jilin Province, China",
        "Jilin Province, China",
        "Far Eastern Russia, Russia",
    ]


def test_what_a_region_was_taken_for_is_told_once(run: Run) -> None:
    done = run("edit s1 s2 --region 'southeastern russia'")

    assert done.stderr.count("is filed under Russia") + done.stderr.count("is completed from the logbook") == 1


def test_ids_that_are_no_text_are_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = io.TextIOWrapper(io.BytesIO(b"s1\n\xff"), encoding="utf-8")
    monkeypatch.setattr("logbook.cli.record.sys.stdin", bad)
    with pytest.raises(BadValueError, match="what came in on stdin is no text"):
        record.chosen(Snapshot(FILE), ["-"], Filter())


def test_nothing_found_is_nothing_to_change_and_is_asked_about(run: Run) -> None:
    done = run("edit --where-region chnia --note x")

    assert "nothing to change" in done.stderr
    assert "did you mean China?" in done.stderr
    assert run("edit - --note x", stdin="").stderr == "nothing to change\n"


def test_what_is_so_already_is_no_transaction(run: Run) -> None:
    before = FILE.read_bytes()

    assert run('edit s1 --region China --animals "1 adult female, 2 cubs"').stderr == "nothing to change\n"
    assert FILE.read_bytes() == before


def test_an_empty_value_takes_a_field_out(run: Run) -> None:
    run('edit s1 --method "" --claim "" --animals ""')

    assert not {"method", "claims", "animals"} & stored("s1").keys()


def test_a_review_stands_beside_what_was_stated(run: Run) -> None:
    run("edit s1 --breeding nursing --verification verified --verified-by 'D. Miquelle'")
    run("edit s1 --assess none --assessed-by 'D. Miquelle' --reason 'one animal'")

    assert stored("s1")["breeding"] == {
        "stated": {"code": "nursing"},
        "assessed": {"level": "none", "by": "D. Miquelle", "date": "2026-11-22", "reason": "one animal"},
    }
    assert (stored("s1")["verification"], stored("s1")["verified_date"]) == ("verified", "2026-11-22")


def test_a_credit_gets_another_name_and_the_lines_stay(run: Run) -> None:
    run('edit c2 --name "WWF Russia" --license CC-BY-4.0')

    assert (stored("c2")["name"], stored("c2")["license"]) == ("WWF Russia", "CC-BY-4.0")
    assert stored("i5")["credit_line"] == "© WWF-Russia / ISUNR"
    assert run('attach s1 --title T --credit "© WWF-Russia/ISUNR"').stderr == ""
    assert stored("i7")["credit"] == "c2"


def test_a_permission_is_noted_said_more_of_and_taken_out(run: Run) -> None:
    run("edit i3 --permission asked --by WCS --use editorial --reference 'our mail'")
    run("edit i3 --permission granted --until 2027-12-31 --reference 'letter of 3 May'")
    granted = {"status": "granted", "by": "WCS", "use": "editorial", "until": "2027-12-31"}

    assert stored("i3")["permission"] == {**granted, "reference": "letter of 3 May"}
    run("edit i3 --use internal --use commercial --embargo 2026-12-01")
    assert (stored("i3")["permission"]["use"], stored("i3")["embargo_until"]) == ("internal, commercial", "2026-12-01")
    run("edit i3 --permission '' --embargo ''")
    assert not {"permission", "embargo_until"} & stored("i3").keys()


def test_a_sighting_is_put_under_embargo_with_its_pictures_and_taken_out_of_it(run: Run) -> None:
    run("edit s2 i6 --embargo 2027-06")

    assert (stored("s2")["embargo_until"], stored("i6")["embargo_until"]) == ("2027-06", "2027-06")
    assert " under embargo and not told: s2, i" in run("export --format ndjson out.ndjson").stderr
    assert len(Path("out.ndjson").read_text(encoding="utf-8").splitlines()) == 2
    assert "embargo_until\t2027-06" in run("show s2").stdout
    run("edit s2 i6 --embargo ''")
    assert not any("embargo_until" in stored(ref) for ref in ("s2", "i6"))
    run("edit --where-region china --embargo 2028")
    assert [ref for ref in ("s1", "s2", "s3", "i1") if "embargo_until" in stored(ref)] == ["s1"]
    assert "'soon'" in run("edit s2 --embargo soon", code=2).stderr


class TestCredits:
    def test_defaults_and_a_contact_are_set_and_a_licence_that_leaves_something_open_told(self, run: Run) -> None:
        done = run(
            "edit c1 c2 --license CC-BY-NC --terms 'Ask.' --statement https://a.example --contact 'press office'"
            " --permission asked --by 'the editor'"
        )

        assert [stored(which)["license"] for which in ("c1", "c2")] == ["CC-BY-NC", "CC-BY-NC"]
        assert stored("c1")["permission"] == {"status": "asked", "by": "the editor"}
        assert (stored("c2")["usage_terms"], stored("c2")["contact"]) == ("Ask.", "press office")
        assert done.stderr.count("has no version") == 1

    def test_two_are_joined_the_lines_stay_and_undo_parts_them(self, run: Run) -> None:
        before = FILE.read_bytes().split(b"\n", 2)[2]
        lines = [one["credit_line"] for one in records("images").values()]
        done = run("edit c2 --join c1")

        assert (list(records("credits")), {one["credit"] for one in records("images").values()}) == (["2"], {"c2"})
        assert [one["credit_line"] for one in records("images").values()] == lines
        assert "c1 (credit, removed)" in done.stdout
        run("undo")
        assert FILE.read_bytes().split(b"\n", 2)[2] == before

    def test_a_picture_that_printed_the_name_keeps_it_as_its_line(self, run: Run) -> None:
        FILE.write_text(FILE.read_text(encoding="utf-8").replace('"credit_line":"WCS"', '"x":1', 1), encoding="utf-8")
        done = run("edit c1 --name NYZS")

        assert (stored("i1")["credit_line"], stored("c1")["name"]) == ("WCS", "NYZS")
        assert "the credit line of" not in done.stderr

    def test_what_differed_is_told(self, run: Run) -> None:
        run("edit c1 --license CC0-1.0")
        run("edit c2 --license CC-BY-4.0")

        assert "c2 keeps its licence 'CC-BY-4.0'; c1 had 'CC0-1.0', which was the default of i1, i2, i3 and 1 more" in (
            run("edit c2 --join c1 --dry-run").stderr
        )


class TestPicturesByFilter:
    """Options that only pictures have, and filters."""

    @pytest.mark.parametrize(
        ("filters", "changed"),
        [
            ("--where-region china", ["i1", "i2", "i3", "i4"]),
            ("--where-region russia --where-credit wcs", []),
            ("--where-credit 'WWF-Russia / ISUNR'", ["i5", "i6"]),
            ("s1 i6 --where-species 'Amur leopard'", ["i1", "i2", "i3", "i4", "i6"]),
            ("--where-region china --tag snow", ["i1", "i2", "i3", "i4"]),
        ],
    )
    def test_the_pictures_of_the_sightings_are_meant(self, run: Run, filters: str, changed: list[str]) -> None:
        run(f"edit {filters} --owner WCS")

        assert [f"i{number}" for number, one in records("images").items() if "copyright_owner" in one] == changed
        assert not any("tags" in one for one in records("sightings").values())

    def test_no_ids_on_stdin_is_nothing(self, run: Run) -> None:
        assert run("edit - --where-region china --owner WCS", stdin="").stderr == "nothing to change\n"

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("--owner WCS --date 2013", "--owner is said of pictures, and --date is not"),
            ("--owner WCS --clock-offset +1h", "--owner is said of pictures, and --clock-offset is not"),
            ("--alt 'A cub'", "--alt can be said of one picture only, and here are 4"),
            ("--until 2027", "--until is said of a permission, and i1 would have none"),
            ("--name x", "s1 is a sighting, which has no --name"),
        ],
    )
    def test_what_cannot_be_said_of_them_is_refused(self, run: Run, words: str, said: str) -> None:
        before = FILE.read_bytes()

        assert said in run(f"edit --where-region china {words}", code=2).stderr
        assert FILE.read_bytes() == before


def test_another_species_does_not_keep_the_old_scientific_name(run: Run) -> None:
    run("edit s1 --species Tiger")

    assert stored("s1")["vernacular_name"] == "Tiger"
    assert "scientific_name" not in stored("s1")


def test_a_dry_run_shows_and_writes_nothing(run: Run) -> None:
    before, there = FILE.read_bytes(), files()
    done = run("edit s1 --note x --dry-run")

    assert (done.stdout, done.stderr) == ("s1 (sighting)\n  + remarks: x\n", "a dry run: nothing was written\n")
    assert (FILE.read_bytes(), files()) == (before, there)


def test_fields_and_tables_that_we_do_not_know_stay_byte_for_byte(run: Run) -> None:
    own, notes = b'"x_own":1.50,"x_list":[{"b":1e3,"a":"\xc3\xa9"}],"count_basis"', b'"notes":{\n"1":{"n":2.50}\n},\n'
    data = FILE.read_bytes().replace(b'"count_basis"', own).replace(b'"sightings":{', notes + b'"sightings":{')
    FILE.write_bytes(data)
    for line in ("edit s1 --note x", "edit s2 --note x --animals '7 cubs'", "undo", "remove s1"):
        run(line)
        assert own in FILE.read_bytes()
        assert notes in FILE.read_bytes()


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("edit --note x", 2, "name what to edit: ids such as s7, or filters such as --where-region"),
        ("edit s9 --note x", 3, "there is no sighting s9 in"),
        ("edit nine --note x", 2, "'nine' is not an id"),
        ("edit s1 --date 2013-02-30", 2, "2013-02-30"),
        ("edit s1 --at 91,0", 2, "91"),
        ("edit s1 --count 0", 2, "'0'"),
        ("edit s1 --count 5", 2, "a count of 5 disagrees with '1 adult female, 2 cubs'"),
        ("edit s1 --species ''", 2, "needs a species"),
        ("edit s1 --method camera", 2, "did you mean camera-trap?"),
        ("edit s1 --verification maybe", 2, "it is one of unverified, verified, doubtful, rejected"),
        ("edit s1 --reason x", 2, "need --assess"),
        ("edit s1 --title x", 2, "s1 is a sighting, which has no --title"),
        ("edit i1 --credit '©'", 2, "names nobody"),
        (
            "edit c1 --name 'wwf russia/isunr'",
            2,
            "is c2 already; two credits cannot have one name: `logbook edit c1 --join",
        ),
        ("edit c1 --join c1", 2, "c1 cannot be joined with itself"),
        ("edit c1 --join c2 --join c3", 2, "--join takes one credit at a time, and here are 2"),
        ("edit c1 --join c9", 3, "there is no credit c9"),
        ("edit c1 c2 --join c2", 2, "--join can be said of one credit only, and here are 2"),
        ("edit i1 --license CC-BY-9.0", 2, "did you mean CC-BY-"),
        ("edit t1 --note x", 2, "`logbook species t1` says something of it"),
        ("edit --where-method camera --note x", 2, "did you mean camera-trap?"),
        ("edit s1", 2, "say what to change, as in `logbook edit s7 --date 2013-10-09`, or name an editor in EDITOR"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(run: Run, line: str, code: int, said: str) -> None:
    before = FILE.read_bytes()

    assert said in run(line, code=code).stderr
    assert FILE.read_bytes() == before


def test_any_text_is_stored_exactly_and_shown_harmless(run: Run) -> None:
    done = run(f"edit s1 --note {shlex.quote(ODD)} --claim {shlex.quote(ODD)}")
    undone = run("undo")

    assert all(line.isprintable() for line in (done.stdout + undone.stdout).split("\n"))
    assert "[/red]\\x1b[31m\\n" in done.stdout
    run("undo --redo")
    assert (stored("s1")["remarks"], stored("s1")["claims"]) == (ODD, [{"claim": ODD}])


@given(
    st.sampled_from(["s1", "i1", "c1", "t1"]),
    st.lists(st.tuples(st.sampled_from(OPTIONS), st.text(max_size=12)), min_size=1, max_size=3),
)
@settings(max_examples=50)
def test_whatever_is_typed_the_file_stays_valid(run: Run, which: str, said: list[tuple[str, str]]) -> None:
    attempt(run, shlex.join(["edit", which, *(word for pair in said for word in pair)]))

    run("check", code=6)
    assert records("sightings").keys() == {str(number) for number in essay.BOOK.sightings}
