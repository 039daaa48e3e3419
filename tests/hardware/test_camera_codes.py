"""Codes held before the camera, drawn by an encoder that is not the reader's own."""

import cv2
import numpy as np
import pytest
import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hardware.camera.codes import CodeReader
from hardware.camera.status import Image

ADDRESS = "https://mpp.go.id/t/A-0912?k=9f2c7e11"


def held_up(text: str, side: int, turned: float) -> Image:
    """A code of `side` pixels, turned by some degrees, in the light of a room, at 1280x720 with noise."""
    code = np.asarray(qrcode.make(text).convert("L").resize((side, side)), dtype=np.uint8)
    picture = np.full((720, 1280), 110, dtype=np.uint8)
    picture[(720 - side) // 2 :, (1280 - side) // 2 :][:side, :side] = code // 2 + 90
    turn = cv2.getRotationMatrix2D((640, 360), turned, 1.0)
    picture = cv2.warpAffine(picture, turn, (1280, 720), borderValue=110)
    picture = cv2.GaussianBlur(picture, (3, 3), 0).astype(np.int16)
    noise = np.random.default_rng(3).integers(-6, 7, picture.shape, dtype=np.int16)
    grey = np.clip(picture + noise, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


@pytest.mark.parametrize(("side", "turned"), [(500, 0), (400, 12), (300, -30), (350, 180)])
def test_a_code_held_to_the_camera_is_read(side: int, turned: float):
    assert CodeReader().read(held_up(ADDRESS, side, turned)) == ADDRESS


def test_a_room_without_a_code_has_none():
    room = np.random.default_rng(1).integers(0, 255, (720, 1280, 3), dtype=np.uint8)
    assert CodeReader().read(room) is None


@settings(max_examples=30, deadline=None)
@given(arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60), st.just(3))))
def test_no_picture_raises(image: Image):
    CodeReader().read(image)
