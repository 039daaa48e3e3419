"""The witnesses that look at one thing each."""

import numpy as np
import pytest

from face.pad import injection, moire, second
from face.pad.active import active
from face.pad.injection import CameraIdentity
from face.pad.report import WitnessScore, fuse
from face.quality import Limits
from face.simulated.attacks import screen
from face.simulated.person import SimulatedPerson
from face.track import LOST, Tracker

OWN = CameraIdentity("uvcvideo", "Kiosk Camera", "usb-1.2")


@pytest.fixture(scope="module")
def frame(photos):
    return SimulatedPerson(photos / "obama3.jpg").frame(0.0)


def test_the_bound_camera_is_accepted_and_another_plug_or_a_virtual_one_denied():
    assert injection.camera(OWN, OWN).decision == "unsure"
    assert injection.camera(OWN, CameraIdentity("uvcvideo", "Kiosk Camera", "usb-1.3")).decision == "deny"
    for driver, card in (("v4l2 loopback", "Kiosk Camera"), ("uvcvideo", "OBS Virtual Camera")):
        assert injection.camera(None, CameraIdentity(driver, card)).decision == "deny"
    assert injection.camera(None, OWN).decision == "inactive"
    assert injection.camera(OWN, None).decision == "inactive"


def test_a_steady_beat_with_a_pause_is_a_camera_and_time_that_runs_backwards_is_none():
    beat = list(np.cumsum(np.random.default_rng(1).normal(1 / 15, 0.004, 40)))
    assert injection.timing(beat).decision == "unsure"
    assert injection.timing([*beat, beat[-1] + 1.5, beat[-1] + 1.57]).decision == "unsure"
    assert injection.timing([*beat[:20], beat[10], *beat[21:]]).decision == "deny"
    bursts = [base + part for base in range(10) for part in (0.0, 0.001, 0.5)]
    assert injection.timing(bursts).decision == "deny"
    assert injection.timing(beat[:5]).decision == "inactive"


def test_both_detectors_see_the_same_eyes(engine, frame):
    found = second.witness(frame, engine.detect(frame)[0])
    assert found.decision == "unsure"
    assert found.score < 0.2


def test_where_the_second_detector_sees_nothing_it_has_no_opinion(engine, frame):
    empty = np.full_like(frame, 127)
    assert second.witness(empty, engine.detect(frame)[0]).decision == "inactive"


def test_a_face_that_moves_is_followed_and_one_elsewhere_is_another(photos, engine):
    person = SimulatedPerson(photos / "obama3.jpg")
    image = person.frame(0.0)
    tracker = Tracker(image, engine.detect(image)[0])
    person.look(40.0)
    for step in range(1, 8):
        image = person.frame(step / 12)
        assert tracker.overlap(image, engine.detect(image)[0]) > LOST
    moved = np.roll(image, 400, axis=1)
    assert tracker.overlap(moved, engine.detect(moved)[0]) < LOST


def test_a_deny_cue_vetoes_and_two_confirm_one_of_which_saw_depth_or_skin():
    challenge, relief = (WitnessScore(name, 1.0, "confirm") for name in ("challenge", "planarity"))
    assert fuse([challenge, relief]).decision == "live"
    assert fuse([challenge, relief, WitnessScore("moire", 20.0, "deny")]).decision == "spoof"
    assert fuse([challenge, WitnessScore("lamp", 1.0, "confirm")]).decision == "unsure", "paper does both"
    assert fuse([challenge, relief, WitnessScore("lamp", 0.5, "unsure")]).decision == "unsure"
    assert fuse([challenge]).decision == "unsure"
    assert fuse([]).decision == "unsure"


def test_a_screens_grid_raises_the_moire_score(photos, engine):
    person = SimulatedPerson(photos / "obama3.jpg")
    from face.engine import align

    def score(frames):
        values = []
        for at in (0.0, 0.1, 0.2):
            image = frames(at)
            values.append(moire.peak(align(image, engine.detect(image)[0])))
        return float(np.median(values))

    assert score(screen(person.frame)) > 1.3 * score(person.frame)


def test_the_health_page_learns_which_witnesses_are_silent_and_why(tmp_path):
    silent = {one.name: one.lacks for one in active(tmp_path) if not one.active}
    assert set(silent) == {"passive", "lamp", "camera"}
    assert "pad-model import" in silent["passive"]
    everything = active(tmp_path, lamp=True, limits=Limits(lamp_visible=True), bound=OWN)
    assert {one.name for one in everything if not one.active} == {"passive"}
