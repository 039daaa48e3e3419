"""What is usual before this very camera: light, contrast and sharpness of the faces it sees.

Sharpness differs tenfold between lenses, so that no fixed limit fits: the limit is the camera's own 5th percentile,
less a fifth. A folder of some people's frames or a minute of ordinary use is enough.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np

from face.engine import load_engine
from face.quality import DEFAULT, Limits, assess
from face.source import Frame

FEWEST = 30
"""Frames with one usable face, below which a percentile says nothing."""
MARGIN = 0.8
VERSION = 1


class CalibrationFault(Exception):  # noqa: N818 - "fault" is the product's word for it
    """The camera could not be calibrated, or the file is none; the message says why."""


@dataclass(frozen=True, slots=True)
class Calibration:
    limits: Limits
    frames: int
    faces: int
    """Frames with one face in the right distance, looking straight."""


def measure(seen: Iterable[Frame]) -> Calibration:
    """Looks at people as they come.

    Raises:
        CalibrationFault: too few frames with a usable face.
        face.models.ModelFault
        face.source.SourceFault
    """
    engine = load_engine("sface")
    count, rows = 0, []
    for frame in seen:
        count += 1
        found = engine.detect(frame.image)
        if len(found) != 1:
            continue
        quality = assess(frame.image, found[0])
        if quality.distance == "good" and quality.gaze == "good":
            rows.append([quality.score(name) for name in ("light", "side_light", "contrast", "sharpness")])
    if len(rows) < FEWEST:
        raise CalibrationFault(
            f"only {len(rows)} of {count} frames show one person at the right distance looking straight; "
            f"{FEWEST} are needed"
        )
    light, sides, contrast, sharpness = np.array(rows).T
    limits = replace(
        DEFAULT,
        darkest=round(max(30.0, MARGIN * float(np.quantile(light, 0.05))), 1),
        brightest=round(min(235.0, float(np.quantile(light, 0.95)) / MARGIN), 1),
        side_light=round(min(110.0, max(DEFAULT.side_light, float(np.quantile(sides, 0.95)) / MARGIN)), 1),
        flattest=round(MARGIN * float(np.quantile(contrast, 0.05)), 1),
        sharpness=round(MARGIN * float(np.quantile(sharpness, 0.05)), 1),
    )
    return Calibration(limits, count, len(rows))


def as_json(found: Calibration) -> dict[str, dict[str, float | bool]]:
    counts: dict[str, float | bool] = {"version": VERSION, "frames": found.frames, "faces": found.faces}
    return {"measured": counts, "limits": asdict(found.limits)}


def save(found: Calibration, path: Path) -> None:
    """Raises:
    OSError
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(json.dumps(as_json(found), indent=1) + "\n", "utf-8")
    new.replace(path)


def load(path: Path) -> Limits:
    """Raises:
    CalibrationFault: the file is absent or none of ours.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        limits = content["limits"]
        known = {one.name: type(getattr(DEFAULT, one.name)) for one in fields(Limits)}
        if not set(limits) <= set(known):
            raise CalibrationFault(f"{path}: unknown limits: {', '.join(sorted(set(limits) - set(known)))}")
        return Limits(**{name: known[name](value) for name, value in limits.items()})
    except OSError as fault:
        raise CalibrationFault(f"{path}: cannot be read: run 'mpp-kiosk face calibrate'") from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise CalibrationFault(f"{path}: is no calibration: run 'mpp-kiosk face calibrate'") from fault
