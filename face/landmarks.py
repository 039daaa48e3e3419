"""The 468 points of the face mesh: where the lids, the outline and the depth of a face are.

Numbers of points follow the published mesh (MediaPipe Face Mesh, canonical model).
"""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from face import models
from face.engine import Face, Image

SIDE = 192
POINTS = 468
MARGIN = 1.5
"""The crop shown to the model is a square of this many times the face's box."""
UPPER_LIDS = ((246, 161, 160, 159, 158, 157, 173), (466, 388, 387, 386, 385, 384, 398))
LOWER_LIDS = ((7, 163, 144, 145, 153, 154, 155), (249, 390, 373, 374, 380, 381, 382))
EYE_CORNERS = ((33, 133), (263, 362))
OUTLINE = (234, 454)
"""The outline before the ears, image left and image right."""


class FaceMesh:
    """The model, loaded once."""

    def __init__(self) -> None:
        """Raises:
        face.models.ModelFault
        """
        self._net = cv2.dnn.readNetFromTFLite(str(models.find("face_mesh")))
        self._outputs = self._net.getUnconnectedOutLayersNames()

    def __call__(self, image: Image, face: Face) -> NDArray[np.float32]:
        """(468, 3) points in pixels of `image`; z grows towards the camera, in the same unit."""
        x, y, width, height = face.box
        side = max(width, height) * MARGIN
        left, top = x + width / 2 - side / 2, y + height / 2 - side / 2
        scale = SIDE / side
        matrix = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]], dtype=np.float32)
        crop = cv2.warpAffine(image, matrix, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
        self._net.setInput(cv2.dnn.blobFromImage(crop, 1 / 255.0, (SIDE, SIDE), swapRB=True))
        outputs = [np.asarray(one) for one in self._net.forward(self._outputs)]
        flat = next(one.reshape(-1) for one in outputs if one.size == POINTS * 3)
        points = flat.reshape(POINTS, 3).astype(np.float32) / scale
        return np.asarray(points * (1, 1, -1) + (left, top, 0), dtype=np.float32)


@cache
def load_mesh() -> FaceMesh:
    """The model, once per process.

    Raises:
        face.models.ModelFault
    """
    return FaceMesh()


def eyes_open(points: NDArray[np.float32]) -> float:
    """The mean opening of both eyes, in eye widths (the eye aspect ratio of Soukupova and Cech 2016).

    People differ from 0.2 to 0.45 with their eyes open: compare with the same person's other frames only.
    """
    found = []
    for (outer, inner), upper, lower in zip(EYE_CORNERS, UPPER_LIDS, LOWER_LIDS, strict=True):
        width = float(np.linalg.norm(points[outer, :2] - points[inner, :2]))
        gaps = np.linalg.norm(points[list(upper[2:5]), :2] - points[list(lower[2:5]), :2], axis=1)
        found.append(float(gaps.mean()) / max(width, 1e-3))
    return float(np.mean(found))
