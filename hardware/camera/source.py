"""One open camera: OpenCV below, named faults above. Frames are (H, W, 3) uint8 BGR and stay in memory."""

import os
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

# Read once by OpenCV when its first capture opens: a stalled V4L2 device must not block for ten seconds.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")

import cv2
import numpy as np
from numpy.typing import NDArray

FaultKind = Literal["absent", "busy", "gone", "stalled", "frozen", "black", "size_changed"]
OPEN_MS, READ_MS = 3000, 2000
FROZEN_S = 1.5
"""No sensor gives equal frames for so long: a stuck decoder repeats its last frame and looks healthy."""
BLACK_LUMA = 6.0


@dataclass(frozen=True, slots=True)
class Frame:
    """`at` is monotonic seconds when the frame was read."""

    image: NDArray[np.uint8] = field(repr=False)
    at: float
    sequence: int
    checksum: int


@dataclass(frozen=True, slots=True)
class CameraFault:
    """Why there is no frame. A temporary fault is worth trying again."""

    kind: FaultKind
    temporary: bool
    detail: str = ""


class CameraSource(Protocol):
    def read(self) -> Frame | CameraFault: ...

    def close(self) -> None: ...


class CaptureSource:
    """A V4L2 device or an MJPEG address through OpenCV."""

    def __init__(self, capture: "cv2.VideoCapture") -> None:
        self._capture = capture
        self._sequence = 0
        self._last_change = time.monotonic()
        self._checksum = -1
        self._size: tuple[int, int] | None = None

    def read(self) -> Frame | CameraFault:
        """The next frame; blocks for at most `READ_MS`."""
        began = time.monotonic()
        ok, image = self._capture.read()
        now = time.monotonic()
        if not ok or image is None:
            stalled = now - began >= 0.9 * READ_MS / 1000
            return CameraFault("stalled" if stalled else "gone", temporary=True)
        picture = np.asarray(image, dtype=np.uint8)
        size = (picture.shape[1], picture.shape[0])
        if self._size is not None and size != self._size:
            return CameraFault("size_changed", temporary=True, detail=f"{self._size} to {size}")
        self._size = size
        checksum = zlib.adler32(np.ascontiguousarray(picture[::8, ::8]).tobytes())
        if checksum != self._checksum:
            self._checksum, self._last_change = checksum, now
        elif now - self._last_change > FROZEN_S:
            return CameraFault("frozen", temporary=True)
        if float(picture[::16, ::16].mean()) < BLACK_LUMA:
            return CameraFault("black", temporary=True, detail="shutter closed or no light")
        self._sequence += 1
        return Frame(picture, now, self._sequence, checksum)

    def close(self) -> None:
        self._capture.release()


class ImagesSource:
    """A folder of pictures as a camera, over and over; for demo and training."""

    def __init__(self, files: list[Path], fps: int) -> None:
        self._files = files
        self._gap = 1.0 / fps
        self._sequence = 0

    def read(self) -> Frame | CameraFault:
        time.sleep(self._gap)
        image = cv2.imread(str(self._files[self._sequence % len(self._files)]))
        if image is None:
            return CameraFault("gone", temporary=False, detail="a file is no picture")
        self._sequence += 1
        picture = np.asarray(image, dtype=np.uint8)
        return Frame(picture, time.monotonic(), self._sequence, zlib.adler32(picture[::8, ::8].tobytes()))

    def close(self) -> None:
        """Nothing is held open."""


def open_source(spec: str, width: int, height: int, fps: int) -> CameraSource | CameraFault:
    """Opens `v4l2:/dev/...`, `mjpeg:http://...`, `file:PATH`, `images:DIR` or `auto` (the first capture device).

    The size that a V4L2 device really gives is read back by whoever looks at a frame: an unsupported size is
    changed silently.
    """
    kind, _, rest = spec.partition(":")
    if kind == "auto":
        devices = sorted(Path("/dev").glob("video*"))
        if not devices:
            return CameraFault("absent", temporary=True, detail="no /dev/video*")
        faults = [open_source(f"v4l2:{device}", width, height, fps) for device in devices[:4]]
        return next((one for one in faults if not isinstance(one, CameraFault)), faults[0])
    if kind == "images":
        files = sorted(path for path in Path(rest).glob("*") if path.suffix.lower() in (".jpg", ".png"))
        return (
            ImagesSource(files, fps)
            if files
            else CameraFault("absent", temporary=False, detail="no pictures")
        )
    if kind == "v4l2":
        return _open_v4l2(rest, width, height, fps)
    if kind in ("mjpeg", "file"):
        return _open_stream(rest)
    return CameraFault("absent", temporary=False, detail="no camera in the settings")


def _open_v4l2(path: str, width: int, height: int, fps: int) -> CameraSource | CameraFault:
    if not Path(path).exists():
        return CameraFault("absent", temporary=True, detail=path)
    capture = cv2.VideoCapture(path, cv2.CAP_V4L2)
    if not capture.isOpened():
        capture.release()
        return CameraFault("busy", temporary=True, detail=path)
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
    capture.set(cv2.CAP_PROP_FPS, fps)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return CaptureSource(capture)


def _open_stream(address: str) -> CameraSource | CameraFault:
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_MS]
    capture = cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)
    if not capture.isOpened():
        capture.release()
        return CameraFault("gone", temporary=True, detail="the stream does not open")
    return CaptureSource(capture)
