"""The shape of a face from one photograph, and where its pixels go when it turns, blinks or comes closer."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from face.engine import Face, Image
from face.landmarks import EYE_CORNERS, LOWER_LIDS, UPPER_LIDS, load_mesh

RELIEF = 1.4
"""The model's z is flatter than a head: so raised, a turn of 40 degrees reads as one on five-point landmarks."""
RING = 24
STEP = 4
"""Pixels of the photograph between two points whose way is computed."""
CELL = 4
"""Pixels of the frame between two nodes of the map; between them it is interpolated."""
NOWHERE = -1e6
HIDDEN = 0.6
"""From here on the lids hide the eyeballs."""
FOLDS = ((247, 30, 29, 27, 28, 56, 190), (467, 260, 259, 257, 258, 286, 414))
"""The skin above each upper lid, which follows it down."""
EYES_APART_CM, DISTANCE_CM = 6.3, 55.0
"""A grown-up's eyes, and how far away a person stands at distance 1."""


@dataclass(frozen=True, slots=True)
class Pose:
    yaw: float = 0.0
    """Degrees; positive turns the nose to the image's right (the person's own left)."""
    pitch: float = 0.0
    """Degrees; positive turns the nose down."""
    distance: float = 1.0
    closed: float = 0.0
    """Eyelids: 0 as in the photograph, 1 closed."""


