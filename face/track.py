"""The face that answers is the face that is captured: a correlation tracker follows it from frame to frame."""

import cv2
import dlib
import numpy as np

from face.engine import Face, Image

WIDTH = 320
"""Pixels of the frame that the tracker sees; at 640 it costs three times as much and is no surer."""
LOST = 0.25
"""Overlap (intersection over union) of tracked and detected box, below which they are two faces."""


class Tracker:
    """dlib's correlation tracker (Danelljan et al. 2014)."""

    def __init__(self, image: Image, face: Face) -> None:
        self._tracker = dlib.correlation_tracker()
        self._scale = WIDTH / image.shape[1]
        self._tracker.start_track(self._small(image), _rectangle(face, self._scale))

    def overlap(self, image: Image, face: Face) -> float:
        """0..1: how far the face found in the next frame is the one followed; the tracker is then set upon it."""
        small = self._small(image)
        self._tracker.update(small)
        seen, found = self._tracker.get_position(), _rectangle(face, self._scale)
        shared = seen.intersect(found).area()
        score = float(shared / max(seen.area() + found.area() - shared, 1e-6))
        self._tracker.start_track(small, found)
        return score

    def _small(self, image: Image) -> Image:
        height = max(1, round(image.shape[0] * self._scale))
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        return np.asarray(cv2.resize(grey, (WIDTH, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _rectangle(face: Face, scale: float) -> "dlib.drectangle":
    x, y, width, height = (value * scale for value in face.box)
    return dlib.drectangle(x, y, x + width, y + height)
