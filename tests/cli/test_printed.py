"""Where it has been printed: what the commands say that change a credit line, a first or a claim."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from logbook.records import Book, Breeding, Credit, Image, Publication, Sighting, Stated, Taxon
from tests import essay
from tests.cli.stored import FILE, jpeg

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ARTICLE = "Tia Ghose, In Images: Rare Amur Leopard Cubs Spotted on Camera"
DATED = 'edit s1 --date "9 October 2013"'
OLDER = 'add "Amur leopard" --region "Hunchun, Jilin, China" --date 2012 --animals F+2'
FIRST = "in this logbook the first confirmed breeding evidence in China was"
CLAIM = 'the claim of s1 "the first cubs on camera traps in China" (first-breeding, in China, by camera-trap) was'
PRINTED = f"Printed in: {ARTICLE} (i1, i2, i3, i4)\n"

pytestmark = pytest.mark.usefixtures("essay_file")


def notes(run: Run, line: str) -> str:
    """Give what a line says of what has been printed."""
    told = run(line).stderr.splitlines(keepends=True)
    return "".join(note for note in told if " was " in note and ", now it is " in note)


def write(**tables: object) -> None:
    """Put another logbook in the place of the essay's."""
    for path in Path.cwd().iterdir():
        path.unlink()
    essay.write(FILE.absolute(), Book(**tables))  # type: ignore[arg-type]


