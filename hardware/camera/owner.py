"""The camera's owner: one thread reads, keeps only the newest frame, and opens again what went away."""

import threading
import time
from functools import partial
from typing import Literal

from hardware.camera.source import CameraFault, CameraSource, Frame, open_source

Word = Literal[
    "starting", "live", "gone", "stalled", "frozen", "black", "size_changed", "busy", "absent", "unknown"
]
FIRST_RETRY_S, LAST_RETRY_S = 0.2, 2.0
STALE_S = 1.0
"""A frame older than this is no longer what stands before the camera."""


class Camera:
    """Nobody else opens the device. Start it once; `stop` lets it go."""

    def __init__(self, spec: str, width: int, height: int, fps: int) -> None:
        self._open = partial(open_source, spec, width, height, fps)
        self._lock = threading.Condition()
        self._newest: Frame | None = None
        self._word: Word = "starting"
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    @property
    def status(self) -> Word:
        return self._word

    def newest(self, timeout: float, after: int = 0) -> Frame | None:
        """The newest frame with a sequence number above `after`, or None when none came in `timeout` seconds."""
        with self._lock:
            self._lock.wait_for(lambda: self._newest is not None and self._newest.sequence > after, timeout)
            frame = self._newest
        if frame is None or frame.sequence <= after or time.monotonic() - frame.at > STALE_S:
            return None
        return frame

    def stop(self, timeout: float = 5.0) -> bool:
        """Whether the thread has ended within `timeout` seconds."""
        self._stopping.set()
        self._thread.join(timeout)
        with self._lock:
            self._newest = None
        return not self._thread.is_alive()

    def _run(self) -> None:
        pause = FIRST_RETRY_S
        while not self._stopping.is_set():
            source = self._open()
            if isinstance(source, CameraFault):
                self._word = source.kind
            elif self._read_all(source):
                pause = FIRST_RETRY_S
            self._stopping.wait(pause)
            pause = min(2 * pause, LAST_RETRY_S)

    def _read_all(self, source: CameraSource) -> bool:
        """Reads until a fault; whether there was a frame at all."""
        offset = self._newest.sequence if self._newest is not None else 0
        seen = False
        try:
            while not self._stopping.is_set():
                got = source.read()
                if isinstance(got, CameraFault):
                    self._word = got.kind
                    if got.kind == "black":
                        continue  # the device is there; light or the shutter may come back
                    return seen
                seen = True
                self._word = "live"
                with self._lock:
                    self._newest = Frame(got.image, got.at, got.sequence + offset, got.checksum)
                    self._lock.notify_all()
            return seen
        finally:
            source.close()
