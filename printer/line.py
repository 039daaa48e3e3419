"""What every line to a printer has in common: its calls, and the two ways in which it fails.

Every call ends: reading and writing have a deadline of their own, opening has one where it can block.
A device that is not there raises `Gone`, one that takes no bytes raises `Stalled`.
"""

from abc import ABC, abstractmethod


class LineError(Exception):
    """The line does not do what it should; the message is for the technician."""


class Gone(LineError):  # noqa: N818  the state's own word
    """The device is not there, or not any more."""


class Stalled(LineError):  # noqa: N818  a state as well
    """The device is there and takes no more bytes.

    Attributes:
        sent: how many bytes it did take.
    """

    def __init__(self, message: str, sent: int) -> None:
        super().__init__(message)
        self.sent = sent


class Connection(ABC):
    """An open line to one printer, used by its owner alone."""

    def __init__(self, uri: str) -> None:
        self.uri = uri

    @abstractmethod
    def write(self, data: bytes, seconds: float) -> None:
        """Send all of `data` within `seconds`.

        Raises:
            Gone, Stalled
        """

    @abstractmethod
    def read(self, seconds: float) -> bytes:
        """Give what has arrived, waiting at most `seconds` for the first byte; b"" when silent.

        Raises:
            Gone
        """

    @abstractmethod
    def close(self) -> None:
        """Let the device go. Never blocks, never raises."""


def one_line(error: Exception) -> str:
    """The library's message without its line breaks."""
    return " ".join(str(error).split())
