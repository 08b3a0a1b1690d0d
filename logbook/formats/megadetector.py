"""What MegaDetector and SpeciesNet found on pictures: the JSON files that both write.

MegaDetector's is the output format of its batch processing, 1.0 to 1.6, which AddaxAI and others write too;
SpeciesNet's are the predictions of its ensemble. A detection is kept in one form for both, without what was not said:

    {"category": "animal", "conf": 0.93, "bbox": [x, y, width, height], "frame_number": 20, "detector": "MDV5A",
     "classifier": "v4.0.2a", "classifications": [{"label": "leopard", "description": "…;panthera;pardus;leopard",
     "conf": 0.9}], "prediction": {"label": "leopard", "description": "…", "conf": 0.9, "source": "classifier"}}

The category is `animal`, `person`, `vehicle` or the file's own word; the box is in parts of the picture's width and
height, from its upper left corner. What SpeciesNet says of a picture as a whole stands on its surest detection, or on
one without a box where it has none; `prediction` is what it settled on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from logbook.changes.intake.items import Bad, Detected, LeftOut, Read, Where
from logbook.errors import LogbookError
from logbook.formats import objects
from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.sources import Source

NAME = "megadetector"
SUMMARY = "what MegaDetector or SpeciesNet found, onto pictures that are in the logbook"
SUFFIXES = (".json",)
HOLDS: tuple[str, ...] = ()

_LARGEST: Final = 1 << 29
"""Bytes of JSON that are read at once: those of some million pictures."""
_IMAGES = pattern(rb'"images"\s*:\s*\[')
_PREDICTIONS = pattern(rb'"predictions"\s*:\s*\[')
_PATH = pattern(r" - at `\$\.?(.*)`$")
_ROUNDED: Final = 0.001
_WORDS: Final = {"human": "person"}
_NOTHING: Final = ("blank", "no cv result")


class _Info(msgspec.Struct):
    detector: str | None = None
    classifier: str | None = None


class _File(msgspec.Struct):
    """Either file: MegaDetector's has `images`, SpeciesNet's `predictions`."""

    images: list[msgspec.Raw] | None = None
    predictions: list[msgspec.Raw] | None = None
    info: _Info = msgspec.field(default_factory=_Info)
    detection_categories: dict[str, str] = {}
    classification_categories: dict[str, str] = {}
    classification_category_descriptions: dict[str, str] = {}


class _Box(msgspec.Struct):
    category: str
    conf: float
    bbox: tuple[float, float, float, float]
    label: str | None = None
    frame_number: int | None = None
    classifications: list[tuple[str, float]] = []


class _Image(msgspec.Struct):
    """A picture in MegaDetector's file."""

    file: str
    detections: list[_Box] | None = None
    failure: str | None = None


class _Classes(msgspec.Struct):
    classes: list[str] = []
    scores: list[float] = []


class _Predicted(msgspec.Struct):
    """A picture in SpeciesNet's file."""

    filepath: str
    detections: list[_Box] | None = None
    classifications: _Classes = msgspec.field(default_factory=_Classes)
    prediction: str | None = None
    prediction_score: float | None = None
    prediction_source: str | None = None
    model_version: str | None = None


class _WrongError(Exception):
    """A value in a picture's entry that cannot be: where it stands, the value, and why."""


class _Seen(NamedTuple):
    """What was found on a picture, and how many of it are of a kind that the file does not name."""

    file: str
    detections: list[dict[str, Any]] | None
    unnamed: int = 0


def sniff(head: bytes) -> bool:
    """Tell whether a file is the JSON that one of the two writes."""
    if not head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return False
    of_images = _IMAGES.search(head) and b'"file"' in head and b'"detections"' in head
    of_predictions = _PREDICTIONS.search(head) and b'"filepath"' in head
    return bool(of_images or of_predictions or b'"detection_categories"' in head)


def read(source: Source, manner: Manner) -> Iterator[Part]:  # noqa: ARG001 - every reader is called so
    """Give what was found on each picture. Raises LogbookError for what is no such file, or is too large."""
    name = source.only(SUFFIXES, sniff, "file", "MegaDetector or SpeciesNet")
    file = _decoded(source, name)
    rows = file.images if file.images is not None else file.predictions or []
    yield Read(name, "pictures", len(rows))
    noun = "images" if file.images is not None else "predictions"
    unread = unnamed = 0
    for number, row in enumerate(rows):
        try:
            seen = _image(row, file) if file.images is not None else _predicted(row)
        except (msgspec.MsgspecError, _WrongError) as error:
            yield _bad(name, f"{noun}[{number}]", row, error)
            continue
        unnamed += seen.unnamed
        if seen.detections is None:
            unread += 1
        else:
            yield Detected(seen.file, tuple(seen.detections), Where(name))
    if unread:
        yield LeftOut("pictures that the detector could not read", unread)
    if unnamed:
        yield LeftOut("detections of a category that the file does not name", unnamed)


