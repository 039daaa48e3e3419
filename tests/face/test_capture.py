"""A whole capture on simulated people and attacks, rendered in three dimensions from one photograph."""

import cv2
import numpy as np
import pytest

from face.challenge import Challenge
from face.compare import compare
from face.engine import align
from face.pipeline import Capture
from face.quality import eyes_dark
from face.reference import enrol
from face.simulated.attacks import Looped, SimulatedPrint, Swapped
from face.simulated.person import NoFaceInPhotoError, SimulatedPerson

SIZE = (640, 360)
LEFT = Challenge(("left",))


def run(engine, actor, challenge=LEFT, *, seconds=10.0, skip=False):
    """Feeds frames and does what the words say; the result, or None when there was none in time."""
    capture, at, told = Capture(engine, challenge, skip_challenge=skip), 0.0, []
    while at < seconds:
        progress = capture.step(actor.frame(at), at)
        if not told or told[-1] != progress.instruction:
            told.append(progress.instruction)
        actor.follow(progress.instruction)
        if progress.result is not None:
            return progress.result, told
        at += 1 / 12
    return None, told


class Stubborn(SimulatedPerson):
    """Always turns to the other side."""

    def follow(self, instruction):
        other = {"live.left": "live.right", "live.right": "live.left"}
        super().follow(other.get(instruction, instruction))


@pytest.mark.parametrize(
    ("camera", "reference"),
    [("obama3.jpg", "obama.jpg"), ("biden.jpg", "biden.jpg"), ("astronaut.png", "astronaut.png")],
)
@pytest.mark.parametrize("kind", ["left", "right"])
def test_a_person_who_follows_is_alive_and_matches(photos, engine, camera, reference, kind):
    result, _ = run(engine, SimulatedPerson(photos / camera), Challenge((kind,)))
    assert result is not None
    assert result.pad.decision == "live"
    assert result.challenge == (kind,)
    assert compare(enrol(photos / reference, engine), result.template, engine.thresholds).decision == "match"
    assert result.jpeg.startswith(b"\xff\xd8")
    assert "jpeg" not in repr(result)


def test_movements_are_made_in_the_order_asked_and_the_transcript_says_when(photos, engine):
    steps = ("right", "closer", "left")
    result, told = run(engine, SimulatedPerson(photos / "biden.jpg", SIZE), Challenge(steps))
    assert result.challenge == steps
    asked = [word for word in told if word in ("live.left", "live.right", "cam.closer")]
    assert asked == ["live.right", "cam.closer", "live.left"]
    words = [(one.word, one.kind) for one in result.transcript]
    assert words == [(word, kind) for kind in steps for word in ("asked", "made")]
    seconds = [one.seconds for one in result.transcript]
    assert seconds == sorted(seconds)
    assert result.pad.decision == "live"


def test_somebody_else_is_alive_and_does_not_match(photos, engine):
    result, _ = run(engine, SimulatedPerson(photos / "biden.jpg", SIZE))
    assert result.pad.decision == "live"
    assert (
        compare(enrol(photos / "obama.jpg", engine), result.template, engine.thresholds).decision
        == "no_match"
    )


@pytest.mark.parametrize("kind", ["left", "right"])
def test_a_print_held_up_and_tilted_never_passes(photos, engine, kind):
    paper = SimulatedPrint(SimulatedPerson(photos / "obama3.jpg", SIZE))
    result, _ = run(engine, paper, Challenge((kind,)))
    assert result is None or result.pad.decision != "live"


def test_a_frozen_stream_never_passes(photos, engine):
    result, _ = run(engine, Looped(SimulatedPerson(photos / "obama3.jpg", SIZE), after=0.3))
    assert result is None or result.pad.decision != "live"


def test_a_face_swapped_in_the_middle_is_a_spoof(photos, engine):
    first, second = (SimulatedPerson(photos / name, SIZE) for name in ("obama3.jpg", "biden.jpg"))
    result, _ = run(engine, Swapped(first, second, after=0.6))
    assert result is not None
    assert result.pad.decision == "spoof"


