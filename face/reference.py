"""References: a template of a portrait on file, and the comparison of two pictures."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from face.compare import Comparison, compare, unavailable
from face.engine import Engine, Image
from face.image import ImageFault, load
from face.template import Template, mean


@dataclass(frozen=True, slots=True)
class EnrolFault:
    """Why a picture gives no template."""

    reason: Literal[
        "not_found", "empty", "unreadable", "too_small", "too_large", "no_face", "many_faces", "face_at_edge"
    ]


def enrol(source: Path | bytes | Image, engine: Engine, *, central: bool = False) -> Template | EnrolFault:
    """The template of the one face in a portrait.

    A second face counts where it is at least half as large as the first: a portrait on a wall behind does not.

    Args:
        source: A picture or its file.
        engine: Makes the template.
        central: Take the face at the picture's centre instead of refusing several; for evaluation lists whose
            pictures are centred on the person that they name.
    """
    image = load(source) if isinstance(source, Path | bytes) else source
    if isinstance(image, ImageFault):
        return EnrolFault(image.reason)
    faces = engine.detect(image)
    if not faces:
        return EnrolFault("no_face")
    height, width = image.shape[:2]
    face = faces[0]
    if central:
        face = min(
            faces, key=lambda one: float(np.hypot(*(one.points.mean(axis=0) - (width / 2, height / 2))))
        )
    elif len(faces) > 1 and faces[1].box[2] > faces[0].box[2] / 2:
        return EnrolFault("many_faces")
    points = face.points
    if points.min() < 0 or points[:, 0].max() >= width or points[:, 1].max() >= height:
        return EnrolFault("face_at_edge")
    return mean([engine.template(image, face), engine.template(image, face, mirrored=True)])


def verify_files(reference: Path, probe: Path, engine: Engine) -> Comparison:
    """Compares two pictures; a picture without one usable face gives `available=False` and says which."""
    first, second = enrol(reference, engine), enrol(probe, engine)
    faults = [
        f"{role}:{found.reason}"
        for role, found in (("reference", first), ("probe", second))
        if isinstance(found, EnrolFault)
    ]
    if isinstance(first, Template) and isinstance(second, Template):
        return compare(first, second, engine.thresholds)
    return unavailable(engine.thresholds, *faults)
