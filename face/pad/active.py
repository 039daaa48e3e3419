"""Which witnesses can speak on this kiosk, and what the silent ones lack; for the health page."""

from dataclasses import dataclass
from pathlib import Path

from face.models import ModelFault, find
from face.pad import minifasnet
from face.pad.injection import CameraIdentity
from face.pad.report import LAMP, PASSIVE
from face.quality import DEFAULT, Limits

ALWAYS = ("challenge", "planarity", "same_face", "same_turned", "tracked", "fresh_frames", "timing", "moire")


@dataclass(frozen=True, slots=True)
class WitnessState:
    name: str
    active: bool
    lacks: str = ""
    """What to do about it; empty where it is active."""


def active(
    pad_models: Path | None = None,
    *,
    lamp: bool = False,
    limits: Limits = DEFAULT,
    bound: CameraIdentity | None = None,
) -> tuple[WitnessState, ...]:
    """Every witness, as this kiosk is set up.

    Args:
        pad_models: Where the passive models would be.
        lamp: Whether the screen shows the colours.
        limits: Of the camera's calibration.
        bound: The camera that the kiosk was set up with.
    """
    found = [WitnessState(name, True) for name in ALWAYS]
    try:
        find("dlib_points")
        find("face_mesh")
    except ModelFault as fault:
        found += [WitnessState(name, False, str(fault)) for name in ("second_opinion", "perspective")]
    else:
        found += [WitnessState(name, True) for name in ("second_opinion", "perspective")]
    found.append(
        WitnessState("camera", bound is not None, "" if bound else "no camera is bound: provision the kiosk")
    )
    if not lamp:
        found.append(WitnessState(LAMP, False, "the screen shows no colours"))
    elif not limits.lamp_visible:
        found.append(WitnessState(LAMP, True, "confirms only: calibration has not seen it on a face"))
    else:
        found.append(WitnessState(LAMP, True))
    found.append(_passive(pad_models))
    return tuple(found)


def _passive(folder: Path | None) -> WitnessState:
    if folder is None or not minifasnet.installed(folder):
        return WitnessState(PASSIVE, False, "not imported: mpp-kiosk face pad-model import")
    try:
        minifasnet.Passive(folder)
    except ValueError as fault:
        return WitnessState(PASSIVE, False, str(fault))
    return WitnessState(PASSIVE, True)
