"""Engines: find faces, and make a template of one. Behind one small interface, each with its own thresholds."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, Protocol

import cv2
import numpy as np
import onnx
from numpy.typing import NDArray

from face import models
from face.template import Template

Image = NDArray[np.uint8]
"""(H, W, 3) uint8 BGR."""
EngineName = Literal["sface", "dlib"]
cv2.setNumThreads(1)

# The alignment template that SFace was trained with (112 x 112): eyes, nose, mouth corners, image left first.
ALIGNED = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]],
    dtype=np.float32,
)
DETECTION_SCORE = 0.8
LONGEST_SIDE = 640
"""Faces are looked for in a picture no larger than this; at 1280x720 the eyes are then still 45 px apart."""
REFINED_FACE, REFINED_SIDE = 260, 416
"""Pixels of the face, and of the square around it, when its points are looked at again."""


@dataclass(frozen=True, slots=True)
class Face:
    """A detected face in pixels of the picture it was found in."""

    box: tuple[float, float, float, float]
    """x, y, width, height."""
    points: NDArray[np.float32]
    """(5, 2): the eye, nose tip and mouth corners; image left before image right."""
    score: float

    @property
    def eye_distance(self) -> float:
        return float(np.linalg.norm(self.points[1] - self.points[0]))

    @property
    def roll(self) -> float:
        """Degrees; 0 where the eyes are level."""
        dx, dy = self.points[1] - self.points[0]
        return float(np.degrees(np.arctan2(dy, dx)))

    @property
    def y5(self) -> float:
        """(nose - eye midpoint) / eye distance along the eye axis: frontal within 0.12, turned past 0.25.

        Positive: the nose points to the image's right, which is the person's own left.
        """
        axis = self.points[1] - self.points[0]
        middle = (self.points[0] + self.points[1]) / 2
        return float(np.dot(self.points[2] - middle, axis) / max(float(np.dot(axis, axis)), 1e-6))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Cosine scores: from `match` on the same person, from `officer` on a human decides.

    `fmr` is the false match rate at `match`.
    """

    match: float
    officer: float
    fmr: float


class Engine(Protocol):
    @property
    def name(self) -> EngineName: ...

    @property
    def thresholds(self) -> Thresholds: ...

    def detect(self, image: Image) -> tuple[Face, ...]:
        """The faces, largest first."""

    def template(self, image: Image, face: Face, *, mirrored: bool = False) -> Template:
        """The template of a face found in this very picture.

        Args:
            image: (H, W, 3) uint8 BGR.
            face: Found in it.
            mirrored: Of its mirror image; the mean of both misses less than either.
        """


class Detector:
    """YuNet on a picture scaled down to at most `LONGEST_SIDE`."""

    def __init__(self, longest: int = LONGEST_SIDE) -> None:
        self._longest = longest
        self._net = cv2.FaceDetectorYN.create(str(models.find("yunet")), "", (320, 320), DETECTION_SCORE)

    def __call__(self, image: Image) -> tuple[Face, ...]:
        height, width = image.shape[:2]
        scale = min(1.0, self._longest / max(height, width))
        small = image
        if scale < 1.0:
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        self._net.setInputSize((small.shape[1], small.shape[0]))
        rows = self._net.detect(small)[1]
        found = [_face(row / scale, float(row[14])) for row in (rows if rows is not None else ())]
        return tuple(sorted(found, key=lambda one: -one.box[2] * one.box[3]))

    def refine(self, image: Image, face: Face) -> Face:
        """The face with its points averaged with those of a second look at `REFINED_FACE` pixels.

        On the development pairs this and the mirrored mean bring FNMR at FMR 1e-3 from 1.23 % to 1.00 %.
        """
        x, y, width, height = face.box
        scale = REFINED_FACE / max(width, height, 1.0)
        shift = (REFINED_SIDE / 2 - scale * (x + width / 2), REFINED_SIDE / 2 - scale * (y + height / 2))
        matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]], dtype=np.float32)
        crop = cv2.warpAffine(image, matrix, (REFINED_SIDE, REFINED_SIDE), borderMode=cv2.BORDER_REPLICATE)
        self._net.setInputSize((REFINED_SIDE, REFINED_SIDE))
        rows = self._net.detect(crop)[1]
        for row in rows if rows is not None else ():
            points = (row[4:14].reshape(5, 2) - shift) / scale
            if float(np.abs(points - face.points).max()) < face.eye_distance / 4:
                return replace(face, points=((face.points + points) / 2).astype(np.float32))
        return face


