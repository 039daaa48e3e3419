"""Is this frame good enough? Elements of ISO/IEC 29794-5, each with its own words for the person."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from face.engine import Face, Image, align

EYES_NEAREST, EYES_FARTHEST = 0.20, 0.06
"""Eye distance as a share of the frame's width: farther away or nearer is not used (77 px at 1280)."""
FRONTAL_Y5, LEVEL_ROLL = 0.12, 8.0
DARKEST, BRIGHTEST = 60.0, 205.0
SIDE_LIGHT = 70.0
FLATTEST = 18.0
SHARPEST_NEEDED = 25.0
"""Variance of the Laplacian of the aligned crop; below it the face is blurred."""


MASK_CHROMA, MASK_TEXTURE = 10.0, 12.0
"""A mouth whose colour (CrCb) differs so much from the nose bridge, and that is so smooth, is covered: none of 500
development portraits is called covered, 99 % of masks painted on 100 of them are."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What the frame lacks; `instruction` is a message id, empty where the frame is good."""

    instruction: str
    light: Literal["good", "dark", "bright"]
    distance: Literal["good", "far", "near"]
    gaze: Literal["good", "away"]
    sharpness: float

    @property
    def good(self) -> bool:
        return not self.instruction


def assess(image: Image, face: Face, *, frontal: bool = True) -> Quality:
    """Looks at distance, place, pose, light and sharpness, in the order in which a person can mend them.

    Args:
        image: (H, W, 3) uint8 BGR.
        face: Found in it.
        frontal: Whether the person has to look straight at the camera now.
    """
    height, width = image.shape[:2]
    aligned = align(image, face)
    crop = cv2.cvtColor(aligned, cv2.COLOR_BGR2GRAY)[16:104, 16:96]
    luma = float(crop.mean())
    sides = abs(float(crop[:, :40].mean()) - float(crop[:, 40:].mean()))
    sharpness = float(cv2.Laplacian(crop, cv2.CV_64F).var())
    share = face.eye_distance / width
    centre = face.points.mean(axis=0) / (width, height)
    light: Literal["good", "dark", "bright"] = "dark" if luma < DARKEST else "good"
    if luma > BRIGHTEST or (sides > SIDE_LIGHT and light == "good"):
        light = "bright"
    distance: Literal["good", "far", "near"] = "far" if share < EYES_FARTHEST else "good"
    if share > EYES_NEAREST:
        distance = "near"
    away = frontal and (abs(face.y5) > FRONTAL_Y5 or abs(face.roll) > LEVEL_ROLL)
    instruction = ""
    if distance != "good":
        instruction = "cam.closer" if distance == "far" else "cam.back"
    elif abs(centre[0] - 0.5) > 0.22:
        instruction = "cam.center"
    elif centre[1] < 0.2 or centre[1] > 0.8:
        instruction = "cam.down" if centre[1] < 0.2 else "cam.up"
    elif light != "good":
        instruction = "cam.dark" if light == "dark" else "cam.bright"
    elif frontal and mouth_covered(aligned):
        instruction = "cam.mask"
    elif away:
        instruction = "cam.straight"
    elif sharpness < SHARPEST_NEEDED or float(np.std(crop)) < FLATTEST:
        instruction = "cam.blur"
    return Quality(instruction, light, distance, "away" if away else "good", sharpness)


def mouth_covered(aligned: Image) -> bool:
    """Whether a mask covers the mouth of an aligned (112, 112, 3) face."""
    colour = cv2.cvtColor(aligned, cv2.COLOR_BGR2YCrCb).astype(np.float32)
    bridge, mouth = colour[38:66, 42:70].reshape(-1, 3), colour[84:106, 40:72].reshape(-1, 3)
    apart = float(np.linalg.norm(np.median(bridge[:, 1:], axis=0) - np.median(mouth[:, 1:], axis=0)))
    return apart > MASK_CHROMA and float(mouth[:, 0].std()) < MASK_TEXTURE
