"""One open camera: OpenCV below, named faults above."""

import os
import time
from pathlib import Path
from typing import Protocol

# All three are read by OpenCV when its first capture opens. A stalled V4L2 device must not block for ten seconds;
# a stream shows its newest frame, not what piled up while it was probed; libav's own words are no log of ours.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")
os.environ.setdefault(
    "OPENCV_FFMPEG_CAPTURE_OPTIONS", "fflags;nobuffer|analyzeduration;200000|probesize;500000"
)
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

import cv2
import numpy as np

from hardware.camera import v4l2
from hardware.camera.status import CameraFault, Format, Frame, Image
from hardware.camera.watchdog import Watchdog, glance

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # its faults come back as ours
OPEN_MS, READ_MS = 3000, 2000
PICTURES = (".jpg", ".jpeg", ".png")


class CameraSource(Protocol):
    @property
    def format(self) -> Format: ...

    @property
    def stuck_at(self) -> int | None: ...

    def read(self) -> Frame | CameraFault: ...

    def close(self) -> None: ...


class CaptureSource:
    """A V4L2 device, an MJPEG address or a video file through OpenCV."""

    def __init__(
        self,
        capture: "cv2.VideoCapture",
        stuck_at: int | None,
        *,
        node: Path | None = None,
        jpeg: bool = False,
    ) -> None:
        """Args:
        capture: Opened.
        stuck_at: As in `open_source`.
        node: The device file of a V4L2 device.
        jpeg: Whether to take the pictures as they come, encoded: left to itself the driver scales a stream
            whose size changed to its old size and repeats the last picture for one that it cannot decode.
        """
        self._capture = capture
        self._node = node
        self._jpeg = jpeg and bool(capture.set(cv2.CAP_PROP_FORMAT, -1))
        self._sequence = 0
        self._watchdog = Watchdog(stuck_at)
        code = int(capture.get(cv2.CAP_PROP_FOURCC))
        self._format = Format(
            int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
            int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
            float(capture.get(cv2.CAP_PROP_FPS)),
            "".join(chr(code >> shift & 0xFF) for shift in (0, 8, 16, 24)).strip("\0 "),
        )

    @property
    def format(self) -> Format:
        """As the driver gives it: it changes a size that it does not support without a word."""
        return self._format

    @property
    def stuck_at(self) -> int | None:
        """The checksum of a frozen picture, for whoever opens the camera again."""
        return self._watchdog.stuck_at

    def read(self) -> Frame | CameraFault:
        """The next frame; blocks for at most `READ_MS`."""
        began = time.monotonic()
        picture = self._take(began + READ_MS / 1000)
        now = time.monotonic()
        if picture is None:
            if self._node is not None and not self._node.exists():
                return CameraFault("gone", temporary=True)
            stalled = now - began >= 0.9 * READ_MS / 1000
            return CameraFault("stalled" if stalled else "gone", temporary=True)
        seen = glance(picture)
        fault = self._watchdog.judge(seen, now)
        if fault is not None:
            if fault.kind == "black" and self._node is not None and v4l2.get_control(self._node, "privacy"):
                return CameraFault("black", temporary=True, detail="the privacy shutter is closed")
            return fault
        self._sequence += 1
        return Frame(picture, now, self._sequence, seen.checksum)

    def _take(self, deadline: float) -> Image | None:
        """The next picture that can be decoded; None when the stream ends or none comes before the deadline."""
        while True:
            ok, data = self._capture.read()
            if not ok or data is None:
                return None
            image = cv2.imdecode(data, cv2.IMREAD_COLOR) if self._jpeg else data
            if image is not None:
                return np.asarray(image, dtype=np.uint8)
            if time.monotonic() > deadline:
                return None

    def close(self) -> None:
        self._capture.release()


