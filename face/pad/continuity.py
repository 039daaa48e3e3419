"""Continuity: a living person gives new pixels in every frame, and the same face before and after the turn.

Frozen frames (score: share of frames equal to the one before) and a face that was swapped in between
(score: cosine of the templates before and after) are deny cues.
"""

import hashlib
from collections.abc import Sequence

import numpy as np

from face.engine import Image
from face.pad.report import WitnessScore
from face.template import Template

MOST_REPEATED = 0.34
SAME_FACE = 0.45
SAME_TURNED = 0.36
"""A turned head scores lower against its own frontal view; strangers stay below (SFace's published threshold)."""


def fingerprint(crop: Image) -> bytes:
    """A digest of the aligned face, to notice frames that repeat."""
    return hashlib.blake2b(np.ascontiguousarray(crop).tobytes(), digest_size=16).digest()


def frames(fingerprints: Sequence[bytes]) -> WitnessScore:
    """Whether the faces of a capture repeat."""
    if len(fingerprints) < 4:
        return WitnessScore("fresh_frames", None, "inactive")
    share = 1.0 - len(set(fingerprints)) / len(fingerprints)
    return WitnessScore("fresh_frames", share, "deny" if share > MOST_REPEATED else "unsure")


def same_face(before: Template | None, after: Template | None) -> WitnessScore:
    """Whether the face that was captured is the face that moved."""
    if before is None or after is None:
        return WitnessScore("same_face", None, "inactive")
    score = float(np.dot(before.vector, after.vector))
    return WitnessScore("same_face", score, "unsure" if score >= SAME_FACE else "deny")


def same_turned(before: Template | None, turned: Template | None) -> WitnessScore:
    """Whether the face that turned is the one that was captured: nobody turns in somebody else's place."""
    if before is None or turned is None:
        return WitnessScore("same_turned", None, "inactive")
    score = float(np.dot(before.vector, turned.vector))
    return WitnessScore("same_turned", score, "unsure" if score >= SAME_TURNED else "deny")
