"""Which movements are asked for, and when one counts as made."""

import numpy as np
import pytest

from face.challenge import ALL, APPROACHED, TURNS, Follower, draw
from face.engine import ALIGNED, Face


def face(*, turn=0.0, size=1.0, width=1280):
    """A face whose nose points to the image's right by `turn` eye distances; eyes 100 px apart at size 1."""
    points = (ALIGNED - ALIGNED.mean(axis=0)) * size * 100 / 35.2 + (width / 2, 360)
    points[2, 0] += turn * (points[1, 0] - points[0, 0])
    return Face((0.0, 0.0, 200.0 * size, 260.0 * size), points.astype(np.float32), 0.9)


def follow(kind, moments, straight=0.0):
    follower = Follower(kind, face(), 1280, 10.0, straight)
    return [word for at, seen in moments if (word := follower.see(seen, at)) is not None]


def test_a_nonce_draws_one_challenge_and_many_nonces_all_of_them():
    drawn = {draw(bytes([at, 7]), ALL).steps for at in range(200)}
    assert len(drawn) == 8
    assert all(set(steps) & set(TURNS) for steps in drawn), "planarity needs a turn"
    assert draw(b"nonce", ALL) == draw(b"nonce", ALL)
    assert {draw(bytes([at])).steps for at in range(60)} == {
        ("left", "left"),
        ("left", "right"),
        ("right", "left"),
        ("right", "right"),
    }


@pytest.mark.parametrize(("kind", "turn"), [("left", 0.3), ("right", -0.3)])
def test_a_turn_to_the_persons_own_side_is_made(kind, turn):
    assert follow(kind, [(10.5, face()), (11.0, face(turn=turn))]) == ["made"]


def test_the_other_side_is_wrong_and_told_once_until_the_head_comes_back():
    away, straight, left = face(turn=-0.4), face(), face(turn=0.4)
    assert follow("left", [(11.0, away), (11.1, away)]) == ["wrong"]
    assert follow("left", [(11.0, away), (11.2, left)]) == ["wrong"], "it has to come back first"
    assert follow("left", [(11.0, away), (11.5, straight), (12.0, left)]) == ["wrong", "made"]


def test_a_head_that_turns_before_anybody_can_have_heard_is_too_early():
    assert follow("left", [(10.05, face(turn=0.4))]) == ["early"]


def test_a_face_that_looks_a_little_aside_by_itself_turns_from_there():
    assert follow("right", [(11.0, face(turn=-0.15))], straight=0.12) == ["made"]


def test_coming_closer_counts_by_growth_and_who_is_near_steps_back():
    near = APPROACHED + 0.05
    assert follow("closer", [(11.0, face(size=near - 0.2)), (12.0, face(size=near))]) == ["made"]
    close = face(size=1.9)
    follower = Follower("closer", close, 1280, asked=10.0)
    assert follower.instruction == "cam.back"
    assert follower.see(face(size=1.9 / near), 11.0) == "made"
