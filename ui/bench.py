"""How quick the screens are: `python -m ui.bench [--seconds N]` prints JSON.

Measured under software rendering in this process: first frame, touch to painted answer, live preview.
"""

import argparse
import json
import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QEventLoop, QTimer

from ui import samples
from ui.intent import DigitPressed, Intent
from ui.shell import Shell
from ui.view import NikEntry

FRAME = (1280, 720)
FRAMES_A_SECOND = 30
TOUCHES = 40


@dataclass(frozen=True, slots=True)
class UiBench:
    first_frame_s: float
    """From the start of the process."""
    touch_p50_ms: float
    touch_p95_ms: float
    preview_fps: float
    preview_p95_ms: float
    preview_cpu_percent: float
    """Of one core."""
    idle_cpu_percent: float
    rss_mb: float


class _Clock:
    """Counts the pictures that the window has painted, with the time of each."""

    def __init__(self, shell: Shell) -> None:
        self.swaps: list[float] = []
        shell.window.frameSwapped.connect(self._swapped)

    def _swapped(self) -> None:
        self.swaps.append(time.perf_counter())


def measure(seconds: float) -> UiBench:
    """Runs the whole measurement; about two and a half times `seconds`, plus the start."""
    began = time.perf_counter() - process_age()
    shell = Shell(diagonal_inch=21.5, size=(1080, 1920), fullscreen=False, on_intent=lambda _: None)
    clock = _Clock(shell)
    shown = samples.screens()
    shell.show(shown["attract"])
    _until(lambda: bool(clock.swaps), 10.0)
    first = clock.swaps[0] - began
    _wait(1.0)
    idle = _cpu(seconds)
    shell.close()
    touches = _touches()
    shell = Shell(diagonal_inch=21.5, size=(1080, 1920), fullscreen=False, on_intent=lambda _: None)
    clock = _Clock(shell)
    shell.show(shown["face-hold"])
    latencies, cpu, fps = _preview(shell, clock, seconds)
    shell.close()
    return UiBench(
        first_frame_s=round(first, 3),
        touch_p50_ms=_percentile(touches, 50),
        touch_p95_ms=_percentile(touches, 95),
        preview_fps=round(fps, 1),
        preview_p95_ms=_percentile(latencies, 95),
        preview_cpu_percent=cpu,
        idle_cpu_percent=idle,
        rss_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


def process_age() -> float:
    """Seconds since this process was started (proc(5): field 22 of stat, in clock ticks after boot)."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return float(Path("/proc/uptime").read_text().split()[0]) - started


def _touches() -> list[float]:
    """Seconds from a touch on a digit to the painted picture that shows the answer of the session."""
    screen = samples.screens()["nik"]
    assert isinstance(screen.view, NikEntry)
    view = replace(screen.view, digits="")
    answered: list[Intent] = []

    def answer(meant: Intent) -> None:
        nonlocal view
        if isinstance(meant, DigitPressed):
            view = replace(view, digits=(view.digits + meant.digit)[-15:])
            answered.append(meant)
            shell.show(replace(screen, view=view))

    shell = Shell(diagonal_inch=21.5, size=(1080, 1920), fullscreen=False, on_intent=answer)
    clock = _Clock(shell)
    shell.show(replace(screen, view=view))
    _wait(0.5)
    times = []
    for touch in range(TOUCHES):
        _wait(0.05)
        start, before = time.perf_counter(), len(answered)
        shell.tap(f"digit-{touch % 10}")
        _until(partial(_longer, answered, before), 2.0)
        painted = len(clock.swaps)
        _until(partial(_longer, clock.swaps, painted), 2.0)
        times.append(clock.swaps[-1] - start)
    shell.close()
    return times


def _preview(shell: Shell, clock: _Clock, seconds: float) -> tuple[list[float], float, float]:
    """Latencies from frame to painted picture (s), CPU of one core (%), pictures a second."""
    width, height = FRAME
    one = samples.face_frame(320, 180)
    frame = b"".join(
        b"".join(one[row * 960 + at : row * 960 + at + 3] * 4 for at in range(0, 960, 3)) * 4
        for row in range(180)
    )
    sent: list[float] = []

    def feed() -> None:
        sent.append(time.perf_counter())
        shell.set_frame(width, height, frame)

    shell.every(1 / FRAMES_A_SECOND, feed)
    _wait(1.0)
    clock.swaps.clear()
    sent.clear()
    cpu = _cpu(seconds)
    latencies = []
    for swap in clock.swaps:
        earlier = [at for at in sent if at < swap]
        if earlier:
            latencies.append(swap - earlier[-1])
    return latencies, cpu, len(clock.swaps) / seconds


def _cpu(seconds: float) -> float:
    """CPU of this process while the event loop runs, percent of one core."""
    before = time.process_time()
    _wait(seconds)
    return round((time.process_time() - before) / seconds * 100, 1)


def _wait(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _until(done: Callable[[], bool], seconds: float) -> None:
    end = time.perf_counter() + seconds
    while not done() and time.perf_counter() < end:
        _wait(0.001)


def _longer(values: Sequence[object], than: int) -> bool:
    return len(values) > than


def _percentile(seconds: Sequence[float], which: int) -> float:
    """In milliseconds."""
    return round(statistics.quantiles(seconds, n=100)[which - 1] * 1000, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="ui.bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(json.dumps(asdict(measure(chosen.seconds))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
