"""A whole capture on simulated people and attacks, rendered in three dimensions from one photograph."""

import cv2
import numpy as np
import pytest

from face.challenge import Challenge, draw
from face.compare import compare
from face.pad import moire
from face.pad.report import WitnessScore, fuse
from face.pipeline import Capture
from face.reference import enrol
from face.simulated.attacks import SimulatedPrint, frozen, screen, swapped
from face.simulated.person import NoFaceInPhotoError, SimulatedPerson

TURN = {"live.left": 42.0, "live.right": -42.0}


def run(engine, frames, look, kind="left", *, seconds=10.0, skip=False):
    """Feeds frames and does what the words say; the result, or None when there was none in time."""
    capture, at, told = Capture(engine, Challenge(kind), skip_challenge=skip), 0.0, []
    while at < seconds:
        progress = capture.step(frames(at), at)
        if not told or told[-1] != progress.instruction:
            told.append(progress.instruction)
        look(TURN.get(progress.instruction, 0.0))
        if progress.result is not None:
            return progress.result, told
        at += 1 / 15
    return None, told


@pytest.mark.parametrize(
    ("camera", "reference"),
    [("obama3.jpg", "obama.jpg"), ("biden.jpg", "biden.jpg"), ("astronaut.png", "astronaut.png")],
)
@pytest.mark.parametrize("kind", ["left", "right"])
def test_a_person_who_follows_is_alive_and_matches(photos, engine, camera, reference, kind):
    person = SimulatedPerson(photos / camera)
    result, _ = run(engine, person.frame, person.look, kind)
    assert result is not None
    assert result.pad.decision == "live"
    assert result.challenge == (kind,)
    assert compare(enrol(photos / reference, engine), result.template, engine.thresholds).decision == "match"
    assert result.jpeg.startswith(b"\xff\xd8")
    assert "jpeg" not in repr(result)


def test_somebody_else_is_alive_and_does_not_match(photos, engine):
    person = SimulatedPerson(photos / "biden.jpg")
    result, _ = run(engine, person.frame, person.look)
    assert result.pad.decision == "live"
    assert (
        compare(enrol(photos / "obama.jpg", engine), result.template, engine.thresholds).decision
        == "no_match"
    )


@pytest.mark.parametrize("kind", ["left", "right"])
def test_a_print_held_up_and_tilted_never_passes(photos, engine, kind):
    paper = SimulatedPrint(SimulatedPerson(photos / "obama3.jpg"))
    result, _ = run(engine, paper.frame, paper.look, kind)
    assert result is None or result.pad.decision != "live"


def test_a_frozen_stream_never_passes(photos, engine):
    person = SimulatedPerson(photos / "obama3.jpg")
    result, _ = run(engine, frozen(person.frame, after=0.3), person.look)
    assert result is None or result.pad.decision != "live"


def test_a_face_swapped_in_the_middle_is_a_spoof(photos, engine):
    first, second = SimulatedPerson(photos / "obama3.jpg"), SimulatedPerson(photos / "biden.jpg")

    def look(yaw):
        first.look(yaw)
        second.look(yaw)

    result, _ = run(engine, swapped(first.frame, second.frame, after=0.6), look)
    assert result is not None
    assert result.pad.decision == "spoof"


def test_turning_the_wrong_way_is_not_following(photos, engine):
    person = SimulatedPerson(photos / "obama3.jpg")
    result, _ = run(engine, person.frame, lambda yaw: person.look(-yaw), "left", seconds=6)
    assert result is None


def test_who_cannot_turn_is_taken_but_not_called_alive(photos, engine):
    person = SimulatedPerson(photos / "obama3.jpg")
    result, _ = run(engine, person.frame, lambda yaw: None, skip=True)
    assert result.challenge_skipped
    assert result.challenge == ()
    assert result.pad.decision == "unsure"


def test_the_words_say_what_to_mend(photos, engine):
    person = SimulatedPerson(photos / "obama3.jpg")

    def word(seconds=1.5):
        capture, at, said = Capture(engine, Challenge("left")), word.at, ""
        while at < word.at + seconds:
            said = capture.step(person.frame(at), at).instruction
            at += 1 / 10
        word.at = at
        return said

    word.at = 0.0
    person.come(2.4)
    assert word(3.0) == "cam.closer"
    person.come(1.0)
    word(3.0)
    person.second_person(True)
    assert word() == "cam.multi"
    person.second_person(False)
    person.leave()
    assert word() == "cam.noface"
    dark = Capture(engine, Challenge("left"))
    person.enter()
    assert dark.step((person.frame(99.0) * 0.22).astype(np.uint8), 99.0).instruction in (
        "cam.dark",
        "cam.noface",
    )


@pytest.mark.parametrize("colour", [(200, 160, 90), (235, 235, 235), (35, 35, 35)])
def test_a_mask_is_asked_off(photos, engine, colour):
    frame = SimulatedPerson(photos / "obama3.jpg").frame(0.0)
    points = engine.detect(frame)[0].points
    eyes = float(np.linalg.norm(points[1] - points[0]))
    nose, mouth = points[2], points[3:].mean(axis=0)
    outline = np.array([[-1, -0.1], [0, -0.15], [1, -0.1], [0.8, 0.6], [-0.8, 0.6]]) * eyes
    corners = outline + np.array([nose, nose, nose, mouth, mouth])
    cv2.fillConvexPoly(frame, corners.astype(np.int32), colour)
    said = Capture(engine, Challenge("left")).step(frame, 0.0).instruction
    assert said in ("cam.mask", "cam.noface"), "a covered face is never taken"
    if engine.detect(frame):
        assert said == "cam.mask"


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((720, 1280, 3), np.uint8),
        np.full((720, 1280, 3), 255, np.uint8),
        np.random.default_rng(1).integers(0, 255, (480, 640, 3), dtype=np.uint8),
        np.zeros((33, 40, 3), np.uint8),
    ],
)
def test_a_frame_without_a_face_is_told_and_never_crashes(engine, frame):
    progress = Capture(engine, Challenge("left")).step(frame, 0.0)
    assert progress.instruction == "cam.noface"
    assert progress.result is None


def test_both_challenges_are_drawn_and_a_nonce_draws_one():
    kinds = {draw(bytes([at])).kind for at in range(40)}
    assert kinds == {"left", "right"}
    assert draw(b"x") == draw(b"x")


def test_a_deny_cue_vetoes_and_confirm_cues_only_add():
    confirm = WitnessScore("a", 1.0, "confirm")
    assert fuse([confirm, confirm, WitnessScore("b", 0.0, "deny")]).decision == "spoof"
    assert fuse([confirm, WitnessScore("b", 0.0, "unsure")]).decision == "unsure"
    assert fuse([confirm, confirm]).decision == "live"
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


def test_a_photograph_without_a_face_makes_no_person(tmp_path):
    cv2.imwrite(str(tmp_path / "wall.png"), np.full((400, 400, 3), 120, np.uint8))
    with pytest.raises(NoFaceInPhotoError):
        SimulatedPerson(tmp_path / "wall.png")
