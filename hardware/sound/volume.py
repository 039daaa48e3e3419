"""Loudness through `amixer` (Debian: alsa-utils), which speaks with ALSA, PipeWire and PulseAudio alike."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

CONTROLS = ("Master", "PCM", "Speaker", "Headphone")
"""Looked for in this order; cards name their main control differently."""
ANSWER_S = 2.0
_LEVEL = re.compile(r"\[(\d{1,3})%\]")

FaultKind = Literal["no_program", "no_control", "no_answer"]
Run = Callable[[tuple[str, ...]], "str | VolumeFault"]


@dataclass(frozen=True, slots=True)
class VolumeFault:
    kind: FaultKind


@dataclass(frozen=True, slots=True)
class Level:
    """Percent, as loud as it sounds (not as the hardware counts); the quietest channel counts."""

    percent: int
    muted: bool


def parse(answer: str) -> Level | None:
    """What `amixer sget` says; None where the control has no level."""
    playback = [line.partition("Capture")[0] for line in answer.splitlines()]  # one control may do both
    levels = [int(found) for line in playback for found in _LEVEL.findall(line)]
    if not levels or max(levels) > 100:
        return None
    return Level(min(levels), any("[off]" in line for line in playback))


def get(run: Run | None = None) -> Level | VolumeFault:
    """The loudness of the first control that there is."""
    for name in CONTROLS:
        answer = (run or amixer)(("sget", name))
        if isinstance(answer, VolumeFault):
            if answer.kind == "no_program":
                return answer
            continue
        level = parse(answer)
        if level is not None:
            return level
    return VolumeFault("no_control")


def put(percent: int, run: Run | None = None) -> Level | VolumeFault:
    """Sets the loudness of the first control that there is, and reads it back.

    Raises:
        ValueError: not 0 to 100.
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"not a percentage: {percent}")
    for name in CONTROLS:
        for words in ((f"{percent}%", "unmute"), (f"{percent}%",)):  # some controls cannot be muted
            answer = (run or amixer)(("sset", name, *words))
            if isinstance(answer, VolumeFault):
                if answer.kind == "no_program":
                    return answer
                continue
            level = parse(answer)
            if level is not None:
                return level
    return VolumeFault("no_control")


def amixer(words: tuple[str, ...]) -> str | VolumeFault:
    """One call; `-M` makes percent follow the ear."""
    program = shutil.which("amixer")
    if program is None:
        return VolumeFault("no_program")
    try:
        done = subprocess.run(
            [program, "-M", *words], capture_output=True, text=True, timeout=ANSWER_S, check=False
        )
    except subprocess.TimeoutExpired:
        return VolumeFault("no_answer")
    return done.stdout if done.returncode == 0 else VolumeFault("no_control")