class TurnableFace:
    """The points of a face in a photograph, in space, with hair and ears that follow and a room that stays."""

    def __init__(self, photo: Image, face: Face) -> None:
        """Raises:
        face.models.ModelFault
        """
        mesh = load_mesh()(photo, face) * np.array([1, 1, RELIEF], dtype=np.float32)
        deep = float(np.percentile(mesh[:, 2], 10))
        self._centre = np.array([*mesh[:, :2].mean(axis=0), deep], dtype=np.float32)
        self._camera = face.eye_distance / EYES_APART_CM * DISTANCE_CM
        self._points = np.concatenate([mesh, *_rings(mesh, self._centre)])
        self._behind = face.eye_distance * 0.12
        self._still = np.arange(len(self._points)) >= len(self._points) - RING
        self._corners, self._weights = _dense(self._points[:, :2])
        lids = {point for eyes in (UPPER_LIDS, LOWER_LIDS, EYE_CORNERS) for eye in eyes for point in eye}
        self._eyeball = np.asarray(np.isin(self._corners, list(lids)).all(axis=1))
        self._dense = _mix(self._points, self._corners, self._weights)[:, :2]

    def draw(self, photo: Image, frame: Image, to_frame: NDArray[np.float32], pose: Pose) -> None:
        """Draws the face in its pose over the frame, in which the photograph stands by an upright affine map.

        Args:
            photo: The photograph that the face was found in.
            frame: (H, W, 3) uint8, changed in place.
            to_frame: (2, 3), from the photograph to the frame: a scale and a shift.
            pose: How the person stands.
        """
        scale, shift = float(to_frame[0, 0]), to_frame[:, 2]
        moved = _mix(self._moved(pose), self._corners, self._weights)
        order = np.argsort(moved[:, 2], kind="stable")
        if pose.closed > HIDDEN:
            order = order[np.logical_not(self._eyeball[order])]
        target = moved[order, :2] * scale + shift
        gone = self._dense[order] - moved[order, :2]
        low = np.maximum(np.floor(target.min(axis=0)).astype(int), 0)
        high = np.minimum(np.ceil(target.max(axis=0)).astype(int) + 1, (frame.shape[1], frame.shape[0]))
        wide, tall = (int(value) for value in high - low)
        if wide < 2 * CELL or tall < 2 * CELL:
            return
        nodes = (tall // CELL + 1, wide // CELL + 1)
        columns, rows = np.round((target - low) / CELL).astype(int).T
        seen = (columns >= 0) & (rows >= 0) & (columns < nodes[1]) & (rows < nodes[0])
        field = np.zeros((*nodes, 3), dtype=np.float32)
        depth = np.full(nodes, NOWHERE, dtype=np.float32)
        # later points lie nearer to the camera and overwrite those they hide
        field[rows[seen], columns[seen], :2] = gone[seen]
        depth[rows[seen], columns[seen]] = moved[order, 2][seen]
        # what lies far behind its neighbours only shows through the gaps between their points
        field[..., 2] = depth > np.maximum(
            cv2.dilate(depth, np.ones((3, 3), np.uint8)) - self._behind, NOWHERE
        )
        field[..., :2] *= field[..., 2:]
        near = cv2.GaussianBlur(field, (0, 0), 0.6)
        wide_around = cv2.blur(field, (7, 7))
        field = np.where(near[..., 2:] > 0.1, near, wide_around)
        smooth = field[..., :2] / np.maximum(field[..., 2:], 1e-3)
        place = np.array([[CELL, 0, 0], [0, CELL, 0]], dtype=np.float32)
        shifts = cv2.warpAffine(smooth, place, (wide, tall), borderMode=cv2.BORDER_REPLICATE)
        across = shifts[..., 0] + (np.arange(low[0], high[0], dtype=np.float32) - shift[0]) / scale
        down = shifts[..., 1] + ((np.arange(low[1], high[1], dtype=np.float32) - shift[1]) / scale)[:, None]
        drawn = cv2.remap(photo, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        frame[low[1] : high[1], low[0] : high[0]] = drawn

    def _moved(self, pose: Pose) -> NDArray[np.float32]:
        points = self._points.copy()
        if pose.closed > 0:
            for fold, upper, lower in zip(FOLDS, UPPER_LIDS, LOWER_LIDS, strict=True):
                gap = pose.closed * (points[list(lower)] - points[list(upper)])
                points[list(upper)] += 1.55 * gap
                points[list(fold)] += 1.15 * gap
                points[list(lower)] -= 0.35 * gap
        a, b = np.radians(pose.yaw), np.radians(pose.pitch)
        about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
        about_x = np.array([[1, 0, 0], [0, np.cos(b), np.sin(b)], [0, -np.sin(b), np.cos(b)]])
        turned = (points - self._centre) @ (about_x @ about_y).T
        # the photograph has the perspective of distance 1 already
        depth = turned[:, 2]
        far = self._camera * pose.distance
        turned[:, :2] *= ((1 - depth / self._camera) / (1 - depth / far))[:, None]
        return np.where(self._still[:, None], self._points, turned + self._centre).astype(np.float32)


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


def _dense(points: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Points every `STEP` pixels: the three corners (n, 3) of the triangle of each, and their weights (n, 3)."""
    triangles = _triangles(points)
    low = np.floor(points.min(axis=0)).astype(int)
    wide, tall = (np.ceil(points.max(axis=0)).astype(int) - low + 1).tolist()
    which = np.full((tall, wide), -1, dtype=np.int32)
    for index, triangle in enumerate(triangles):
        cv2.fillConvexPoly(which, np.round(points[triangle] - low).astype(np.int32), index)
    y, x = np.mgrid[0:tall:STEP, 0:wide:STEP]
    inside = which[y, x] >= 0
    corners = triangles[which[y, x][inside]]
    spots = np.stack([x[inside], y[inside]], axis=1) + low
    first, second, third = (points[corners[:, at]] for at in range(3))
    span = np.stack([second - first, third - first], axis=2)
    flat = np.abs(np.linalg.det(span)) < 1e-3
    span[flat] = np.eye(2)
    shares = np.clip(np.linalg.solve(span, (spots - first)[:, :, None])[:, :, 0], 0, 1)
    weights = np.column_stack([1 - shares.sum(axis=1), shares]).astype(np.float32)
    sound = np.logical_not(flat)
    return corners[sound], weights[sound]


def _mix(
    points: NDArray[np.float32], corners: NDArray[np.int64], weights: NDArray[np.float32]
) -> NDArray[np.float32]:
    return np.asarray(np.einsum("nkd,nk->nd", points[corners], weights), dtype=np.float32)
