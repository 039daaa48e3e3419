"""The passive models: read without PyTorch, built by our own code, refused when they are not the published ones."""

import pickle
from pathlib import Path

import cv2
import numpy as np
import pytest

from face.challenge import Challenge
from face.pad import minifasnet
from face.pad.graph import build
from face.pad.report import WitnessScore, fuse
from face.pad.weights import MAGIC, read
from face.pipeline import Capture
from face.simulated.attacks import SimulatedPrint
from face.simulated.person import SimulatedPerson

DATA = Path("/work/shared/data")


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    weights = sorted((DATA / "pad-weights").glob("*.pth"))
    if not weights:
        pytest.skip("the public weights are not at hand")
    folder = tmp_path_factory.mktemp("pad")
    assert {minifasnet.import_weights(path, folder) for path in weights} == set(minifasnet.SOURCES)
    return folder


@pytest.mark.parametrize(
    ("name", "living"), [("live-1.jpg", True), ("spoof-1.jpg", False), ("spoof-2.jpg", False)]
)
def test_the_published_samples_are_told_apart(imported, engine, name, living):
    image = cv2.imread(str(DATA / "pad-samples" / name))
    score = minifasnet.Passive(imported)(image, engine.detect(image)[0])
    assert (score >= minifasnet.LIVE) is living


def test_every_print_of_the_development_frames_is_denied(imported, engine):
    passive = minifasnet.load(imported)
    for path in sorted((DATA / "nuaa-dev/print").glob("*/*.jpg"))[::7]:
        image = cv2.imread(str(path))
        assert passive(image, engine.detect(image)[0]) < minifasnet.SPOOF


def test_a_print_before_the_camera_does_not_pass_with_the_models(imported, photos, engine):
    paper = SimulatedPrint(SimulatedPerson(photos / "obama3.jpg"))
    capture = Capture(engine, Challenge(("left",)), skip_challenge=True, pad_models=imported)
    results = [capture.step(paper.frame(at / 10), at / 10).result for at in range(30)]
    reports = [one.pad for one in results if one is not None]
    assert all(report.decision != "live" for report in reports)
    assert all(one.score is not None for r in reports for one in r.witnesses if one.name == "passive")


def test_a_model_that_was_altered_after_import_is_refused(imported, tmp_path):
    for file in imported.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    model = tmp_path / "minifasnet_v2.onnx"
    model.write_bytes(model.read_bytes()[:-1] + b"x")
    with pytest.raises(ValueError, match="minifasnet_v2 was altered"):
        minifasnet.Passive(tmp_path)


def test_other_files_are_not_imported(tmp_path):
    other = tmp_path / "other.pth"
    other.write_bytes(b"something else")
    found = minifasnet.import_weights(other, tmp_path / "models")
    assert isinstance(found, minifasnet.ImportFault)
    assert "published" in found.reason
    assert isinstance(minifasnet.import_weights(tmp_path / "absent", tmp_path), minifasnet.ImportFault)
    assert not minifasnet.installed(tmp_path / "models")


class _Harm:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self):
        return (Path.touch, (Path(self.path),))


def test_a_file_that_names_code_is_refused_and_nothing_runs(tmp_path):
    target = tmp_path / "ran"
    with pytest.raises(ValueError, match="state dict"):
        read(pickle.dumps(MAGIC, 2) + pickle.dumps(1001, 2) + pickle.dumps(_Harm(str(target)), 2))
    assert not target.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x80", b"PK\x03\x04", pickle.dumps(MAGIC, 2), pickle.dumps([1, 2], 2)]
)
def test_anything_else_is_no_state_dict(content):
    with pytest.raises(ValueError, match="state dict"):
        read(content)


def test_weights_of_another_network_are_named():
    with pytest.raises(ValueError, match="conv1"):
        build({"layer.weight": np.zeros((1, 1), np.float32)})


def test_what_the_passive_models_doubt_is_never_live():
    confirm = (WitnessScore("challenge", 1.0, "confirm"), WitnessScore("planarity", 0.3, "confirm"))
    assert fuse((*confirm, minifasnet.witness([0.3] * 5))).decision == "unsure"
    assert fuse((*confirm, minifasnet.witness([0.05] * 5))).decision == "spoof"
    assert fuse((*confirm, minifasnet.witness([0.9] * 5))).decision == "live"
    assert fuse((*confirm, minifasnet.witness([]))).decision == "live"
