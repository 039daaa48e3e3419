"""A simulated UPS server on the loopback; it speaks as much of the protocol as the kiosk asks for."""

import socketserver
import threading
from dataclasses import dataclass
from typing import Literal

Fault = Literal["none", "stale", "mute", "garbage"]


@dataclass
class Supply:
    """What the simulated supply says."""

    status: str = "OL"
    charge: str = "100"
    runtime: str = "1800"
    fault: Fault = "none"


class SimulatedUps:
    """`supply` may be changed at any time."""

    def __init__(self, name: str = "kiosk", port: int = 0) -> None:
        self.supply = Supply()
        self._name = name
        self._closing = threading.Event()
        self._server = socketserver.ThreadingTCPServer(
            ("127.0.0.1", port), self._handler(), bind_and_activate=False
        )
        self._server.allow_reuse_address = True
        self._server.server_bind()
        self._server.server_activate()
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="nut", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def uri(self) -> str:
        return f"nut://127.0.0.1:{self.port}/{self._name}"

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5.0)

    def answer(self, line: str) -> bytes:
        """One request to one answer."""
        supply = self.supply
        if supply.fault == "mute":
            return b""
        if supply.fault == "garbage":
            return b'\xff\xfe VAR "unclosed\n'
        if supply.fault == "stale":
            return b"ERR DATA-STALE\n"
        values = {
            "ups.status": supply.status,
            "battery.charge": supply.charge,
            "battery.runtime": supply.runtime,
        }
        match line.split():
            case ["GET", "VAR", self._name, variable] if values.get(variable):
                return f'VAR {self._name} {variable} "{values[variable]}"\n'.encode()
            case ["GET", "VAR", self._name, _]:
                return b"ERR VAR-NOT-SUPPORTED\n"
            case ["GET", "VAR", _, _]:
                return b"ERR UNKNOWN-UPS\n"
        return b"ERR UNKNOWN-COMMAND\n"

    def _handler(self) -> type[socketserver.StreamRequestHandler]:
        simulated = self

        class Handler(socketserver.StreamRequestHandler):
            timeout = 0.1

            def handle(self) -> None:
                held = b""
                while not simulated._closing.is_set():
                    try:
                        data = self.connection.recv(1024)
                    except TimeoutError:
                        continue
                    except OSError:
                        return
                    if not data:
                        return
                    *lines, held = (held + data).split(b"\n")
                    for line in lines:
                        self.wfile.write(simulated.answer(line.decode("utf-8", "replace")))

        return Handler
