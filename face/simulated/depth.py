"""The shape of a face from one photograph (the 468 points of the face mesh), and the photograph turned by it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from face import models
from face.engine import Face, Image

MESH_INPUT = 192
POINTS = 468
RELIEF = 1.4
"""The model's z is flatter than a head: so raised, a turn of 40 degrees reads as one on five-point landmarks."""
RING = 24
MARGIN = 1.5
"""The crop for the mesh model is a square of this many times the face's box."""


def mesh(image: Image, face: Face) -> NDArray[np.float32]:
    """(468, 3) points in pixels of `image`; z grows towards the camera, in the same unit.

    Raises:
        face.models.ModelFault
    """
    x, y, width, height = face.box
    side = max(width, height) * MARGIN
    left, top = x + width / 2 - side / 2, y + height / 2 - side / 2
    scale = MESH_INPUT / side
    matrix = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]], dtype=np.float32)
    crop = cv2.warpAffine(image, matrix, (MESH_INPUT, MESH_INPUT), borderMode=cv2.BORDER_REPLICATE)
    net = cv2.dnn.readNetFromTFLite(str(models.find("face_mesh")))
    net.setInput(cv2.dnn.blobFromImage(crop, 1 / 255.0, (MESH_INPUT, MESH_INPUT), swapRB=True))
    outputs = [np.asarray(one) for one in net.forward(net.getUnconnectedOutLayersNames())]
    flat = next(one.reshape(-1) for one in outputs if one.size == POINTS * 3)
    points = flat.reshape(POINTS, 3).astype(np.float32) / scale
    return np.asarray(points * (1, 1, -RELIEF) + (left, top, 0), dtype=np.float32)


class TurnableFace:
    """Turns the face of a photograph: its triangles are rotated in space and drawn back to front."""

    def __init__(self, photo: Image, face: Face) -> None:
        self._photo = photo
        face_points = mesh(photo, face)
        self._centre = np.array(
            [*face_points[:, :2].mean(axis=0), float(np.percentile(face_points[:, 2], 10))], dtype=np.float32
        )
        self._points = np.concatenate([face_points, *_rings(face_points, self._centre)])
        self._still = np.arange(len(self._points)) >= len(self._points) - RING
        self._triangles = _triangles(self._points[:, :2])

    def turned(self, yaw: float, pitch: float) -> Image:
        """The photograph with its face turned.

        Args:
            yaw: Degrees; positive turns the nose to the image's right.
            pitch: Degrees; positive turns the nose down.
        """
        seen = self._rotate(yaw, pitch)
        height, width = self._photo.shape[:2]
        map_x = np.full((height, width), -1, dtype=np.float32)
        map_y = np.full((height, width), -1, dtype=np.float32)
        order = np.argsort(seen[self._triangles, 2].mean(axis=1))
        for triangle in self._triangles[order]:
            _draw(map_x, map_y, seen[triangle, :2], self._points[triangle, :2])
        covered = (map_x >= 0).astype(np.uint8)
        edge = cv2.GaussianBlur(cv2.erode(covered, np.ones((5, 5), np.uint8)).astype(np.float32), (0, 0), 2.5)
        face = cv2.remap(self._photo, map_x, map_y, cv2.INTER_LINEAR)
        weight = (edge * covered)[..., None]
        return np.asarray(self._photo * (1 - weight) + face * weight, dtype=np.uint8)

    def _rotate(self, yaw: float, pitch: float) -> NDArray[np.float32]:
        a, b = np.radians(yaw), np.radians(pitch)
        about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
        about_x = np.array([[1, 0, 0], [0, np.cos(b), np.sin(b)], [0, -np.sin(b), np.cos(b)]])
        moved = (self._points - self._centre) @ (about_x @ about_y).T + self._centre
        return np.asarray(np.where(self._still[:, None], self._points, moved), dtype=np.float32)


def _rings(points: NDArray[np.float32], centre: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """(RING, 3) each: hair, ears and jaw that turn with the face, and a ring of the room that stays."""
    angles = np.linspace(0, 2 * np.pi, RING, endpoint=False)
    reach = (points[:, :2].max(axis=0) - points[:, :2].min(axis=0)) / 2
    low, deep = float(points[:, 2].min()), float(reach[0])
    rings = []
    for size, z in ((1.25, low - 0.35 * deep), (1.9, low - deep)):
        x, y = centre[0] + size * reach[0] * np.cos(angles), centre[1] + size * reach[1] * np.sin(angles)
        rings.append(np.stack([x, y, np.full(RING, z)], axis=1).astype(np.float32))
    return rings


def _triangles(points: NDArray[np.float32]) -> NDArray[np.int64]:
    """(n, 3) indices of the Delaunay triangles of the frontal points."""
    low, high = points.min(axis=0) - 10, points.max(axis=0) + 10
    plane = cv2.Subdiv2D((int(low[0]), int(low[1]), int(high[0] - low[0]) + 20, int(high[1] - low[1]) + 20))
    plane.insert([(float(x), float(y)) for x, y in points])
    corners = np.asarray(plane.getTriangleList(), dtype=np.float32).reshape(-1, 3, 2)
    distance = np.linalg.norm(corners[:, :, None, :] - points[None, None], axis=-1)
    indices, nearest = distance.argmin(axis=-1), distance.min(axis=-1)
    return np.asarray(indices[(nearest < 0.5).all(axis=1)])


def _draw(
    map_x: NDArray[np.float32],
    map_y: NDArray[np.float32],
    target: NDArray[np.float32],
    source: NDArray[np.float32],
) -> None:
    """Writes, for the pixels of one triangle, where in the photograph they come from."""
    x0, y0 = np.maximum(np.floor(target.min(axis=0)).astype(int), 0)
    x1, y1 = np.ceil(target.max(axis=0)).astype(int) + 1
    x1, y1 = min(x1, map_x.shape[1]), min(y1, map_x.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    inside = np.zeros((y1 - y0, x1 - x0), dtype=np.uint8)
    cv2.fillConvexPoly(inside, np.round(target - (x0, y0)).astype(np.int32), 1)
    matrix = cv2.getAffineTransform(target, source)
    y, x = np.nonzero(inside)
    where = matrix @ np.stack([x + x0, y + y0, np.ones_like(x)])
    map_x[y + y0, x + x0], map_y[y + y0, x + x0] = where[0], where[1]
