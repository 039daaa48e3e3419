"""A simulated camera: MJPEG over loopback HTTP, so that the real driver decodes real bytes."""

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import numpy as np
from numpy.typing import NDArray

FrameSource = Callable[[float], NDArray[np.uint8]]
BOUNDARY = b"--frame\r\n"
QUALITY = 85


class MjpegCamera:
    """Serves what `frame_source(seconds)` gives; frames are made only while somebody looks."""

    def __init__(self, frame_source: FrameSource, fps: int = 15) -> None:
        self._source = frame_source
        self._gap = 1.0 / fps
        self._gone = False
        self._stalled = False
        self._black = False
        self._frozen: bytes | None = None
        self._freeze = False
        self._render = threading.Lock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="mjpeg", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/camera.mjpg"

    def gone(self, away: bool) -> None:
        """Unplugged: connections end, new ones are refused."""
        self._gone = away

    def freeze(self, on: bool) -> None:
        """The same frame again and again, as from a stuck decoder."""
        self._freeze = on
        if not on:
            self._frozen = None

    def black(self, on: bool) -> None:
        """The shutter is closed."""
        self._black = on

    def stall(self, on: bool) -> None:
        """Connected, but no frame comes."""
        self._stalled = on

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5.0)

    def _jpeg(self) -> bytes:
        if self._freeze and self._frozen is not None:
            return self._frozen
        with self._render:
            image = self._source(time.monotonic())
        if self._black:
            image = np.zeros_like(image)
        ok, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        if not ok:
            raise RuntimeError("a frame could not be encoded")
        self._frozen = data.tobytes() if self._freeze else None
        return data.tobytes()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if camera._gone:
                    self.send_error(503)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                try:
                    while not (camera._gone or camera._closing.is_set()):
                        began = time.monotonic()
                        if not camera._stalled:
                            self._send(camera._jpeg())
                        camera._closing.wait(max(0.0, camera._gap - (time.monotonic() - began)))
                except (BrokenPipeError, ConnectionResetError):
                    return  # the driver let go

            def _send(self, jpeg: bytes) -> None:
                head = b"Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
                self.wfile.write(BOUNDARY + head + jpeg + b"\r\n")
                self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                """Requests of the own driver are nothing to write down."""

        return Handler
