"""Is this frame good enough? Elements of ISO/IEC 29794-5, each with a score, its limits and words for the person."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from face.engine import Face, Image, align


@dataclass(frozen=True, slots=True)
class Limits:
    """What a frame must reach; light and sharpness are those of a camera and its place (`face calibrate`)."""

    farthest: float = 0.06
    nearest: float = 0.20
    """Eye distance as a share of the frame's width (0.06 is 77 pixels at 1280)."""
    frontal: float = 0.12
    """|y5|."""
    level: float = 8.0
    """Degrees of roll."""
    darkest: float = 60.0
    brightest: float = 205.0
    side_light: float = 70.0
    flattest: float = 18.0
    """Deviation of luma."""
    sharpness: float = 25.0
    """Variance of the Laplacian of the aligned crop."""
    glare: float = 0.10
    """Share of blown-out pixels around the eyes: none of 994 development portraits with a usable light has more."""
    lamp_visible: bool = False
    """Whether this camera sees the screen's colour on a face."""


MASK_CHROMA, MASK_TEXTURE = 10.0, 12.0
"""A mouth whose colour (CrCb) differs so much from the nose bridge, and that is so smooth, is covered: none of 500
development portraits is called covered, 99 % of masks painted on 100 of them are."""
BLOWN_OUT = 250
EYES = (slice(42, 62), slice(24, 88))
"""Rows and columns of the eyes in an aligned (112, 112) face."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of quality."""

    name: Literal[
        "size", "position", "light", "side_light", "mouth", "pose", "roll", "glare", "sharpness", "contrast"
    ]
    score: float
    lowest: float
    highest: float
    instruction: str
    """The message id of what to do where the score lies outside; empty where it lies inside."""

    @property
    def good(self) -> bool:
        return not self.instruction


@dataclass(frozen=True, slots=True)
class Quality:
    elements: tuple[Element, ...]
    """In the order in which a person can mend them."""
    light: Literal["good", "dark", "bright"]
    distance: Literal["good", "far", "near"]
    gaze: Literal["good", "away"]

    @property
    def instruction(self) -> str:
        """What to mend first; empty where the frame is good."""
        return next((one.instruction for one in self.elements if one.instruction), "")

    @property
    def good(self) -> bool:
        return not self.instruction

    def score(self, name: str) -> float:
        return next(one.score for one in self.elements if one.name == name)

    @property
    def sharpness(self) -> float:
        return self.score("sharpness")


DEFAULT = Limits()
UNBOUNDED = float("inf")


def assess(image: Image, face: Face, *, frontal: bool = True, limits: Limits = DEFAULT) -> Quality:
    """Looks at distance, place, pose, light, cover and sharpness.

    Args:
        image: (H, W, 3) uint8 BGR.
        face: Found in it.
        frontal: Whether the person has to look straight at the camera now.
        limits: Of this camera.
    """
    height, width = image.shape[:2]
    aligned = align(image, face)
    grey = cv2.cvtColor(aligned, cv2.COLOR_BGR2GRAY)
    crop = grey[16:104, 16:96]
    luma = float(crop.mean())
    sides = abs(float(crop[:, :40].mean()) - float(crop[:, 40:].mean()))
    share = face.eye_distance / width
    across, down = (float(value) for value in face.points.mean(axis=0) / (width, height))
    covered = float(mouth_covered(aligned)) if frontal else 0.0
    glare = float((grey[EYES] >= BLOWN_OUT).mean()) if luma <= limits.brightest else 0.0
    loose = UNBOUNDED if not frontal else 0.0
    elements = (
        _element("size", share, limits.farthest, limits.nearest, "cam.closer", "cam.back"),
        _element("position", abs(across - 0.5), 0.0, 0.22, "", "cam.center"),
        _element("position", down, 0.2, 0.8, "cam.down", "cam.up"),
        _element("light", luma, limits.darkest, limits.brightest, "cam.dark", "cam.bright"),
        _element("side_light", sides, 0.0, limits.side_light + loose, "", "cam.bright"),
        _element("mouth", covered, 0.0, 0.5, "", "cam.mask"),
        _element("pose", abs(face.y5), 0.0, limits.frontal + loose, "", "cam.straight"),
        _element("roll", abs(face.roll), 0.0, limits.level + loose, "", "cam.straight"),
        _element("glare", glare, 0.0, limits.glare + loose, "", "cam.glasses"),
        _element(
            "sharpness",
            float(cv2.Laplacian(crop, cv2.CV_64F).var()),
            limits.sharpness,
            UNBOUNDED,
            "cam.blur",
            "",
        ),
        _element("contrast", float(np.std(crop)), limits.flattest, UNBOUNDED, "cam.blur", ""),
    )
    wrong = {one.name: one.instruction for one in elements if one.instruction}
    light: Literal["good", "dark", "bright"] = "good"
    if "light" in wrong or "side_light" in wrong:
        light = "dark" if wrong.get("light") == "cam.dark" else "bright"
    distance: Literal["good", "far", "near"] = "good"
    if "size" in wrong:
        distance = "far" if wrong["size"] == "cam.closer" else "near"
    return Quality(elements, light, distance, "away" if {"pose", "roll"} & set(wrong) else "good")


def _element(
    name: Literal[
        "size", "position", "light", "side_light", "mouth", "pose", "roll", "glare", "sharpness", "contrast"
    ],
    score: float,
    lowest: float,
    highest: float,
    below: str,
    above: str,
) -> Element:
    return Element(
        name, score, lowest, highest, below if score < lowest else above if score > highest else ""
    )


def mouth_covered(aligned: Image) -> bool:
    """Whether a mask covers the mouth of an aligned (112, 112, 3) face."""
    colour = cv2.cvtColor(aligned, cv2.COLOR_BGR2YCrCb).astype(np.float32)
    bridge, mouth = colour[38:66, 42:70].reshape(-1, 3), colour[84:106, 40:72].reshape(-1, 3)
    apart = float(np.linalg.norm(np.median(bridge[:, 1:], axis=0) - np.median(mouth[:, 1:], axis=0)))
    return apart > MASK_CHROMA and float(mouth[:, 0].std()) < MASK_TEXTURE


def eyes_dark(aligned: Image) -> float:
    """The share of dark pixels at the eyes of an aligned (112, 112, 3) face; it falls when the eyes close.

    It means something only against the same person's other frames in the same light.
    """
    grey = cv2.cvtColor(aligned, cv2.COLOR_BGR2GRAY)
    found = []
    for x in (38, 73):
        skin = float(np.median(grey[62:74, x - 8 : x + 9]))
        found.append(float((grey[44:60, x - 11 : x + 12] < 0.55 * skin).mean()))
    return float(np.mean(found))
