"""What cannot be read of a Camtrap DP package: rows by file, line, column and value, packages by a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from logbook.changes.intake.items import Facts
from logbook.errors import LogbookError
from tests.formats.camtrap_dp import packages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("table", "column", "value", "reason"),
    [
        ("deployments", "deploymentID", "", "must not be empty"),
        ("deployments", "latitude", "91", "is no number from -90 to 90"),
        ("deployments", "longitude", "1_0", "is no number from -180 to 180"),
        ("deployments", "longitude", "NA", "must not be empty"),
        ("deployments", "coordinateUncertainty", "0", "is no number of 1 or more"),
        ("deployments", "deploymentStart", "spring", "is no date or time"),
        ("deployments", "baitUse", "yes", "is neither true nor false"),
        ("media", "timestamp", "2024-05-03", "is not one time of day"),
        ("media", "filePath", "../m1.jpg", "leads out of the package"),
        ("media", "filePath", "/m1.jpg", "leads out of the package"),
        ("media", "filePath", "~/m1.jpg", "leads out of the package"),
        ("media", "filePath", "a\\..\\..\\m1.jpg", "leads out of the package"),
        ("media", "filePath", ".", "leads out of the package"),
        ("media", "filePath", "C:/m1.jpg", "leads out of the package"),
        ("media", "filePath", "file:///etc/m1.jpg", "leads out of the package"),
        ("media", "fileMediatype", "text/plain", "is no media type"),
        ("media", "filePublic", "", "must not be empty"),
        ("media", "deploymentID", "south", "no deployment that can be taken has this id"),
        ("observations", "observationID", "", "must not be empty"),
        ("observations", "deploymentID", "south", "no deployment that can be taken has this id"),
        ("observations", "mediaID", "m9", "no medium that can be taken has this id"),
        ("observations", "observationLevel", "clip", "is none of media, event"),
        ("observations", "observationType", "ghost", "is none of animal, human"),
        ("observations", "eventStart", "nan", "must not be empty"),
        ("observations", "eventEnd", "2024-05-03T05:00:00+08:00", "lies before eventStart"),
        ("observations", "count", "0", "is no number from 1 to 1,000,000"),
        ("observations", "count", "1.5", "is no whole number"),
        ("observations", "lifeStage", "imago", "is none of adult, subadult, juvenile"),
        ("observations", "sex", "F", "is none of female, male"),
        ("observations", "classificationMethod", "both", "is none of human, machine"),
        ("observations", "classificationProbability", "90", "is no number from 0 to 1"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, table: str, column: str, value: str, reason: str) -> None:
    path = packages.make(tmp_path, **{table: [{column: value}]})
    found = packages.bad(path)[0]
    assert (found.where, found.column, found.value) == ((f"{table}.csv", 2), column, value)
    assert reason in found.reason
    assert not found.reason.startswith(repr(value))
    assert value in found.original


@pytest.mark.parametrize(("table", "column"), [("deployments", "deploymentID"), ("observations", "observationID")])
def test_an_id_that_is_given_twice_is_bad(tmp_path: Path, table: str, column: str) -> None:
    (found,) = packages.bad(packages.make(tmp_path, **{table: [{}, {}]}))
    assert (found.where.line, found.column, found.reason) == (3, column, "it is given twice")


def test_a_medium_that_is_given_twice_is_bad(tmp_path: Path) -> None:
    path = packages.make(tmp_path, media=[{}, {"timestamp": "2024-05-04T06:00:00+08:00"}])
    (found,) = packages.bad(path)
    assert (found.where, found.column) == (("media.csv", 3), "mediaID")
    assert [one.date_created for one in map(_record, packages.parts(path)) if hasattr(one, "date_created")] == [
        packages.MEDIUM["timestamp"]
    ]


def test_a_bad_row_does_not_stand_in_for_a_good_one_of_its_id(tmp_path: Path) -> None:
    path = packages.make(tmp_path, media=[{"deploymentID": "south", "filePath": "wrong.jpg"}, {}])
    (found,) = packages.bad(path)
    assert (found.where, found.column) == (("media.csv", 2), "deploymentID")
    (picture,) = [one for one in map(_record, packages.parts(path)) if hasattr(one, "date_created")]
    assert picture.url == packages.MEDIUM["filePath"]


def _record(part: Any) -> Any:
    return getattr(part, "record", None)


@pytest.mark.parametrize("table", ["deployments", "media", "observations"])
def test_a_row_with_too_many_cells_is_bad_once(tmp_path: Path, table: str) -> None:
    path = packages.make(tmp_path)
    file = path / f"{table}.csv"
    file.write_text(f"{file.read_text()}a,b,c,d,e,f,g,h,i,j,k\n")
    (found,) = packages.bad(path)
    assert found.where == (f"{table}.csv", 3)


def test_what_is_left_out_is_not_read_closely(tmp_path: Path) -> None:
    row = {"observationType": "human", "eventStart": "", "count": "many"}
    assert packages.left_out(packages.make(tmp_path, [row])) == {"humans": 1, "media of no animal that is taken": 1}


def test_an_animal_without_a_name_is_left_out(tmp_path: Path) -> None:
    left = packages.left_out(packages.make(tmp_path, [{"scientificName": ""}]))
    assert left["animals without a scientific name"] == 1


def test_one_time_is_no_interval(tmp_path: Path) -> None:
    path = packages.make(tmp_path, [{"eventEnd": packages.OBSERVATION["eventStart"], "count": "2.0"}])
    (found,) = packages.sightings(path)
    assert (found.event_date, found.animals[0].count) == (packages.OBSERVATION["eventStart"], 2)


def test_rows_of_one_event_are_one_sighting_whatever_their_order(tmp_path: Path) -> None:
    rows = [{"observationID": "b", "lifeStage": "adult"}, {"observationID": "a", "lifeStage": "juvenile"}]
    for number, order in enumerate((rows, rows[::-1])):
        path = packages.make(tmp_path / str(number), order)
        (found,) = [one for one in packages.items(path) if one.images]
        assert found.key == "camtrap-dp:ours:observation:a"


def test_a_machine_s_word_stays_apart_from_a_person_s(tmp_path: Path) -> None:
    person = {"lifeStage": "adult", "classificationMethod": "human", "classifiedBy": "A. Keeper"}
    machine = {"observationID": "o2", "lifeStage": "juvenile", "classificationMethod": "machine"}
    seen, labelled = packages.sightings(packages.make(tmp_path, [person, machine]))
    assert (seen.identified_by, [one.life_stage for one in seen.animals]) == (("A. Keeper",), ["adult"])
    assert (labelled.verification, [one.life_stage for one in labelled.animals]) == ("unverified", ["juvenile"])


@pytest.mark.parametrize(
    ("profile", "sentence"),
    [
        ("https://raw.githubusercontent.com/tdwg/camtrap-dp/0.6/camtrap-dp-profile.json", "is of Camtrap DP 0.6"),
        ("https://rs.gbif.org/data-packages/camtrap-dp/1.1/profile/camtrap-dp-profile.json", "is of Camtrap DP 1.1"),
        ("tabular-data-package", "has the profile 'tabular-data-package', and is no Camtrap DP package"),
        (None, "names no profile, and is no Camtrap DP package"),
    ],
)
def test_other_versions_and_packages_are_refused(tmp_path: Path, profile: str | None, sentence: str) -> None:
    with pytest.raises(LogbookError, match=sentence):
        packages.parts(packages.make(tmp_path, profile=profile))


@pytest.mark.parametrize(
    "profile",
    [
        "https://rs.gbif.org/data-packages/camtrap-dp/1.0/profile/camtrap-dp-profile.json",
        "https://raw.githubusercontent.com/tdwg/camtrap-dp/1.0.1/camtrap-dp-profile.json",
        "camtrap-dp-profile.json",
    ],
)
def test_versions_of_1_0_are_read(tmp_path: Path, profile: str) -> None:
    assert len(packages.sightings(packages.make(tmp_path, profile=profile))) == 1


def resources(**other: Any) -> list[dict[str, Any]]:
    """Name the three tables, the observations otherwise."""
    named: list[dict[str, Any]] = [{"name": name, "path": f"{name}.csv"} for name in ("deployments", "media")]
    return [*named, {"name": "observations", **other}]


@pytest.mark.parametrize(
    ("resource", "sentence"),
    [
        ({"path": "https://example.org/observations.csv"}, "download it"),
        ({"path": "../observations.csv"}, "outside the package"),
        ({"path": "/etc/observations.csv"}, "outside the package"),
        ({"path": "C:\\observations.csv"}, "outside the package"),
        ({"path": "observations.csv.gz"}, "is compressed"),
        ({"path": ["a.csv", "b.csv"]}, "gives 2 files for the table of observations"),
        ({"path": []}, "gives no file for the table of observations"),
        ({}, "gives no file for the table of observations"),
        ({"path": "gone.csv"}, "gone.csv, which datapackage.json names as the table of observations, is missing"),
        ({"path": "observations.csv", "encoding": "gb18030"}, "is in 'gb18030'"),
        ({"path": "observations.csv", "encoding": "klingon"}, "is in 'klingon'"),
        ({"data": []}, "the data of observations in datapackage.json are no list of rows"),
        ({"data": [1]}, "are no list of rows"),
        ({"data": "a,b"}, "are no list of rows"),
    ],
)
def test_a_table_that_cannot_be_had_is_named(tmp_path: Path, resource: dict[str, Any], sentence: str) -> None:
    with pytest.raises(LogbookError, match=sentence):
        packages.parts(packages.make(tmp_path, resources=resources(**resource)))


def test_a_table_that_is_not_named_is_missed(tmp_path: Path) -> None:
    with pytest.raises(LogbookError, match="names no resource 'observations'"):
        packages.parts(packages.make(tmp_path, resources=resources()[:2]))


def test_a_package_without_its_media_is_refused_with_that_sentence(tmp_path: Path) -> None:
    path = packages.make(tmp_path)
    (path / "media.csv").unlink()
    with pytest.raises(LogbookError, match=r"the table of media \(media\.csv\).* is missing.*--without-media"):
        packages.parts(path)
    with pytest.raises(LogbookError, match="is missing"):
        packages.parts(packages.make(tmp_path, resources=resources()[:1]))


def test_tables_may_lie_elsewhere_and_in_the_descriptor_itself(tmp_path: Path) -> None:
    path = packages.make(tmp_path)
    (path / "tables").mkdir()
    (path / "observations.csv").rename(path / "tables" / "seen.csv")
    inline = {**packages.DEPLOYMENT, "latitude": 43.5, "baitUse": True, "habitat": None}
    named: list[Any] = [
        {"name": "deployments", "data": [list(inline), list(inline.values())]},
        {"name": "media", "data": [packages.MEDIUM, {**packages.MEDIUM, "mediaID": "m2", "fileName": "b.jpg"}]},
        {"name": "observations", "path": ["./tables/seen.csv"], "encoding": "UTF-8"},
        {"name": "individuals", "data": []},
        {"data": []},
        "nonsense",
    ]
    packages.parts(packages.make(path, resources=named))
    (path / "tables" / "seen.csv").write_text((path / "observations.csv").read_text())
    assert [one.bait_use for one in packages.deployments(path)] == [True]
    assert [one.file_name for one in packages.images(path)] == [None, "b.jpg"]
    assert "'individuals', 'without a name'" in packages.said(path)


@pytest.mark.parametrize("missing", ["deploymentID", "observationLevel", "eventStart"])
def test_a_column_that_is_required_is_missed(tmp_path: Path, missing: str) -> None:
    path = packages.make(tmp_path)
    text = (path / "observations.csv").read_text().replace(missing, "another")
    (path / "observations.csv").write_text(text)
    with pytest.raises(LogbookError, match=f"observations.csv has no column {missing}"):
        packages.parts(path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("{", "is no JSON"), ("[]", "is no object"), ("\ufeff[]", "is no object"), ('"\\ud800"', "is no JSON")],
)
def test_a_descriptor_that_is_none_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(LogbookError, match=sentence):
        packages.parts(tmp_path)


def test_a_descriptor_that_would_fill_the_memory_describes_no_package(tmp_path: Path) -> None:
    with (tmp_path / "datapackage.json").open("wb") as file:
        file.truncate((16 << 20) + 1)
    with pytest.raises(LogbookError, match=r"datapackage\.json is larger than 16 MiB, and describes no package"):
        packages.parts(tmp_path)


def test_a_folder_without_a_descriptor_is_none(tmp_path: Path) -> None:
    with pytest.raises(LogbookError, match=r"holds no datapackage\.json"):
        packages.parts(tmp_path)


def test_what_the_descriptor_says_in_another_shape_is_passed_over(tmp_path: Path) -> None:
    odd: dict[str, Any] = {
        "title": 3,
        "contributors": [{"role": "contact"}, "A. Keeper", {"title": "B. Keeper", "email": 1}],
        "licenses": [{"scope": "media", "title": "free for schools"}, {"scope": "data"}],
        "project": {"title": "Cats", "captureMethod": [1], "individualAnimals": "no"},
        "taxonomic": [
            {"scientificName": "Panthera pardus"},
            {"scientificName": "Panthera pardus", "vernacularNames": {"eng": ""}},
            {"vernacularNames": {"eng": "cat"}},
            1,
        ],
        "coordinatePrecision": True,
    }
    path = packages.make(tmp_path, **odd)
    facts = next(one for one in packages.parts(path) if isinstance(one, Facts))
    assert (facts.title, facts.license, facts.media_license) == (None, None, "free for schools")
    assert facts.contributors == ({"title": "B. Keeper"},)
    assert facts.project == {"title": "Cats"}
    assert packages.deployments(path)[0].data_generalizations is None
    assert len(packages.items(path)) == 3


def test_keys_hold_the_name_of_the_package_where_it_has_no_id(tmp_path: Path) -> None:
    path = packages.make(
        tmp_path, id=None, name="cats", project={"captureMethod": "timeLapse"}, taxonomic=[_taxon(), _taxon()]
    )
    assert {one.key.split(":")[1] for one in packages.items(path)} == {"cats"}
    assert len(packages.items(path)) == 4
    facts = next(one for one in packages.parts(path) if isinstance(one, Facts))
    assert facts.project == {"capture_method": ["timeLapse"]}
    said = json.loads((path / "datapackage.json").read_text())
    (path / "datapackage.json").write_text(json.dumps({**said, "name": None}))
    assert packages.items(path)[0].key == "camtrap-dp::deployment:north"


def _taxon() -> dict[str, object]:
    return {"scientificName": "Panthera pardus", "vernacularNames": {"zho": "豹", "eng": "leopard", "deu": ""}}