def _face(row: NDArray[np.float32], score: float) -> Face:
    x, y, width, height = (float(value) for value in row[:4])
    return Face((x, y, width, height), row[4:14].reshape(5, 2).astype(np.float32), score)


class SFaceEngine:
    """YuNet and SFace (int8). `fmr` was measured over 497,708 impostor pairs of development portraits."""

    name: EngineName = "sface"
    thresholds = Thresholds(match=0.45, officer=0.36, fmr=7.4e-5)

    def __init__(self) -> None:
        self._finder = Detector()
        self.detect = self._finder.__call__
        self._net = cv2.dnn.readNetFromONNX(_single_input(models.find("sface").read_bytes()))

    def template(self, image: Image, face: Face, *, mirrored: bool = False) -> Template:
        crop = align(image, self._finder.refine(image, face))
        if mirrored:
            crop = np.ascontiguousarray(crop[:, ::-1])
        blob = cv2.dnn.blobFromImage(crop, 1.0, (112, 112), (0, 0, 0), swapRB=True, crop=False)
        self._net.setInput(blob)
        return Template(self.name, np.asarray(self._net.forward(), dtype=np.float32).reshape(-1))


class DlibEngine:
    """YuNet and dlib's ResNet-128 with its own calibration: never the documented 0.6.

    dlib compares by distance d; for unit vectors cosine = 1 - d^2 / 2. Its vectors are close to unit length.
    """

    name: EngineName = "dlib"
    thresholds = Thresholds(match=0.945, officer=0.925, fmr=1e-3)

    def __init__(self) -> None:
        import dlib  # 60 MB that the usual engine does not need

        self.detect = Detector()
        self._dlib = dlib
        self._points = dlib.shape_predictor(str(models.find("dlib_points")))
        self._net = dlib.face_recognition_model_v1(str(models.find("dlib_resnet")))

    def template(self, image: Image, face: Face, *, mirrored: bool = False) -> Template:
        rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        x, y, width, height = (round(value) for value in face.box)
        if mirrored:
            rgb, x = np.ascontiguousarray(rgb[:, ::-1]), image.shape[1] - x - width
        shape: Any = self._points(rgb, self._dlib.rectangle(x, y, x + width, y + height))
        return Template(self.name, np.array(self._net.compute_face_descriptor(rgb, shape), dtype=np.float32))


def align(image: Image, face: Face) -> Image:
    """The face as (112, 112, 3), by the similarity transform that brings its points closest to `ALIGNED`.

    Least squares over all five points (Umeyama 1991): a robust fit drops points and turns the crop.
    """
    matrix = similarity(face.points, ALIGNED)
    return np.asarray(cv2.warpAffine(image, matrix, (112, 112), flags=cv2.INTER_LINEAR), dtype=np.uint8)


def similarity(source: NDArray[np.float32], target: NDArray[np.float32]) -> NDArray[np.float32]:
    """(2, 3) rotation, scale and shift from `source` to `target`, both (n, 2).

    Raises:
        ValueError: the points lie on one spot.
    """
    middle, aim = source.mean(axis=0), target.mean(axis=0)
    one, other = source - middle, target - aim
    size = float((one * one).sum())
    if size < 1e-6:
        raise ValueError("the points of the face lie on one spot")
    cos = float((one * other).sum()) / size
    sin = float((one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]).sum()) / size
    turn = np.array([[cos, -sin], [sin, cos]])
    return np.hstack([turn, (aim - turn @ middle)[:, None]]).astype(np.float32)


def _single_input(content: bytes) -> NDArray[np.uint8]:
    """The model with `data` as its only graph input: OpenCV 5 takes the listed weights for inputs otherwise."""
    model = onnx.load_from_string(content)
    kept = [one for one in model.graph.input if one.name == "data"]
    del model.graph.input[:]
    model.graph.input.extend(kept)
    return np.frombuffer(model.SerializeToString(), dtype=np.uint8)


@cache
def load_engine(name: EngineName) -> Engine:
    """Loads an engine once per process.

    Raises:
        face.models.ModelFault
    """
    return SFaceEngine() if name == "sface" else DlibEngine()
