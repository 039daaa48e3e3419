"""The screen as lamp: light that comes back from a face is told from light that comes from a screen."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from face.pad import lamp
from face.pad.lamp import COLOURS, Lamp


def tints(shown, *, delay=0.14, strength=0.08, noise=0.002, seconds=3.0, fps=15):
    """What a camera would measure on a face lit by `shown`."""
    random = np.random.default_rng(1)
    found = []
    for at in np.arange(0, seconds, 1 / fps):
        red, green, blue = (1 + strength * (2 * value - 1) for value in shown(max(at - delay, 0)))
        drift = 0.01 * np.sin(at / 2)
        mess = random.normal(0, noise, 2)
        found.append((at, np.log(red / green) + drift + mess[0], np.log(blue / green) - drift + mess[1]))
    return found


@pytest.mark.parametrize("nonce", [bytes([at]) for at in range(12)])
@pytest.mark.parametrize("delay", [0.0, 0.1, 0.3])
def test_a_face_in_the_screens_light_confirms(nonce, delay):
    shown = Lamp(nonce)
    assert lamp.witness(shown, tints(shown.colour, delay=delay), visible=True).decision == "confirm"


@pytest.mark.parametrize("nonce", [bytes([at]) for at in range(12)])
def test_a_face_lit_by_another_sessions_colours_does_not(nonce):
    other = Lamp(b"another" + nonce)
    assert lamp.witness(Lamp(nonce), tints(other.colour), visible=True).decision != "confirm"


def test_a_screen_that_shines_by_itself_is_denied_where_the_lamp_can_be_seen():
    still = tints(lambda at: (0.5, 0.5, 0.5))
    assert lamp.witness(Lamp(b"x"), still, visible=True).decision == "deny"
    assert lamp.witness(Lamp(b"x"), still, visible=False).decision == "unsure"


def test_too_short_a_look_says_nothing():
    shown = Lamp(b"x")
    assert lamp.witness(shown, tints(shown.colour, seconds=0.8), visible=True).decision == "inactive"
    assert lamp.witness(None, tints(shown.colour), visible=True).decision == "inactive"


def test_neighbouring_colours_differ_and_are_of_like_lightness():
    shown = Lamp(b"nonce")
    row = [shown.colour(step * lamp.CHANGE_S + 0.01) for step in range(60)]
    assert all(one != other for one, other in pairwise(row))
    assert set(row) == set(COLOURS)
    assert 1 / lamp.CHANGE_S < 3, "WCAG 2.3.1: no more than three changes a second"
    luminance = [0.2126 * r**2.2 + 0.7152 * g**2.2 + 0.0722 * b**2.2 for r, g, b in COLOURS]
    assert max(luminance) - min(luminance) < 0.2


def test_the_colour_of_a_crop_is_measured_where_skin_is():
    crop = np.full((112, 112, 3), 100, np.uint8)
    warm = cv2.multiply(crop, np.array([0.9, 1.0, 1.1, 1.0]))
    assert lamp.tint(np.asarray(warm))[0] > lamp.tint(crop)[0]
    assert lamp.tint(np.asarray(warm))[1] < lamp.tint(crop)[1]
