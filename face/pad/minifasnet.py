"""The passive witness: MiniFASNet V2 and V1SE, whose public weights a technician imports.

The weights are in no package registry; without them this witness is inactive, and the others decide.
Score: the mean over both models and five frames of the share "a living face".
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from face.engine import Face, Image
from face.pad.graph import SIDE, build
from face.pad.report import PASSIVE, Cue, WitnessScore
from face.pad.weights import read

LIVE, SPOOF = 0.5, 0.08
"""From the first on it confirms, below the second it denies; between them nothing is called live.

On the development frames (140 living, 140 prints, seven people) 0.08 refuses two living frames and passes no print;
the choice was made on these very frames. Single people stay low: for them the mean of several frames decides.
"""


@dataclass(frozen=True, slots=True)
class Source:
    file: str
    """Its published name."""
    sha256: str
    crop: float
    """The side of the picture shown to the model, in face boxes."""


SOURCES = {
    "minifasnet_v2": Source(
        "2.7_80x80_MiniFASNetV2.pth", "a5eb02e1843f19b5386b953cc4c9f011c3f985d0ee2bb9819eea9a142099bec0", 2.7
    ),
    "minifasnet_v1se": Source(
        "4_0_0_80x80_MiniFASNetV1SE.pth",
        "84ee1d37d96894d5e82de5a57df044ef80a58be2b218b5ed7cdfd875ec2f5990",
        4.0,
    ),
}
"""Apache-2.0, minivision Silent-Face-Anti-Spoofing."""


@dataclass(frozen=True, slots=True)
class ImportFault:
    """Why a file was not imported."""

    path: Path
    reason: str


def import_weights(path: Path, folder: Path) -> str | ImportFault:
    """Checks one file of weights, builds its model and puts it into `folder`; the model's name, or what is wrong."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        return ImportFault(path, fault.strerror or "not readable")
    digest = hashlib.sha256(content).hexdigest()
    name = next((name for name, source in SOURCES.items() if source.sha256 == digest), None)
    if name is None:
        known = ", ".join(source.file for source in SOURCES.values())
        return ImportFault(path, f"not one of the published files ({known}), or altered")
    model = build(read(content))
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{name}.new"
    new.write_bytes(model)
    (folder / f"{name}.sha256").write_text(hashlib.sha256(model).hexdigest() + "\n", "ascii")
    new.replace(folder / f"{name}.onnx")
    return name


class Passive:
    """Both models, loaded once."""

    def __init__(self, folder: Path) -> None:
        """Raises:
        FileNotFoundError: a model was not imported.
        ValueError: a model was altered after its import.
        """
        self._nets = []
        for name, source in SOURCES.items():
            content = (folder / f"{name}.onnx").read_bytes()
            if hashlib.sha256(content).hexdigest() != (folder / f"{name}.sha256").read_text("ascii").strip():
                raise ValueError(f"the model {name} was altered: import it again")
            self._nets.append((source.crop, cv2.dnn.readNetFromONNX(np.frombuffer(content, np.uint8))))

    def __call__(self, image: Image, face: Face) -> float:
        """0..1: how much one frame looks like a living face."""
        shares = []
        for crop, net in self._nets:
            net.setInput(cv2.dnn.blobFromImage(_cut(image, face, crop)))
            shares.append(float(np.asarray(net.forward()).reshape(-1)[1]))
        return float(np.mean(shares))


@cache
def load(folder: Path) -> Passive:
    """The imported models, loaded once per process."""
    return Passive(folder)


def installed(folder: Path) -> bool:
    return all((folder / f"{name}.onnx").is_file() for name in SOURCES)


def _cut(image: Image, face: Face, crop: float) -> Image:
    """The face with its surroundings, moved into the picture where it would leave it, as (80, 80, 3)."""
    high, wide = image.shape[:2]
    x, y, width, height = face.box
    crop = min(crop, (high - 1) / height, (wide - 1) / width)
    half_wide, half_high = width * crop / 2, height * crop / 2
    middle_x = min(max(x + width / 2, half_wide), wide - half_wide)
    middle_y = min(max(y + height / 2, half_high), high - half_high)
    left, top = max(int(middle_x - half_wide), 0), max(int(middle_y - half_high), 0)
    part = image[top : int(middle_y + half_high) + 1, left : int(middle_x + half_wide) + 1]
    return np.asarray(cv2.resize(part, (SIDE, SIDE)), dtype=np.uint8)


def witness(scores: Sequence[float]) -> WitnessScore:
    """Judges the mean of the frames of a capture."""
    if not scores:
        return WitnessScore(PASSIVE, None, "inactive")
    score = float(np.mean(scores))
    decision: Cue = "confirm" if score >= LIVE else "deny" if score < SPOOF else "unsure"
    return WitnessScore(PASSIVE, score, decision)