class ImagesSource:
    """A folder of pictures as a camera, over and over; for demo and training."""

    def __init__(self, files: list[Path], size: Format) -> None:
        self._files = files
        self._format = size
        self._sequence = 0
        self._next = time.monotonic()

    @property
    def format(self) -> Format:
        return self._format

    @property
    def stuck_at(self) -> int | None:
        """Pictures of a folder may stand still."""
        return None

    def read(self) -> Frame | CameraFault:
        self._next = max(self._next + 1.0 / self._format.fps, time.monotonic())
        time.sleep(max(0.0, self._next - time.monotonic()))
        image = cv2.imread(str(self._files[self._sequence % len(self._files)]))
        if image is None:
            return CameraFault("gone", temporary=False, detail="a file is no picture")
        self._sequence += 1
        picture = np.asarray(image, dtype=np.uint8)
        return Frame(picture, time.monotonic(), self._sequence, glance(picture).checksum)

    def close(self) -> None:
        """Nothing is held open."""


def open_source(
    spec: str, width: int, height: int, fps: int, *, stuck_at: int | None = None
) -> CameraSource | CameraFault:
    """Opens a camera; blocks for at most `OPEN_MS`.

    Args:
        spec: `v4l2:/dev/...`, `mjpeg:http://...`, `file:PATH`, `images:DIR` or `auto` (the first device that
            gives pictures).
        width: asked for, in pixels; what is given stands in the source's `format`.
        height: as `width`.
        fps: asked for, frames a second.
        stuck_at: the checksum of the picture at which this camera was frozen before.
    """
    kind, _, rest = spec.partition(":")
    match kind:
        case "auto":
            devices = v4l2.capture_devices()
            if not devices:
                return CameraFault("absent", temporary=True, detail="no device gives pictures")
            return _open_v4l2(devices[0], width, height, fps, stuck_at)
        case "v4l2":
            return _open_v4l2(Path(rest), width, height, fps, stuck_at)
        case "file" if not Path(rest).exists():
            return CameraFault("absent", temporary=True, detail=rest)
        case "mjpeg" | "file":
            return _open_stream(rest, stuck_at, jpeg=kind == "mjpeg")
        case "images":
            return _open_images(Path(rest), fps)
    return CameraFault("absent", temporary=False, detail="no camera in the settings")


def _open_v4l2(
    node: Path, width: int, height: int, fps: int, stuck_at: int | None
) -> CameraSource | CameraFault:
    if not node.exists():
        return CameraFault("absent", temporary=True, detail=str(node))
    found = v4l2.capability(node)
    if found is None or not found.captures:
        readable = os.access(node, os.R_OK | os.W_OK)
        words = "gives no pictures" if readable else "this user has no right to open it"
        return CameraFault("absent", temporary=False, detail=f"{node}: {words}")
    capture = cv2.VideoCapture(str(node), cv2.CAP_V4L2)
    if not capture.isOpened():
        capture.release()
        return CameraFault("busy", temporary=True, detail=str(node))
    # The order matters: the pixel format first, or the size is negotiated for the old one.
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
    capture.set(cv2.CAP_PROP_FPS, fps)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return CaptureSource(capture, stuck_at, node=node)


def _open_stream(address: str, stuck_at: int | None, *, jpeg: bool) -> CameraSource | CameraFault:
    began = time.monotonic()
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_MS]
    capture = cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)
    if not capture.isOpened():
        capture.release()
        silent = time.monotonic() - began >= 0.9 * READ_MS / 1000
        return CameraFault("stalled" if silent else "gone", temporary=True, detail="the stream does not open")
    return CaptureSource(capture, stuck_at, jpeg=jpeg)


def _open_images(folder: Path, fps: int) -> CameraSource | CameraFault:
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in PICTURES)
    if not files:
        return CameraFault("absent", temporary=False, detail=f"{folder}: no pictures")
    first = cv2.imread(str(files[0]))
    if first is None:
        return CameraFault("gone", temporary=False, detail=f"{files[0].name} is no picture")
    return ImagesSource(files, Format(first.shape[1], first.shape[0], fps, files[0].suffix[1:].upper()))
