"""A second opinion by another method: dlib's HOG detector and its five points must see the same eyes.

Score: how far apart the eyes of both methods lie, in eye distances. Two detectors that agree are hard to fool at
once; where HOG finds nothing (turned, veiled or dark faces) it has no opinion.
"""

from functools import cache
from typing import Any

import cv2
import dlib
import numpy as np

from face import models
from face.engine import Face, Image
from face.pad.report import WitnessScore

SIDE = 300
"""Pixels of the square around the face, three times its box: HOG looks for faces of 80 pixels."""
APART = 0.35


@cache
def _models() -> tuple[Any, Any]:
    return dlib.get_frontal_face_detector(), dlib.shape_predictor(str(models.find("dlib_points")))


def witness(image: Image, face: Face) -> WitnessScore:
    """Looks at one good frame.

    Raises:
        face.models.ModelFault
    """
    x, y, width, height = face.box
    scale = SIDE / (3 * max(width, height, 1.0))
    shift = np.array([SIDE / 2 - scale * (x + width / 2), SIDE / 2 - scale * (y + height / 2)])
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]], dtype=np.float32)
    crop = cv2.cvtColor(cv2.warpAffine(image, matrix, (SIDE, SIDE)), cv2.COLOR_BGR2GRAY)
    detector, predictor = _models()
    found = detector(crop, 0)
    if not found:
        return WitnessScore("second_opinion", None, "inactive")
    middle = dlib.point(SIDE // 2, SIDE // 2)
    box = next((one for one in found if one.contains(middle)), found[0])
    shape = predictor(crop, box)
    points = np.array([(shape.part(at).x, shape.part(at).y) for at in range(4)], dtype=np.float64)
    # its order is: outer and inner corner of the image-right eye, then of the image-left one
    eyes = np.stack([points[2:4].mean(axis=0), points[0:2].mean(axis=0)])
    apart = np.linalg.norm(eyes - (face.points[:2] * scale + shift), axis=1)
    score = float(apart.mean()) / max(face.eye_distance * scale, 1.0)
    return WitnessScore("second_opinion", score, "deny" if score > APART else "unsure")
