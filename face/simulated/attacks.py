"""Attacks on a person, as a camera would see them: prints, screens, frozen and swapped streams."""

import cv2
import numpy as np

from face.engine import Image
from face.simulated.person import Frames, SimulatedPerson


class SimulatedPrint:
    """A photograph on paper, held up; `look` tilts the paper, since a print cannot turn its head."""

    def __init__(self, person: SimulatedPerson, *, wobble: float = 1.0) -> None:
        self._person = person
        self._wobble = wobble
        self._yaw = 0.0

    def look(self, yaw: float, pitch: float = 0.0) -> None:
        self._yaw = yaw

    def frame(self, at: float) -> Image:
        flat = self._person.frame(0.0)
        height, width = flat.shape[:2]
        angle = np.radians(self._yaw + 4 * self._wobble * np.sin(at * 2.1))
        near, far = 1 + 0.25 * np.sin(angle), 1 - 0.25 * np.sin(angle)
        half = width * 0.3 * np.cos(angle)
        middle, top = width / 2 + 6 * self._wobble * np.sin(at * 1.1), height * 0.48
        reach = height * 0.46
        target = np.array(
            [
                [middle - half, top - reach * near],
                [middle + half, top - reach * far],
                [middle + half, top + reach * far],
                [middle - half, top + reach * near],
            ],
            dtype=np.float32,
        )
        source = np.array(
            [
                [width * 0.2, height * 0.02],
                [width * 0.8, height * 0.02],
                [width * 0.8, height * 0.94],
                [width * 0.2, height * 0.94],
            ],
            dtype=np.float32,
        )
        matrix = cv2.getPerspectiveTransform(source, target)
        room = np.full_like(flat, 120)
        paper = cv2.warpPerspective(flat, matrix, (width, height))
        mask = cv2.warpPerspective(np.full(flat.shape[:2], 255, np.uint8), matrix, (width, height))
        clip = np.zeros_like(mask)
        cv2.fillConvexPoly(clip, target.astype(np.int32), 255)
        room[(mask > 0) & (clip > 0)] = paper[(mask > 0) & (clip > 0)]
        noise = np.random.default_rng(int(at * 1000)).integers(-3, 4, room.shape, dtype=np.int16)
        return np.asarray(np.clip(room.astype(np.int16) + noise, 0, 255), dtype=np.uint8)


def screen(frames: Frames, *, pitch: float = 2.7, strength: float = 26.0) -> Frames:
    """A recording shown on a screen: the pixel grid beats with the camera's (moire) and the picture is bluish."""

    def frame(at: float) -> Image:
        picture = frames(at).astype(np.float32)
        height, width = picture.shape[:2]
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        grid = np.sin(2 * np.pi * x / pitch + at) * np.sin(2 * np.pi * y / pitch)
        picture = picture * (1.05, 1.0, 0.94) + strength * grid[..., None]
        return np.asarray(np.clip(picture, 0, 255), dtype=np.uint8)

    return frame


def frozen(frames: Frames, *, after: float) -> Frames:
    """The stream stops at one frame and goes on showing it."""
    kept: list[Image] = []

    def frame(at: float) -> Image:
        if at < after:
            return frames(at)
        if not kept:
            kept.append(frames(at))
        return kept[0]

    return frame


def swapped(first: Frames, second: Frames, *, after: float) -> Frames:
    """Another person takes over in the middle."""
    return lambda at: first(at) if at < after else second(at)
