"""Pictures from outside: each fault has a name; none is a crash, none a match."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from face.image import ImageFault, load
from face.reference import EnrolFault, enrol


def encoded(picture, kind="PNG", **more):
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"no picture", "unreadable"),
        (encoded(Image.new("RGB", (1, 1))), "too_small"),
        (encoded(Image.new("L", (9000, 9000))), "too_large"),
    ],
)
def test_a_useless_file_is_named(content, reason):
    assert load(content) == ImageFault(reason)


def test_a_missing_file_is_named(tmp_path):
    assert load(tmp_path / "nothing.jpg") == ImageFault("not_found")


def test_a_truncated_jpeg_is_unreadable(photos):
    content = (photos / "obama.jpg").read_bytes()
    assert load(content[: len(content) // 2]) == ImageFault("unreadable")


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "CMYK", "I;16", "F"])
def test_every_mode_becomes_eight_bit_colour(mode):
    grey = np.tile(np.linspace(0, 255, 64, dtype=np.uint8), (64, 1))
    if mode == "I;16":
        picture = Image.fromarray(grey.astype(np.uint16) * 257)
    elif mode == "F":
        picture = Image.fromarray(grey.astype(np.float32))
    else:
        picture = Image.fromarray(grey).convert("RGB").convert(mode)
    found = load(encoded(picture, "TIFF"))
    assert not isinstance(found, ImageFault)
    assert found.shape == (64, 64, 3)
    assert found.dtype == np.uint8
    assert int(found.max()) > 200


def test_a_rotated_phone_picture_is_turned_upright(photos, engine):
    upright = Image.open(photos / "obama.jpg")
    exif = upright.getexif()
    exif[0x0112] = 6
    turned = encoded(upright.rotate(90, expand=True), "JPEG", exif=exif)
    assert not isinstance(enrol(turned, engine), EnrolFault)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_picture_or_a_fault(data):
    found = load(data)
    assert isinstance(found, ImageFault) or found.ndim == 3


def test_no_face_many_faces_and_a_cut_face_are_told_apart(photos, engine):
    picture = cv2.imread(str(photos / "obama.jpg"))
    assert enrol(np.full((480, 640, 3), 127, np.uint8), engine) == EnrolFault("no_face")
    assert enrol(np.hstack([picture, picture]), engine) == EnrolFault("many_faces")
    face = engine.detect(picture)[0]
    cut = np.ascontiguousarray(picture[:, int(face.points[:, 0].mean()) :])
    found = enrol(cut, engine)
    assert isinstance(found, EnrolFault)
