"""One way to talk with whatever printer an address names."""

from typing import Protocol
from urllib.parse import urlsplit

from printer.connection import BadUriError, check_uri, open_connection
from printer.cups import CupsQueue, CupsTalk
from printer.dialogue import Dialogue, Patience, Result
from printer.profiles import Profile
from printer.status import PrinterStatus


class Talk(Protocol):
    """An open conversation with one printer."""

    def status(self) -> PrinterStatus:
        """Ask. Raises `Gone`."""

    def print_job(self, data: bytes, seconds: float) -> Result:
        """Print bytes that take `seconds` on paper; raises nothing."""

    def close(self) -> None:
        """Let the printer go."""


def open_talk(uri: str, profile: Profile, patience: Patience) -> Talk:
    """Open the line to a printer: the addresses of `open_connection`, and cups://[HOST:PORT/]QUEUE.

    Raises:
        BadUriError, Gone
    """
    queue = _queue(uri)
    if queue is not None:
        return CupsTalk(queue, patience)
    return Dialogue(open_connection(uri), patience, profile.confirms)


def check_address(uri: str) -> None:
    """Check an address without opening it.

    Raises:
        BadUriError
    """
    if _queue(uri) is None:
        check_uri(uri)


def _queue(uri: str) -> CupsQueue | None:
    parts = urlsplit(uri)
    if parts.scheme != "cups":
        return None
    path = parts.path.strip("/")
    if not parts.netloc or "/" in path:
        raise BadUriError(f"not a printer address: {uri!r}; expected cups://QUEUE or cups://HOST:PORT/QUEUE")
    return CupsQueue(path, parts.netloc) if path else CupsQueue(parts.netloc)
