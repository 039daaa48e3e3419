"""The scanner's owner: one thread, one line, found again when it comes back."""

import time
from collections.abc import Callable

from hardware.owner import Lost, Owner
from hardware.scanner.line import Line, open_line
from hardware.scanner.status import LineFault, Scanned, ScannerEvent, ScannerStatus, Word
from hardware.scanner.wire import Framer

__all__ = ["Scanned", "Scanner", "ScannerEvent", "ScannerStatus"]


class Scanner(Owner[Word]):
    """Owns the scanner at `serial:/dev/...?baud=9600` or `evdev:/dev/...`.

    `on_event` is called in its thread and must not block. What was scanned is kept nowhere.
    """

    def __init__(self, uri: str, on_event: Callable[[ScannerEvent], None]) -> None:
        super().__init__("scanner", "starting", "unknown", lambda word: on_event(ScannerStatus(word)))
        self._uri = uri
        self._on_event = on_event
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """How many codes were spoilt since the start, for a technician."""
        return self._dropped

    def serve(self) -> Lost[Word]:
        line = open_line(self._uri)
        if isinstance(line, LineFault):
            return Lost(line.word, line.temporary)
        try:
            self.alive("ready")
            self._listen(line)
        except OSError:  # pyserial's own exception is one
            return Lost("gone")
        finally:
            line.close()
        return Lost("gone")

    def _listen(self, line: Line) -> None:
        framer, dropped = Framer(line.shape), self._dropped
        while self.turn():
            for code in framer.feed(line.read(), time.monotonic()):
                self._on_event(Scanned(code))
            self._dropped = dropped + framer.dropped
