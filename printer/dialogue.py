"""Talking with the printer: ask for its status, print one job and find out whether it came out."""

import time
from dataclasses import dataclass
from typing import Literal

from printer import wire
from printer.connection import Connection, Gone, Stalled
from printer.status import UNKNOWN, Block, Done, Framer, PrinterStatus, RealTime, read_status

Outcome = Literal["printed", "printed_unconfirmed", "paper_out", "cover_open", "offline", "gone", "failed"]
_SLICE = 256


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds.

    Attributes:
        query: for the answer to one status query.
        write: for the printer to take bytes while it takes none.
        confirm: past the time that printing should take, for the answer to GS r.
    """

    query: float = 0.5
    write: float = 3.0
    confirm: float = 4.0


@dataclass(frozen=True, slots=True)
class Result:
    """How one attempt ended.

    Attributes:
        maybe_complete: a whole receipt may lie in the tray, or come out later, all the same.
    """

    outcome: Outcome
    detail: str
    status: PrinterStatus
    maybe_complete: bool = False


class Dialogue:
    """One conversation over one open line; it remembers whether the printer answers GS r."""

    def __init__(self, connection: Connection, patience: Patience, confirms: bool) -> None:
        self._connection = connection
        self._patience = patience
        self._confirms = confirms
        self._framer = Framer()
        self._done = False
        self._cleared = False

    def status(self) -> PrinterStatus:
        """Ask all four status bytes; a printer that does not answer the first is not asked further.

        Raises:
            Gone
        """
        answers: list[int | None] = [None, None, None, None]
        try:
            for n in (1, 2, 3, 4):
                answers[n - 1] = self._ask(n)
                if answers[0] is None:
                    return UNKNOWN
        except Stalled as stalled:
            return PrinterStatus("offline", f"takes no bytes ({stalled})")
        return read_status(*answers)

    def print_job(self, data: bytes, seconds: float) -> Result:
        """Print `data`, which takes `seconds` on paper, and find out how it ended. Raises nothing."""
        sent = False
        try:
            before = self._ready()
            if not before.can_print:
                return Result(outcome_of(before), before.detail, before)
            confirms = self._confirms and before.state != "unknown" and self._answers_done()
            for start in range(0, len(data), _SLICE):
                self._connection.write(data[start : start + _SLICE], self._patience.write)
            sent = True
            return self._confirm(before, confirms, seconds)
        except Stalled as stalled:
            return self._interrupted(str(stalled))
        except Gone as gone:
            return Result("gone", str(gone), PrinterStatus("gone", str(gone)), maybe_complete=sent)

    def close(self) -> None:
        """Close the line."""
        self._connection.close()

    def _ready(self) -> PrinterStatus:
        before = self.status()
        if before.state in ("cutter_error", "error"):
            # A fault that a person has removed stays until it is acknowledged.
            self._connection.write(wire.RECOVER, self._patience.write)
            before = self.status()
        return before

    def _confirm(self, before: PrinterStatus, confirms: bool, seconds: float) -> Result:
        """After the last byte: wait for GS r where it is answered, look at the status in between."""
        if before.state == "unknown":
            after = self.status()
            if not after.can_print:
                return self._interrupted(after.detail, after)
            return Result("printed_unconfirmed", "the printer does not answer", after)
        self._done = False
        if confirms:
            self._connection.write(wire.ASK_DONE, self._patience.write)
        expected = time.monotonic() + seconds
        while True:
            if confirms and self._hears_done(self._patience.query / 2):
                return Result("printed", "", self.status())
            after = self.status()
            if not after.can_print:
                return self._interrupted(after.detail, after)
            late = time.monotonic() - expected
            if not confirms and late > 0:
                if after.state == "unknown":
                    return Result("printed_unconfirmed", "fell silent after the bytes", after)
                return Result("printed", "ready after the time that printing takes", after)
            if late > self._patience.confirm:
                return self._lost(after)

    def _lost(self, after: PrinterStatus) -> Result:
        """It used to answer and does not any more: the job was lost in a restart, or it is mute now."""
        if after.state == "unknown":
            return Result("printed_unconfirmed", "fell silent after the bytes", after)
        return Result("failed", "the printer lost the job", after, maybe_complete=not self._clears())

    def _interrupted(self, why: str, status: PrinterStatus | None = None) -> Result:
        """Stopped before the end: drop the rest, so that new paper does not bring half a receipt.

        A printer that does not say that it dropped the rest may print it after all.
        """
        try:
            after = status or self.status()
            dropped = self._clears()
        except Stalled:
            after, dropped = status or PrinterStatus("offline", why), False
        except Gone as gone:
            return Result("gone", str(gone), PrinterStatus("gone", str(gone)), maybe_complete=True)
        # The knife comes last: with it stuck, the whole receipt hangs out and may be torn off.
        whole = after.state == "cutter_error" or not dropped
        if after.can_print:
            return Result("failed", why, after, whole)
        return Result(outcome_of(after), after.detail or why, after, whole)

    def _clears(self) -> bool:
        self._collect(0)
        self._cleared = False
        self._connection.write(wire.CLEAR_BUFFER, self._patience.write)
        deadline = time.monotonic() + self._patience.query
        while not self._cleared and (left := deadline - time.monotonic()) > 0:
            self._collect(left)
        return self._cleared

    def _answers_done(self) -> bool:
        self._collect(0)
        self._done = False
        self._connection.write(wire.ASK_DONE, self._patience.write)
        heard = self._hears_done(self._patience.query)
        self._done = False
        return heard

    def _hears_done(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not self._done and (left := deadline - time.monotonic()) > 0:
            self._collect(left)
        return self._done

    def _ask(self, n: int) -> int | None:
        """The answer to DLE EOT n; None when there is none in time, however slowly bytes drip in."""
        self._collect(0)
        self._connection.write(wire.ask(n), self._patience.write)
        deadline = time.monotonic() + self._patience.query
        while (left := deadline - time.monotonic()) > 0:
            heard = self._collect(left)
            if heard:
                return heard[0]
        return None

    def _collect(self, seconds: float) -> list[int]:
        """Read once; note an answer to GS r, give the real-time status bytes."""
        answers = self._framer.feed(self._connection.read(seconds))
        self._done = self._done or any(isinstance(answer, Done) for answer in answers)
        self._cleared = self._cleared or Block(wire.CLEARED) in answers
        return [answer.byte for answer in answers if isinstance(answer, RealTime)]


def outcome_of(status: PrinterStatus) -> Outcome:
    """How a job ends on a printer that cannot print in this state."""
    match status.state:
        case "paper_out":
            return "paper_out"
        case "cover_open":
            return "cover_open"
        case "offline":
            return "offline"
        case "gone":
            return "gone"
        case _:
            return "failed"
