"""A simulated camera: MJPEG over loopback HTTP, so that the real driver decodes real bytes."""

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

import cv2
import numpy as np

from hardware.camera.status import Image

FrameSource = Callable[[float], Image]
FaultWord = Literal["gone", "freeze", "black", "stall"]
BOUNDARY = b"--frame\r\n"
QUALITY = 85


class MjpegCamera:
    """Serves what `frame_source(monotonic seconds)` gives; frames are made only while somebody looks."""

    def __init__(self, frame_source: FrameSource, fps: int = 15) -> None:
        self._source = frame_source
        self._gap = 1.0 / fps
        self._on: dict[FaultWord, bool] = dict.fromkeys(("gone", "freeze", "black", "stall"), False)
        self._frozen: bytes | None = None
        self._render = threading.Lock()
        self._closing = threading.Event()
        self._viewers: set[threading.Thread] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="mjpeg", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/camera.mjpg"

    @property
    def uri(self) -> str:
        """What the camera's owner opens."""
        return f"mjpeg:{self.url}"

    def gone(self, away: bool) -> None:
        """Unplugged: connections end, new ones are refused."""
        self._on["gone"] = away

    def freeze(self, on: bool) -> None:
        """The same frame again and again, as from a stuck decoder."""
        self._on["freeze"] = on
        if not on:
            self._frozen = None

    def black(self, on: bool) -> None:
        """The shutter is closed."""
        self._on["black"] = on

    def stall(self, on: bool) -> None:
        """Connected, but no frame comes."""
        self._on["stall"] = on

    def fault(self, word: FaultWord, on: bool) -> None:
        """Any of them, by its word."""
        {"gone": self.gone, "freeze": self.freeze, "black": self.black, "stall": self.stall}[word](on)

    def close(self) -> None:
        """Ends every connection and every thread."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5.0)
        for viewer in tuple(self._viewers):
            viewer.join(5.0)

    def _jpeg(self) -> bytes:
        if self._on["freeze"] and self._frozen is not None:
            return self._frozen
        with self._render:
            image = self._source(time.monotonic())
        if self._on["black"]:
            image = np.zeros_like(image)
        ok, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        if not ok:
            raise RuntimeError("a frame could not be encoded")
        self._frozen = data.tobytes() if self._on["freeze"] else None
        return data.tobytes()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5.0  # of one write: a reader that does not read never holds `close`

            def do_GET(self) -> None:
                if camera._on["gone"]:
                    self.send_error(503)
                    return
                camera._viewers.add(threading.current_thread())
                try:
                    self._stream()
                except (BrokenPipeError, ConnectionResetError, TimeoutError):
                    return  # the driver let go
                finally:
                    camera._viewers.discard(threading.current_thread())

            def _stream(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                while not (camera._on["gone"] or camera._closing.is_set()):
                    began = time.monotonic()
                    if not camera._on["stall"]:
                        self._send(camera._jpeg())
                    camera._closing.wait(max(0.0, camera._gap - (time.monotonic() - began)))

            def _send(self, jpeg: bytes) -> None:
                head = b"Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
                self.wfile.write(BOUNDARY + head + jpeg + b"\r\n")
                self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                """Requests of the own driver are nothing to write down."""

        return Handler


def moving_pattern(width: int = 640, height: int = 480) -> FrameSource:
    """A picture that never stands still: bars that wander, with the noise of a sensor. For tests and trials."""

    def draw(at: float) -> Image:
        across = (np.arange(width) + int(at * 120)) % 256
        base = np.repeat(across[None, :, None], height, axis=0).astype(np.int16)
        noise = np.random.default_rng(int(at * 1000)).integers(-6, 7, (height, width, 3), dtype=np.int16)
        return np.asarray(np.clip(base + noise + 20, 0, 255), dtype=np.uint8)

    return draw