def _decoded(source: Source, name: str) -> _File:
    """Decode the file as a whole, but not yet what it says of each picture."""
    told = "split it, for example with subset_json_detector_output of MegaDetector"
    data = source.whole(name, _LARGEST, f"is larger than {_LARGEST >> 20} MiB, which is read at once; {told}")
    try:
        file = objects.decoded(data.removeprefix(b"\xef\xbb\xbf"), _File)
    except msgspec.MsgspecError as error:
        raise LogbookError(f"{name} is not as MegaDetector or SpeciesNet writes it: {error}") from None
    if file.images is None and file.predictions is None:
        raise LogbookError(
            f"{name} has neither 'images', as MegaDetector, nor 'predictions', as SpeciesNet writes them"
        )
    return file


def _image(row: msgspec.Raw, file: _File) -> _Seen:
    """Read a picture of MegaDetector. Raises MsgspecError for a wrong shape, _WrongError for a wrong number."""
    image = objects.decoded(row, _Image)
    if image.failure is not None or image.detections is None:
        return _Seen(image.file, None)
    found: list[dict[str, Any]] = []
    for place, box in enumerate(image.detections):
        at = f"detections[{place}]"
        category = file.detection_categories.get(box.category)
        if category is None:
            continue  # which means "no detection", says the format
        detection = _detection(box, category, at, file.info.detector)
        if box.classifications:
            detection |= _kept(classifier=file.info.classifier)
            detection["classifications"] = [
                _classified(file, label, conf, f"{at}.classifications[{n}]")
                for n, (label, conf) in enumerate(box.classifications)
            ]
        found.append(detection)
    return _Seen(image.file, found, len(image.detections) - len(found))


def _classified(file: _File, label: str, conf: float, at: str) -> dict[str, Any]:
    name = file.classification_categories.get(label, label)
    description = file.classification_category_descriptions.get(label)
    return _kept(label=name, description=description, conf=_share(conf, f"{at}[1]"))


def _predicted(row: msgspec.Raw) -> _Seen:
    """Read a picture of SpeciesNet."""
    said = objects.decoded(row, _Predicted)
    boxes = enumerate(said.detections or ())
    found = [_detection(box, box.label or box.category, f"detections[{n}]", None) for n, box in boxes]
    whole = _whole(said)
    if whole and found:
        found[0] |= whole  # they are in the order of their confidence
    elif whole and _surest(said) not in _NOTHING:
        found = [{"category": _category(said)} | whole]
    return _Seen(said.filepath, found if said.detections is not None or whole else None)


def _whole(said: _Predicted) -> dict[str, Any]:
    """Give what was said of a picture as a whole."""
    classes, scores = said.classifications.classes, said.classifications.scores
    if len(classes) != len(scores):
        raise _WrongError(
            "classifications.scores", str(scores), f"there are {len(classes)} classes; each has one score"
        )
    labels = [
        _kept(**_label(label), conf=_share(score, f"classifications.scores[{n}]"))
        for n, (label, score) in enumerate(zip(classes, scores, strict=True))
    ]
    if said.prediction is None:
        return _kept(classifier=said.model_version, classifications=labels) if labels else {}
    score = None if said.prediction_score is None else _share(said.prediction_score, "prediction_score")
    prediction = _kept(**_label(said.prediction), conf=score, source=said.prediction_source)
    return _kept(classifier=said.model_version, classifications=labels or None, prediction=prediction)


def _category(said: _Predicted) -> str:
    """Say what is on a picture without a box, from what was settled on."""
    return {"human": "person", "vehicle": "vehicle"}.get(_surest(said), "animal")


def _surest(said: _Predicted) -> str:
    """Name what was settled on, else what is likeliest."""
    name: str = _label(said.prediction or said.classifications.classes[0])["label"]
    return name


def _label(text: str) -> dict[str, Any]:
    """Take the name from SpeciesNet's label: an id, class, order, family, genus, species and the name."""
    name = text.rpartition(";")[2]
    return {"label": name or text, "description": text if name != text else None}


def _detection(box: _Box, category: str, at: str, detector: str | None) -> dict[str, Any]:
    """Give a detection in our form. Raises _WrongError for what lies outside of the picture."""
    conf = _share(box.conf, f"{at}.conf")
    x, y, width, height = box.bbox
    sides = (x, y, width, height, x + width, y + height)
    if not all(-_ROUNDED <= side <= 1 + _ROUNDED for side in sides):
        told = "it is no box within the picture; left, top, width and height are parts of 1"
        raise _WrongError(f"{at}.bbox", str(list(box.bbox)), told)
    return _kept(
        category=_WORDS.get(category, category),
        conf=conf,
        bbox=list(box.bbox),
        frame_number=box.frame_number,
        detector=detector,
    )


def _share(value: float, at: str) -> float:
    if not 0 <= value <= 1:
        raise _WrongError(at, str(value), "a confidence is from 0 to 1")
    return value


def _kept(**fields: Any) -> dict[str, Any]:
    """Give the fields that say anything."""
    return {name: value for name, value in fields.items() if value is not None}


def _bad(name: str, at: str, row: msgspec.Raw, error: Exception) -> Bad:
    """Say what is wrong with a picture, and where in it."""
    original = bytes(row).decode("utf-8", "replace")
    if isinstance(error, _WrongError):
        column, value, reason = error.args
        return Bad(Where(name), reason, f"{at}.{column}", value, original)
    told = str(error)
    path = _PATH.search(told)
    return Bad(Where(name), _PATH.sub("", told), f"{at}.{path[1]}" if path and path[1] else at, None, original)