def editor(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """Make an editor that puts one text in the place of another."""
    path = "pathlib.Path(sys.argv[1])"
    code = f"import pathlib, sys; {path}.write_text({path}.read_text().replace({old!r}, {new!r}))"
    Path("editor.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "editor.py"]))


def cubs(date: str | None, *images: str, region: str = "China", name: str = "Tiger") -> Sighting:
    evidence = Breeding(stated=Stated(code="nursing"))
    return Sighting(event_date=date, vernacular_name=name, region=region, breeding=evidence, images=images)


def test_a_first_that_is_set_and_lost_names_the_records_the_essay_and_its_pictures(run: Run) -> None:
    assert notes(run, DATED) == (
        f"{FIRST} open (undated: s1), now it is s1. {PRINTED}"
        f"{CLAIM} undecided, now it is supported. Source: {ARTICLE}\n"
    )
    assert notes(run, OLDER) == (
        f"{FIRST} s1, now it is s4. {PRINTED}{CLAIM} supported, now it is contradicted by s4. Source: {ARTICLE}\n"
    )


def test_taking_it_back_says_the_same_mirrored_by_undo_and_by_remove(run: Run) -> None:
    run(DATED)
    lost = notes(run, OLDER)
    back = notes(run, "undo")

    assert f"{FIRST} s4, now it is s1. {PRINTED}" in back
    assert f"{CLAIM} contradicted by s4, now it is supported." in back
    assert notes(run, "undo --redo") == lost
    assert notes(run, "remove s4") == back


def test_another_name_of_a_credit_lists_where_its_pictures_were_printed(run: Run) -> None:
    told = 'the credit of i5, i6 was "WWF-Russia / ISUNR", now it is "WWF Russia"; the lines stay. Printed in: '
    assert notes(run, "edit c2 --name 'WWF Russia'").startswith(told)


@pytest.mark.parametrize("line", [OLDER, "edit s1 --region Russia", "remove s1", "undo"])
def test_a_dry_run_says_it_too(run: Run, line: str) -> None:
    run(DATED)
    before = FILE.read_bytes()

    assert f"{FIRST} s1, now it is " in notes(run, f"{line} --dry-run")
    assert FILE.read_bytes() == before


@pytest.mark.parametrize(
    "line",
    [
        "edit s1 --note x --tag snow",
        "edit s2 --date 2011",
        "add 'Amur leopard' --region China --date 2011",
        "add 'Amur leopard' --region China --date 2014 --animals F+2",
        "add Tiger --region China --date 2011 --animals F+2",
        "remove s2",
        "edit c2 --terms 'ask first'",
        "remove c2",
        "edit i3 --caption x",
        "attach s3 --title x --credit WCS",
        "attach s3 i1",
    ],
)
def test_where_nothing_printed_is_wrong_nothing_is_said(run: Run, line: str) -> None:
    run(DATED)
    assert notes(run, line) == ""


def test_another_line_for_a_printed_picture_is_told_and_back(run: Run) -> None:
    printed = f". Printed in: {ARTICLE}, picture 3 (i3)\n"

    assert notes(run, "edit i3 --credit 'WCS / X'") == f'the credit line of i3 was "WCS", now it is "WCS / X"{printed}'
    assert notes(run, "undo") == f'the credit line of i3 was "WCS / X", now it is "WCS"{printed}'
    assert notes(run, "attach s2 i3 --credit Y") == f'the credit line of i3 was "WCS", now it is "Y"{printed}'


def test_a_line_that_changes_in_the_editor_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(monkeypatch, '"WCS"', '"W"')

    assert 'the credit line of i3 was "WCS", now it is "W". Printed in: ' in notes(run, "edit i3")


def test_a_line_that_changes_with_a_known_file_is_told_by_add(run: Run) -> None:
    jpeg("cub.jpg")
    run("attach s1 cub.jpg --credit WCS --published 'Rare cubs'")

    line = "add Lynx --region Russia --image cub.jpg --credit Me"
    assert notes(run, line) == 'the credit line of i7 was "WCS", now it is "Me". Printed in: Rare cubs (i7)\n'


def test_a_picture_without_a_line_of_its_own_was_printed_with_the_name_of_its_credit(run: Run) -> None:
    printed = Publication(title="Rare cubs", position=2)
    images = {1: Image(credit="c1", publications=(printed,)), 2: Image(credit="c1"), 3: Image()}
    write(images=images, credits={1: Credit(name="WCS")})

    told = 'the credit line of i1 was "WCS", now it is none. Printed in: Rare cubs, picture 2 (i1)\n'
    assert notes(run, "remove c1 --dry-run") == told


def test_the_date_of_a_publication_bounds_what_has_no_date(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    images = {1: Image(title="Cub", publications=(Publication(title="Rare cubs"),)), 2: Image()}
    write(
        sightings={1: cubs(None, "i1", "s2", "junk"), 2: cubs("2014"), 3: cubs("2010", region="Russia")}, images=images
    )
    editor(monkeypatch, 'cubs"', 'cubs", "date": "2013"')

    assert f"{FIRST} s2 (undated: s1), now it is s1. Printed in: Rare cubs, 2013 (i1)" in notes(run, "edit i1")
    assert f"{FIRST} s1, now it is s2 (undated: s1). " in notes(run, "remove i1 s3")


def test_a_picture_that_comes_to_what_has_no_date_brings_the_date_of_its_publication(run: Run) -> None:
    images = {1: Image(title="Cub", publications=(Publication(title="Rare cubs", date="2013"),))}
    write(sightings={1: cubs(None), 2: cubs("2014")}, images=images)

    told = f"{FIRST} s2 (undated: s1), now it is s1. Printed in: Rare cubs, 2013 (i1)\n"
    assert notes(run, "attach s1 i1") == told


def test_beside_an_undated_one_add_reads_when_it_was_published(run: Run) -> None:
    images = {1: Image(publications=(Publication(title="Rare cubs", date="2013"),))}
    write(sightings={1: cubs(None, "i1")}, images=images)

    assert notes(run, "add Tiger --region China --date 2014 --breeding nursing") == ""
    told = f"{FIRST} s1, now it is one of s2, s1. Printed in: Rare cubs, 2013 (i1)\n"
    assert notes(run, "add Tiger --region China --date 2012 --breeding nursing") == told.replace("s2", "s3")


def test_a_species_that_goes_with_its_sighting_does_not_hide_who_is_first(run: Run) -> None:
    images = {1: Image(publications=(Publication(title="Rare cubs"),))}
    write(sightings={1: cubs("2013", "i1")}, images=images)

    line = "add Tiger --scientific 'Panthera tigris' --status EN --region China --date 2012 --breeding nursing"
    assert f"{FIRST} s1, now it is s2. " in notes(run, line)
    assert f"{FIRST} s2, now it is s1. " in notes(run, "undo")


def test_a_name_that_is_new_to_a_species_brings_its_records_together(run: Run) -> None:
    write(sightings={1: cubs("2013")})
    line = "add Tiger --scientific 'Panthera tigris' --status EN --region China --date 2014 --breeding nursing"
    assert "    in China: s1\n" in run(line).stdout


def test_a_claim_limited_to_a_method_is_judged_by_the_methods_of_all(run: Run) -> None:
    claimed = replace(essay.BOOK.sightings[1], event_date="2013")
    seen = replace(cubs("2011", name="Amur leopard"), method="observed")
    write(sightings={1: claimed, 2: seen}, taxa=essay.BOOK.taxa, images=essay.BOOK.images)

    line = "add 'Amur leopard' --region China --date 2012 --animals F+2 --method camera-trap"
    assert f"{CLAIM} supported, now it is contradicted by s3." in notes(run, line)


def test_many_at_once_are_told_in_few_words(run: Run) -> None:
    images = {number: Image(credit="c1", publications=(Publication(title="Book"),)) for number in range(1, 301)}
    write(images=images, credits={1: Credit(name="WCS")})
    [note] = notes(run, "remove c1").splitlines()

    assert note.count("i1, i2, i3, i4, i5, i6 and 294 more") == 2


def test_show_says_where_each_picture_was_printed(run: Run) -> None:
    sighting, picture = (run(f"show {which} --format table", width=120).stdout for which in ("s1", "i3"))

    assert sighting.count(f"Published: {ARTICLE}, picture ") == 4
    assert f"Published    {ARTICLE}, picture 3\n" in picture


def test_show_lists_the_printings_of_a_credit_and_how_many_more(run: Run) -> None:
    shown = run("show c2 --format table", width=160).stdout
    assert f'Published  i5  with "© WWF-Russia / ISUNR" in {ARTICLE}, picture 5\n' in shown

    images = {number: Image(credit="c1", publications=(Publication(title="Book"),)) for number in range(1, 31)}
    write(images=images, credits={1: Credit(name="WCS")}, taxa={1: Taxon(vernacular_name="Lynx")})
    shown = run("show c1 --format table").stdout
    assert shown.count('with "WCS" in Book') == 20
    assert shown.count("and 10 more") == 2