def test_a_face_that_leaves_starts_the_capture_again(photos, engine):
    person, capture = SimulatedPerson(photos / "obama3.jpg", SIZE), Capture(engine, LEFT)
    reached = [capture.step(person.frame(at / 12), at / 12).progress for at in range(3)][-1]
    person.leave()
    away = [capture.step(person.frame(at / 12), at / 12) for at in range(3, 14)]
    assert away[-1].instruction == "cam.noface"
    person.enter()
    assert capture.step(person.frame(1.3), 1.3).progress < reached


def test_turning_the_wrong_way_is_not_following(photos, engine):
    result, _ = run(engine, Stubborn(photos / "obama3.jpg", SIZE), seconds=6)
    assert result is None


def test_who_cannot_turn_is_taken_but_not_called_alive(photos, engine):
    result, _ = run(engine, SimulatedPerson(photos / "obama3.jpg", SIZE), skip=True)
    assert result.challenge_skipped
    assert result.challenge == ()
    assert result.pad.decision == "unsure"


def test_a_blink_is_no_frame_for_the_template(photos, engine):
    frame = SimulatedPerson(photos / "biden.jpg", SIZE)
    frame.frame(0.0)
    frame.blink()
    frame.frame(0.1)
    shut, wide = frame.frame(0.25), frame.frame(0.6)
    dark = [eyes_dark(align(one, engine.detect(one)[0])) for one in (shut, wide)]
    assert dark[0] < dark[1]


def test_the_words_say_what_to_mend(photos, engine):
    person = SimulatedPerson(photos / "obama3.jpg")

    def word(seconds=1.5):
        capture, at, said = Capture(engine, LEFT), word.at, ""
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
    dark = Capture(engine, LEFT)
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
    said = Capture(engine, LEFT).step(frame, 0.0).instruction
    assert said in ("cam.mask", "cam.noface"), "a covered face is never taken"
    if engine.detect(frame):
        assert said == "cam.mask"


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        (np.zeros((720, 1280, 3), np.uint8), "black"),
        (np.zeros((720, 1280), np.uint8), "frame_format"),
        (np.full((720, 1280, 3), np.nan, np.float32), "frame_format"),
        (np.zeros((720, 1280, 4), np.uint8), "frame_format"),
        (np.zeros((0, 0, 3), np.uint8), "frame_format"),
        (np.full((1, 1, 3), 90, np.uint8), "frame_format"),
    ],
)
def test_a_frame_that_is_none_is_named_and_never_crashes(engine, frame, fault):
    progress = Capture(engine, LEFT).step(frame, 0.0)
    assert progress.fault == fault
    assert progress.result is None


def test_a_camera_that_freezes_or_changes_its_size_is_named(photos, engine):
    person, capture = SimulatedPerson(photos / "obama3.jpg", SIZE), Capture(engine, LEFT)
    first = person.frame(0.0)
    reached = [capture.step(person.frame(at / 12), at / 12).progress for at in range(4)][-1]
    assert reached > 0
    small = np.ascontiguousarray(first[:300, :500])
    assert capture.step(small, 0.4).fault == "size_changed"
    assert capture.step(first, 0.5).fault == "size_changed"
    faults = [capture.step(first, 0.6 + at / 12).fault for at in range(14)]
    assert faults[-1] == "frozen"
    assert capture.step(person.frame(3.0), 3.0).fault is None


@pytest.mark.parametrize(
    "frame",
    [
        np.full((720, 1280, 3), 255, np.uint8),
        np.random.default_rng(1).integers(0, 255, (480, 640, 3), dtype=np.uint8),
        np.full((33, 40, 3), 90, np.uint8),
    ],
)
def test_a_frame_without_a_face_is_told_and_never_crashes(engine, frame):
    progress = Capture(engine, LEFT).step(frame, 0.0)
    assert progress.instruction == "cam.noface"
    assert progress.result is None
    assert progress.fault is None


def test_a_photograph_without_a_face_makes_no_person(tmp_path):
    cv2.imwrite(str(tmp_path / "wall.png"), np.full((400, 400, 3), 120, np.uint8))
    with pytest.raises(NoFaceInPhotoError):
        SimulatedPerson(tmp_path / "wall.png")
