"""Printing through CUPS: A4 documents, and receipts where the printer is a raw queue.

Uses `lp` and `lpstat` of cups-client with the C locale and a time-out for each call.
"""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from typing import Final

from printer.dialogue import Patience, Result, outcome_of
from printer.status import PrinterStatus, State

_CALL_S: Final = 10.0
_POLL_S: Final = 0.2
# printer-state-reasons (RFC 8011, 5.4.12; PWG 5100.9), in the order in which they matter.
_REASONS: Final[tuple[tuple[str, State], ...]] = (
    ("cover-open", "cover_open"),
    ("door-open", "cover_open"),
    ("media-empty", "paper_out"),
    ("media-needed", "paper_out"),
    ("cutter", "cutter_error"),
    ("media-jam", "error"),
    ("marker-supply-empty", "error"),
    ("toner-empty", "error"),
    ("offline", "offline"),
    ("connecting-to-device", "offline"),
    ("timed-out", "offline"),
    ("paused", "offline"),
    ("stopped", "offline"),
    ("-error", "error"),
    ("media-low", "paper_near_end"),
)


@dataclass(frozen=True, slots=True)
class Submitted:
    """CUPS has taken the job; `job` is its name, such as A4-17."""

    job: str


@dataclass(frozen=True, slots=True)
class Refused:
    """CUPS has not taken the job."""

    why: str


class CupsQueue:
    """One queue of the local CUPS or of another server ("HOST:PORT")."""

    def __init__(self, name: str, server: str | None = None) -> None:
        self.name = name
        self._server = ["-h", server] if server else []

    def status(self) -> PrinterStatus:
        """What CUPS knows about the printer behind the queue."""
        answer = self._run("lpstat", "-l", "-p", self.name)
        if isinstance(answer, Refused):
            return PrinterStatus("gone", answer.why)
        return read_lpstat(answer)

    def submit(self, data: bytes, title: str, *, raw: bool = False) -> Submitted | Refused:
        """Hand a document over.

        Args:
            data: PDF, or what the printer itself understands where `raw`.
            title: shown in the queue; never a name or number of a person.
        """
        options = ["-o", "raw"] if raw else ["-o", "media=A4", "-o", "sides=one-sided"]
        answer = self._run("lp", "-d", self.name, "-t", title, *options, data=data)
        if isinstance(answer, Refused):
            return answer
        words = answer.split()  # request id is A4-17 (0 file(s))
        return Submitted(words[3]) if words[:3] == ["request", "id", "is"] else Refused(answer)

    def waits(self, job: str) -> bool | None:
        """Whether the job is still to be printed; None when CUPS does not say."""
        answer = self._run("lpstat", "-W", "not-completed", "-o", self.name)
        if isinstance(answer, Refused):
            return None
        return any(line.split()[:1] == [job] for line in answer.splitlines())

    def cancel(self, job: str) -> None:
        """Take a job back, so that it is not printed later."""
        self._run("cancel", job)

    def _run(self, command: str, *words: str, data: bytes | None = None) -> str | Refused:
        program = shutil.which(command)
        if program is None:
            return Refused("cups-client is not installed")
        try:
            done = subprocess.run(
                [program, *self._server, *words],
                input=data,
                stdin=subprocess.DEVNULL if data is None else None,
                capture_output=True,
                timeout=_CALL_S,
                env={**os.environ, "LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired:
            return Refused(f"{command} did not answer within {_CALL_S:g} s")
        if done.returncode != 0:
            return Refused(" ".join(done.stderr.decode(errors="replace").split()) or f"{command} failed")
        return done.stdout.decode(errors="replace")


def read_lpstat(text: str) -> PrinterStatus:
    """Name the state from what `lpstat -l -p QUEUE` prints in the C locale."""
    lines = [line.strip() for line in text.splitlines()]
    if not lines or not lines[0].startswith("printer "):
        return PrinterStatus("unknown", "lpstat says nothing about the printer")
    alerts = next((line.removeprefix("Alerts:").strip() for line in lines if line.startswith("Alerts:")), "")
    disabled = " disabled since " in lines[0]
    reason = lines[1] if disabled and len(lines) > 1 else ""
    for word, state in _REASONS:
        if word in alerts or (disabled and word in reason):
            return PrinterStatus(state, ", ".join(filter(None, (reason, alerts))))
    if disabled:
        return PrinterStatus("offline", reason)
    return PrinterStatus("ready")


class CupsTalk:
    """Receipts through a raw queue: nothing is asked of the printer, everything of CUPS."""

    def __init__(self, queue: CupsQueue, patience: Patience) -> None:
        self._queue = queue
        self._patience = patience

    def status(self) -> PrinterStatus:
        """What CUPS knows."""
        return self._queue.status()

    def print_job(self, data: bytes, seconds: float) -> Result:
        """Submit and wait until the job has left the queue; a job that does not is taken back."""
        before = self._queue.status()
        if not before.can_print:
            return Result(outcome_of(before), before.detail, before)
        submitted = self._queue.submit(data, "receipt", raw=True)
        if isinstance(submitted, Refused):
            return Result("failed", submitted.why, self._queue.status())
        deadline = time.monotonic() + seconds + self._patience.confirm
        while self._queue.waits(submitted.job) is not False:
            after = self._queue.status()
            if not after.can_print or time.monotonic() > deadline:
                self._queue.cancel(submitted.job)
                why = after.detail or "still in the queue"
                outcome = "failed" if after.can_print else outcome_of(after)
                return Result(outcome, why, after, maybe_complete=True)
            time.sleep(_POLL_S)
        after = self._queue.status()
        if not after.can_print:
            return Result(outcome_of(after), after.detail, after, maybe_complete=True)
        # CUPS has sent the bytes; whether they became ink only the printer knows.
        return Result("printed_unconfirmed", "CUPS has sent it", after)

    def close(self) -> None:
        """Nothing is held open between calls."""
