"""The technician's commands: calibration, live scores, and the measurement beside other pipelines."""

import json

import cv2
import numpy as np
import pytest

from face import bench, calibrate
from face.bench import FaceBench, Ours
from face.quality import DEFAULT, assess
from face.simulated.person import SimulatedPerson
from face.source import SourceFault, frames
from kiosk.cli.main import main


@pytest.fixture(scope="module")
def people(photos, tmp_path_factory):
    """A folder of frames of two people before one camera."""
    folder = tmp_path_factory.mktemp("people")
    for name in ("obama3.jpg", "astronaut.png"):
        person = SimulatedPerson(photos / name, (640, 360))
        for at in range(18):
            cv2.imwrite(str(folder / f"{name[0]}{at:02}.png"), person.frame(at / 15))
    return folder


def test_a_calibration_learns_the_cameras_own_sharpness(people, tmp_path, engine, capsys):
    out = tmp_path / "kiosk/camera.json"
    assert main(["face", "calibrate", str(people), "--out", str(out), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["measured"]["faces"] == 36
    limits = calibrate.load(out)
    assert limits.sharpness == found["limits"]["sharpness"] > DEFAULT.sharpness
    frame = cv2.imread(str(people / "o00.png"))
    blurred = np.asarray(cv2.GaussianBlur(frame, (0, 0), 3.0), dtype=np.uint8)
    assert assess(frame, engine.detect(frame)[0], limits=limits).good
    assert assess(blurred, engine.detect(blurred)[0], limits=limits).instruction == "cam.blur"


def test_too_few_faces_are_no_calibration(tmp_path, capsys):
    for at in range(40):
        cv2.imwrite(str(tmp_path / f"{at}.png"), np.full((90, 160, 3), 120, np.uint8))
    assert main(["face", "calibrate", str(tmp_path), "--out", str(tmp_path / "camera.json")]) == 2
    assert "0 of 40 frames" in capsys.readouterr().err
    assert not (tmp_path / "camera.json").exists()


@pytest.mark.parametrize(
    "content", ["", "{}", '{"limits": {"colour": 1}}', '{"limits": {"darkest": "x"}}', "[]"]
)
def test_another_file_is_no_calibration(tmp_path, content):
    path = tmp_path / "camera.json"
    path.write_text(content)
    with pytest.raises(calibrate.CalibrationFault, match=r"camera\.json"):
        calibrate.load(path)


def test_watch_prints_every_score_of_every_frame(people, capsys):
    assert main(["face", "watch", str(people), "--frames", "2", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["faces"] for row in rows] == [1, 1]
    assert {"size", "pose", "sharpness", "glare"} <= {one["name"] for one in rows[0]["quality"]}
    assert rows[0]["instruction"] == "live.hold"


@pytest.mark.parametrize("source", ["/nowhere", "v4l2:/dev/no-such-camera", "sftp:somewhere"])
def test_a_source_without_frames_is_named(source, capfd):
    assert main(["face", "watch", source]) == 2
    assert source in capfd.readouterr().err


def test_a_camera_that_changes_its_size_is_a_fault(tmp_path):
    (tmp_path / "film.gif").write_bytes(b"no film")
    with pytest.raises(SourceFault, match="animation"):
        list(frames(str(tmp_path / "film.gif")))


def test_the_measurement_has_the_promised_keys_and_compares_the_same_frames():
    ours = Ours(10.0, 8.0, 20.0, 30.0, 600.0, 250.0)
    found = FaceBench({"1280x720": ours, "640x480": ours}, {"1280x720": 300.0, "640x480": 150.0}).as_json()
    assert {"frame_ms", "template_ms", "decision_ms", "rss_mb", "peer", "ratio"} <= set(found)
    assert found["ratio"] == 30.0
    assert found["peer"]["frame_ms"] == 300.0


def test_the_measurement_runs_on_this_machine(photos):
    found = bench.measure(rounds=3).as_json()
    assert found["ratio"] > 1
    assert 0 < found["frame_ms"] < found["peer"]["frame_ms"]
    assert set(found["sizes"]) == {"1280x720", "640x480"}
