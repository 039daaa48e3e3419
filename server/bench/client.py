"""A load generator: many kept-alive connections, each sends its next request when the last is answered."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """`per_s` over the whole run; latencies in milliseconds."""

    requests: int
    failed: int
    per_s: float
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Checked:
    """A request whose answer is looked at: `right` gets the status and the body."""

    data: bytes
    right: Callable[[int, bytes], bool]


def request(method: str, path: str, token: str, body: bytes = b"") -> bytes:
    """The bytes of one request."""
    head = f"{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


def drive(
    port: int, requests: Iterator[bytes | Checked], connections: int, most: int, seconds: float
) -> Measured:
    """Sends until the requests, `most` of them, or the time are used up."""
    return asyncio.run(_drive(port, requests, connections, most, seconds))


async def _drive(
    port: int, requests: Iterator[bytes | Checked], connections: int, most: int, seconds: float
) -> Measured:
    loop = asyncio.get_running_loop()
    run = _Run(requests, most, time.perf_counter() + seconds)
    lines = []
    for _ in range(connections):
        _, line = await loop.create_connection(lambda: _Line(run, loop.create_future()), "127.0.0.1", port)
        lines.append(line)
    began = time.perf_counter()
    for line in lines:
        line.send_next()
    await asyncio.gather(*(line.finished for line in lines))
    took = time.perf_counter() - began
    times = sorted(run.times)
    if not times:
        raise RuntimeError("no request was answered")
    return Measured(
        requests=len(times),
        failed=run.failed,
        per_s=round(len(times) / took, 1),
        p50_ms=round(1000 * times[len(times) // 2], 2),
        p99_ms=round(1000 * times[min(len(times) - 1, int(len(times) * 0.99))], 2),
    )


class _Run:
    def __init__(self, requests: Iterator[bytes | Checked], most: int, until: float) -> None:
        self.requests = requests
        self.left = most
        self.until = until
        self.times: list[float] = []
        self.failed = 0

    def next(self) -> bytes | Checked | None:
        if self.left <= 0 or time.perf_counter() > self.until:
            return None
        self.left -= 1
        return next(self.requests, None)


class _Line(asyncio.Protocol):
    """One connection; reads just enough of HTTP to know where an answer ends."""

    def __init__(self, run: _Run, finished: "asyncio.Future[None]") -> None:
        self._run = run
        self.finished = finished
        self._buffer = b""
        self._sent = 0.0
        self._check: Callable[[int, bytes], bool] = _succeeded
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def send_next(self) -> None:
        assert self._transport is not None
        wanted = self._run.next()
        if wanted is None:
            self._transport.close()
            return
        self._check = wanted.right if isinstance(wanted, Checked) else _succeeded
        self._sent = time.perf_counter()
        self._transport.write(wanted.data if isinstance(wanted, Checked) else wanted)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._buffer[:end].lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self._buffer) < end + 4 + length:
            return
        self._run.times.append(time.perf_counter() - self._sent)
        body = self._buffer[end + 4 : end + 4 + length]
        if not self._check(int(head[9:12]), body):
            self._run.failed += 1
        self._buffer = b""
        self.send_next()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.finished.done():
            self.finished.set_result(None)


def _succeeded(status: int, _body: bytes) -> bool:
    return 200 <= status < 300
