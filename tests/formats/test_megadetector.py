"""What MegaDetector and SpeciesNet found on pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from logbook.changes.intake.items import Bad, Detected, LeftOut, Part, Read
from logbook.errors import LogbookError
from logbook.formats import megadetector
from tests.formats.reading import read

LEOPARD = "a7fd-01;mammalia;carnivora;felidae;panthera;pardus;leopard"
BLANK = "f185-00;;;;;;blank"
BOX = {"category": "1", "conf": 0.926, "bbox": [0.0, 0.2762, 0.1539, 0.2825]}


def parts(content: Any, name: str = "found.json") -> list[Part]:
    path = Path(name)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return imported(path)


def imported(path: Path) -> list[Part]:
    return read(path, "megadetector").parts


def detected(content: Any) -> dict[str, tuple[dict[str, Any], ...]]:
    return {part.file: part.detections for part in parts(content) if isinstance(part, Detected)}


def of_megadetector(*images: dict[str, Any], **more: Any) -> dict[str, Any]:
    categories = {"1": "animal", "2": "person", "3": "vehicle"}
    return {"info": {"format_version": "1.6"}, "detection_categories": categories, "images": images} | more


def of_speciesnet(**said: Any) -> dict[str, Any]:
    return {"predictions": [{"filepath": "a.jpg", **said}]}


def test_a_detection_has_the_names_of_its_categories_and_who_found_it() -> None:
    box = BOX | {"classifications": [["3", 0.901], ["1", 0.071]]}
    content = of_megadetector(
        {"file": r"north\a.jpg", "detections": [box, BOX | {"category": "2"}]},
        info={"detector": "MDV5A", "classifier": "v4.0.2a"},
        classification_categories={"1": "elk", "3": "bear"},
        classification_category_descriptions={"3": "animalia;chordata;mammalia"},
    )
    bear = {"label": "bear", "description": "animalia;chordata;mammalia", "conf": 0.901}
    assert detected(content)[r"north\a.jpg"] == (
        {"category": "animal", "conf": 0.926, "bbox": BOX["bbox"], "detector": "MDV5A"}
        | {"classifier": "v4.0.2a", "classifications": [bear, {"label": "elk", "conf": 0.071}]},
        {"category": "person", "conf": 0.926, "bbox": BOX["bbox"], "detector": "MDV5A"},
    )


def test_a_picture_without_detections_was_looked_at_and_one_that_failed_was_not() -> None:
    failed = {"file": "c.jpg", "failure": "Failure image access", "detections": None}
    content = of_megadetector({"file": "a.jpg", "detections": [], "failure": None}, failed, {"file": "d.jpg"})
    assert detected(content) == {"a.jpg": ()}
    assert LeftOut("pictures that the detector could not read", 2) in parts(content)
    assert Read("found.json", "pictures", 3) in parts(content)


def test_a_category_that_the_file_does_not_name_is_no_detection_and_is_told() -> None:
    content = of_megadetector({"file": "a.jpg", "detections": [BOX | {"category": "0"}, BOX]})
    assert [box["category"] for box in detected(content)["a.jpg"]] == ["animal"]
    assert LeftOut("detections of a category that the file does not name") in parts(content)


def test_a_frame_of_a_video_is_kept() -> None:
    content = of_megadetector({"file": "a.mp4", "frame_rate": 20, "detections": [BOX | {"frame_number": 20}]})
    assert detected(content)["a.mp4"][0]["frame_number"] == 20


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"conf": 1.3}, "column images[1].detections[0].conf: '1.3': a confidence is from 0 to 1"),
        ({"bbox": [0.9, 0, 0.2, 0.5]}, "column images[1].detections[0].bbox: '[0.9, 0.0, 0.2, 0.5]': it is no box"),
        ({"bbox": [1, 2, 3]}, "column images[1].detections[0].bbox: Expected `array` of length 4"),
        ({"classifications": [["3", -0.1]]}, "images[1].detections[0].classifications[0][1]: '-0.1'"),
    ],
)
def test_a_wrong_number_makes_its_picture_a_bad_row_and_no_other(wrong: dict[str, Any], told: str) -> None:
    good, bad = {"file": "a.jpg", "detections": [BOX]}, {"file": "b.jpg", "detections": [BOX | wrong]}
    found = parts(of_megadetector(good, bad))
    (row,) = [part for part in found if isinstance(part, Bad)]
    assert told in str(row)
    assert json.loads(row.original) == bad
    assert [part.file for part in found if isinstance(part, Detected)] == ["a.jpg"]


@pytest.mark.parametrize(
    "content",
    [b'{"images":[{"file":"a.jpg","failure":"\xff"}]}', b'{"predictions":[{"filepath":"a.jpg","prediction":"\xff"}]}'],
)
def test_an_entry_that_is_no_utf_8_is_a_bad_row(content: bytes) -> None:
    (row,) = [part for part in parts(content) if isinstance(part, Bad)]
    assert "[0]: it is not UTF-8" in str(row)


def test_an_entry_that_is_no_picture_is_a_bad_row() -> None:
    (row,) = [part for part in parts({"images": [7]}) if isinstance(part, Bad)]
    assert str(row) == "found.json, column images[0]: Expected `object`, got `int`"


def test_what_speciesnet_says_of_a_picture_stands_on_its_surest_detection() -> None:
    boxes = [BOX | {"label": "animal"}, BOX | {"category": "2", "label": "human", "conf": 0.1}]
    content = of_speciesnet(
        detections=boxes,
        classifications={"classes": [LEOPARD, BLANK], "scores": [0.9, 0.05]},
        prediction=LEOPARD,
        prediction_score=0.9,
        prediction_source="classifier",
        model_version="4.0.2a",
    )
    first, second = detected(content)["a.jpg"]
    leopard = {"label": "leopard", "description": LEOPARD, "conf": 0.9}
    assert first == {"category": "animal", "conf": 0.926, "bbox": BOX["bbox"], "classifier": "4.0.2a"} | {
        "classifications": [leopard, {"label": "blank", "description": BLANK, "conf": 0.05}],
        "prediction": leopard | {"source": "classifier"},
    }
    assert second == {"category": "person", "conf": 0.1, "bbox": BOX["bbox"]}


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ({"prediction": LEOPARD, "prediction_score": 0.9}, "animal"),
        ({"prediction": "x;mammalia;primates;hominidae;homo;sapiens;human"}, "person"),
        ({"classifications": {"classes": ["vehicle"], "scores": [0.7]}}, "vehicle"),
    ],
)
def test_a_picture_classified_without_a_box_has_a_detection_without_one(said: dict[str, Any], category: str) -> None:
    (only,) = detected(of_speciesnet(**said))["a.jpg"]
    assert only["category"] == category
    assert "bbox" not in only


@pytest.mark.parametrize("said", [{"prediction": BLANK}, {"detections": []}])
def test_a_blank_picture_has_no_detections(said: dict[str, Any]) -> None:
    assert detected(of_speciesnet(**said)) == {"a.jpg": ()}


def test_a_picture_that_speciesnet_could_not_read_is_counted() -> None:
    content = of_speciesnet(failures=["DETECTOR", "CLASSIFIER"], model_version="4.0.2a")
    assert LeftOut("pictures that the detector could not read") in parts(content)


def test_classes_without_their_scores_are_a_bad_row() -> None:
    found = parts(of_speciesnet(classifications={"classes": [LEOPARD], "scores": []}))
    assert "predictions[0].classifications.scores: '[]': there are 1 classes" in str(found[1])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"images": [', "found.json is not as MegaDetector or SpeciesNet writes it: Input data was truncated"),
        (b'[{"file": "a.jpg"}]', "Expected `object`, got `array`"),
        (b'{"images": {}}', r"Expected `array \| null`, got `object` - at `\$.images`"),
        (b'{"images": [NaN]}', "JSON is malformed"),
        (b"{}", "neither 'images', as MegaDetector, nor 'predictions', as SpeciesNet writes them"),
        (b"\xff\xfe{\0", "is not as MegaDetector or SpeciesNet writes it"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(LogbookError, match=told):
        parts(content)


def test_a_file_that_is_too_large_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(megadetector, "_LARGEST", 10)
    with pytest.raises(LogbookError, match=r"found\.json is larger than 0 MiB, which is read at once; split it"):
        parts(of_megadetector())


def test_a_folder_must_have_one_such_file() -> None:
    folder = Path("results")
    folder.mkdir()
    (folder / "other.json").write_text("{}")
    with pytest.raises(LogbookError, match="results has no file of MegaDetector or SpeciesNet"):
        imported(folder)
    (folder / "a.json").write_text(json.dumps(of_megadetector()))
    assert imported(folder) == [Read("a.json", "pictures", 0)]
    (folder / "b.json").write_text(json.dumps(of_megadetector()))
    with pytest.raises(LogbookError, match="results has 2 files of MegaDetector or SpeciesNet; name the one to import"):
        imported(folder)


def test_its_files_are_known_by_their_first_bytes_and_no_other() -> None:
    for content in (of_megadetector({"file": "a.jpg", "detections": []}), of_speciesnet()):
        assert megadetector.sniff(b"\xef\xbb\xbf\n" + json.dumps(content).encode())
    coco = {"images": [{"id": 1, "file_name": "a.jpg"}], "annotations": []}
    book = {"logbook": {}, "images": {"1": {"file": "a.jpg", "detections": []}}}
    for other in (coco, book, [{"file": "a.jpg", "detections": []}]):
        assert not megadetector.sniff(json.dumps(other).encode())
    assert not megadetector.sniff(b"file,detections\n")
