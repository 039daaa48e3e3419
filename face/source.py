"""Frames for the technician's commands: a camera, a recording, or a folder of pictures.

The kiosk itself takes its frames from the owner of its camera; these commands run beside it, or on a desk.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageSequence, UnidentifiedImageError

from face.engine import Image
from face.image import ImageFault, load

PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".webp")
FOLDER_FPS = 15.0


class SourceFault(Exception):  # noqa: N818 - "fault" is the product's word for it
    """There are no frames; the message says why."""


@dataclass(frozen=True, slots=True)
class Frame:
    image: Image
    """(H, W, 3) uint8 BGR."""
    at: float
    """Seconds since the first."""


def frames(source: str) -> Iterator[Frame]:
    """Opens a source and gives its frames.

    Args:
        source: `v4l2:/dev/...` or `mjpeg:http://...` as in the settings, a video file, or a folder of pictures.

    Raises:
        SourceFault: nothing can be read from it, from the first frame on.
    """
    path = Path(source)
    if path.is_dir():
        yield from _pictures(path)
    elif path.suffix.lower() == ".gif":
        yield from _animation(path)
    else:
        yield from _video(source)


def _pictures(folder: Path) -> Iterator[Frame]:
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in PICTURES:
            continue
        image = load(path)
        if isinstance(image, ImageFault):
            continue
        yield Frame(image, count / FOLDER_FPS)
        count += 1
    if not count:
        raise SourceFault(f"{folder}: there is no readable picture")


def _animation(path: Path) -> Iterator[Frame]:
    try:
        with Pillow.open(path) as film:
            at = 0.0
            for one in ImageSequence.Iterator(film):
                picture = np.asarray(one.convert("RGB"), dtype=np.uint8)[:, :, ::-1]
                yield Frame(np.ascontiguousarray(picture), at)
                at += float(one.info.get("duration", 1000 / FOLDER_FPS)) / 1000
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError) as fault:
        raise SourceFault(f"{path}: cannot be read as an animation") from fault


def _video(source: str) -> Iterator[Frame]:
    kind, _, address = source.partition(":")
    live = kind in ("v4l2", "mjpeg") and bool(address)
    if not live and not Path(source).is_file():
        raise SourceFault(f"{source}: neither v4l2:/dev/..., mjpeg:http://..., nor a file or folder")
    capture = cv2.VideoCapture(address if live else source)
    try:
        began, count, size = time.monotonic(), 0, None
        fps = capture.get(cv2.CAP_PROP_FPS) or FOLDER_FPS
        while True:
            good, image = capture.read()
            if not good:
                break
            if size is not None and image.shape != size:
                raise SourceFault(f"{source}: the size of the frames changed from {size} to {image.shape}")
            size = image.shape
            yield Frame(np.asarray(image, dtype=np.uint8), time.monotonic() - began if live else count / fps)
            count += 1
    finally:
        capture.release()
    if not count:
        raise SourceFault(f"{source}: gives no frames")
