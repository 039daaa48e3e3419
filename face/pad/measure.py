"""Measures the witnesses that judge single frames on folders of pictures, in the terms of ISO/IEC 30107-3.

A sequence is every five consecutive frames (by name) of one folder. No conformance is claimed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from face.engine import Engine, Face, Image, align
from face.image import ImageFault, load
from face.pad import minifasnet, moire
from face.pad.report import WitnessScore, fuse
from face.statistics import Rate

SEQUENCE = 5
PICTURES = (".jpg", ".jpeg", ".png", ".bmp")
Witness = tuple[Callable[[Image, Face], float], Callable[[list[float]], WitnessScore]]


@dataclass(frozen=True, slots=True)
class Errors:
    """BPCER: living frames that are denied. APCER: attack frames that are not, per folder of attacks."""

    bpcer: Rate
    apcer: dict[str, Rate]

    @property
    def worst(self) -> float | None:
        values = [rate.value for rate in self.apcer.values() if rate.value is not None]
        return max(values, default=None)

    @property
    def acer(self) -> float | None:
        return None if self.worst is None or self.bpcer.value is None else (self.worst + self.bpcer.value) / 2


@dataclass(frozen=True, slots=True)
class Measured:
    frames: Errors
    sequences: Errors


@dataclass(frozen=True, slots=True)
class PadMeasurement:
    live_frames: int
    attack_frames: int
    not_found: int
    fused: Measured
    witnesses: dict[str, Measured]


def witnesses(pad_models: Path | None) -> dict[str, Witness]:
    """Those that a single frame suffices for."""
    found: dict[str, Witness] = {
        "moire": (lambda image, face: moire.peak(align(image, face)), moire.witness),
    }
    if pad_models is not None and minifasnet.installed(pad_models):
        found["passive"] = (minifasnet.load(pad_models), minifasnet.witness)
    return found


def measure(live: Path, attack: Path, engine: Engine, pad_models: Path | None) -> PadMeasurement:
    """Judges every picture below both folders.

    Raises:
        FileNotFoundError: one of the folders holds no picture.
    """
    used = witnesses(pad_models)
    living, lost_live = _scores(live, engine, used)
    attacks, lost_attack = _scores(attack, engine, used)
    names = {name: (name,) for name in used}
    measured = {name: _measured(living, attacks, used, which) for name, which in names.items()}
    return PadMeasurement(
        sum(len(rows) for rows in living.values()),
        sum(len(rows) for rows in attacks.values()),
        lost_live + lost_attack,
        _measured(living, attacks, used, tuple(used)),
        measured,
    )


def _scores(
    root: Path, engine: Engine, used: dict[str, Witness]
) -> tuple[dict[str, list[dict[str, float]]], int]:
    folders: dict[str, list[dict[str, float]]] = {}
    lost = 0
    for path in _pictures(root):
        image = load(path)
        faces = () if isinstance(image, ImageFault) else engine.detect(image)
        if isinstance(image, ImageFault) or not faces:
            lost += 1
            continue
        folder = path.parent.relative_to(root).as_posix()
        folder = root.name if folder == "." else folder
        folders.setdefault(folder, []).append(
            {name: score(image, faces[0]) for name, (score, _) in used.items()}
        )
    if not folders:
        raise FileNotFoundError(f"{root}: no picture with a face")
    return folders, lost


def _pictures(root: Path) -> Iterator[Path]:
    yield from sorted(path for path in root.rglob("*") if path.suffix.lower() in PICTURES)


def _measured(
    living: dict[str, list[dict[str, float]]],
    attacks: dict[str, list[dict[str, float]]],
    used: dict[str, Witness],
    which: tuple[str, ...],
) -> Measured:
    def errors(size: int) -> Errors:
        refused = [_denied(part, used, which) for rows in living.values() for part in _parts(rows, size)]
        passed = {
            folder: [not _denied(part, used, which) for part in _parts(rows, size)]
            for folder, rows in attacks.items()
        }
        return Errors(
            Rate(sum(refused), len(refused)),
            {folder: Rate(sum(one), len(one)) for folder, one in passed.items()},
        )

    return Measured(errors(1), errors(SEQUENCE))


def _parts(rows: list[dict[str, float]], size: int) -> Iterator[list[dict[str, float]]]:
    count = max(1, len(rows) // size)
    for part in np.array_split(np.arange(len(rows)), count):
        yield [rows[index] for index in part]


def _denied(part: list[dict[str, float]], used: dict[str, Witness], which: tuple[str, ...]) -> bool:
    return fuse([used[name][1]([row[name] for row in part]) for name in which]).decision == "spoof"
