"""The camera's owner: one thread reads, keeps only the newest frame, and opens again what went away."""

import threading
import time
from collections.abc import Callable

from hardware.camera.source import CameraSource, open_source
from hardware.camera.status import CameraFault, Format, Frame, Word
from hardware.owner import Lost, Owner

STALE_S = 1.0
"""A frame older than this is no longer what stands before the camera."""


class Camera(Owner[Word]):
    """Nobody else opens the device. It starts at once; `stop` lets it go.

    The status stays at the last fault until a good frame has come, so it never flickers while the camera is
    opened again and again.
    """

    def __init__(
        self, spec: str, width: int, height: int, fps: int, on_word: Callable[[Word], None] | None = None
    ) -> None:
        """Args as those of `open_source`; `on_word` is called in the owner's thread and must not block."""
        super().__init__("camera", "starting", "unknown", on_word)
        self._spec, self._width, self._height, self._fps = spec, width, height, fps
        self._lock = threading.Condition()
        self._newest: Frame | None = None
        self._sequence = 0
        self._stuck_at: int | None = None
        self._format: Format | None = None
        self.start()

    @property
    def format(self) -> Format | None:
        """What the camera really gives; None before it was opened."""
        return self._format

    def newest(self, timeout: float, after: int = 0) -> Frame | None:
        """The newest frame with a sequence number above `after`, or None when none came in `timeout` seconds.

        The number grows by one with each frame, over all times that the camera was opened.
        """
        with self._lock:
            self._lock.wait_for(lambda: self._fresh(after) is not None, timeout)
            return self._fresh(after)

    def _fresh(self, after: int) -> Frame | None:
        frame = self._newest
        if frame is None or frame.sequence <= after or time.monotonic() - frame.at > STALE_S:
            return None
        return frame

    def stop(self, timeout: float = 8.0) -> bool:
        ended = super().stop(timeout)
        self._forget()
        return ended

    def serve(self) -> Lost[Word]:
        source = open_source(self._spec, self._width, self._height, self._fps, stuck_at=self._stuck_at)
        if isinstance(source, CameraFault):
            return Lost(source.kind, source.temporary)
        self._format = source.format
        try:
            return self._read_all(source)
        finally:
            self._stuck_at = source.stuck_at
            source.close()

    def _read_all(self, source: CameraSource) -> Lost[Word]:
        while self.turn():
            got = source.read()
            if isinstance(got, Frame):
                self._keep(got)
                self.alive("live")
                continue
            self._forget()
            if got.kind == "black":  # the device is there; light or the shutter may come back
                self.alive("black")
            else:
                return Lost(got.kind, got.temporary)
        return Lost("gone")

    def _forget(self) -> None:
        """A picture that may be of the past is never given as the present."""
        with self._lock:
            self._newest = None

    def _keep(self, frame: Frame) -> None:
        with self._lock:
            self._sequence += 1
            self._newest = Frame(frame.image, frame.at, self._sequence, frame.checksum)
            self._lock.notify_all()
