"""The printer's owner: one thread, one inbox, one open line. Nobody else opens the printer.

A job has an id that stays the same across retries. A receipt that was printed is not printed again under the
same id; it is only reported again. A further original never leaves the printer: whoever wants one more
(`reprint`), or retries a job whose whole receipt may lie in the tray already, gets a marked copy with the
same numbers.
"""

import dataclasses
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from printer import layout, wire
from printer.connection import Gone
from printer.dialogue import Outcome, Patience, Result
from printer.elements import Element, Picture
from printer.profiles import Profile
from printer.receipt import Receipt, TestPage
from printer.status import PrinterStatus
from printer.talk import Talk, check_address, open_talk

_log = logging.getLogger(__name__)
# Replugged, the printer is back within two seconds.
_FIRST_RETRY_S, _LAST_RETRY_S = 0.2, 1.5
_REMEMBERED_JOBS = 1000


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What to print under one id.

    Attributes:
        id: the same for every retry; unique among jobs.
        payload: a receipt or test page, or elements that were laid out already.
        reprint: print once more although it was printed; a receipt's copy number goes up.
    """

    id: str
    payload: Receipt | TestPage | tuple[Element, ...] = field(repr=False)
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class JobFinished:
    """Every submitted job ends with exactly one of these.

    Attributes:
        outcome: "printed_unconfirmed" when the bytes went out and the printer says nothing.
        copy: the copy number on the paper, 0 for an original.
        length_mm: paper used, 0 where nothing was printed.
    """

    job_id: str
    outcome: Outcome
    detail: str = ""
    copy: int = 0
    length_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """The printer says something else than before."""

    status: PrinterStatus


SpoolEvent = JobFinished | StatusChanged


@dataclass(slots=True)
class _Memory:
    """What is known about one id."""

    printed: JobFinished | None = None
    copies: int = 0
    maybe_complete: bool = False


class Spool:
    """Owns the printer at `uri`; `on_event` is called in its thread and must not block."""

    def __init__(
        self,
        uri: str,
        profile: Profile,
        on_event: Callable[[SpoolEvent], None],
        *,
        patience: Patience | None = None,
        poll_s: float = 2.0,
        logo: Picture | None = None,
    ) -> None:
        """Args:
        patience: how long to wait for answers.
        poll_s: seconds between two looks at an idle printer.
        logo: stands on every receipt.

        Raises:
            BadUriError
        """
        check_address(uri)
        self._uri = uri
        self._profile = profile
        self._on_event = on_event
        self._patience = patience or Patience()
        self._poll_s = poll_s
        self._logo = logo
        self._inbox: queue.Queue[PrintJob | None] = queue.Queue()
        self._status = PrinterStatus("unknown", "not asked yet")
        self._talk: Talk | None = None
        self._retry_s = _FIRST_RETRY_S
        self._next_look = 0.0
        self._memory: dict[str, _Memory] = {}
        self._beat = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        """Start the owner thread."""
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> bool:
        """Finish the job at hand, report the waiting ones as failed, let the printer go.

        Returns:
            whether the thread has ended within `timeout` seconds.
        """
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def submit(self, job: PrintJob) -> None:
        """Hand a job over; its end arrives as one `JobFinished`. From any thread."""
        self._inbox.put(job)

    def status(self) -> PrinterStatus:
        """The newest status known, without asking the printer. From any thread."""
        return self._status

    @property
    def beat(self) -> float:
        """When the owner was last alive, `time.monotonic()`; for the watchdog."""
        return self._beat

    def _run(self) -> None:
        while True:
            self._beat = time.monotonic()
            try:
                job = self._inbox.get(timeout=max(0.0, self._next_look - time.monotonic()))
            except queue.Empty:
                self._look()
                continue
            if job is None:
                break
            self._on_event(self._do(job))
        while not self._inbox.empty():
            waiting = self._inbox.get()
            if waiting is not None:
                self._on_event(JobFinished(waiting.id, "failed", "the printer was closed"))
        self._let_go()

    # Status

    def _look(self) -> None:
        """An idle moment: ask for the status, or try to find a printer that is gone."""
        try:
            self._note(self._open().status())
        except Gone as gone:
            self._note_gone(str(gone))
            self._next_look = time.monotonic() + self._retry_s
            self._retry_s = min(2 * self._retry_s, _LAST_RETRY_S)
            return
        self._next_look = time.monotonic() + self._poll_s

    def _note(self, status: PrinterStatus) -> None:
        changed = status != self._status
        self._status = status
        if changed:
            _log.info("printer %s: %s", status.state, status.detail)
            self._on_event(StatusChanged(status))

    def _note_gone(self, why: str) -> None:
        self._let_go()
        self._note(PrinterStatus("gone", why))

    def _open(self) -> Talk:
        """The open conversation; begun first where it is not.

        Raises:
            Gone
        """
        if self._talk is None:
            self._talk = open_talk(self._uri, self._profile, self._patience)
            self._retry_s = _FIRST_RETRY_S
        return self._talk

    def _let_go(self) -> None:
        if self._talk is not None:
            self._talk.close()
            self._talk = None

    # Jobs

    def _do(self, job: PrintJob) -> JobFinished:
        memory = self._memory.setdefault(job.id, _Memory())
        if memory.printed is not None and not job.reprint:
            return memory.printed
        payload, copy = self._marked(job, memory)
        elements = self._laid_out(payload)
        length_mm = layout.length_mm(elements, self._profile)
        result = self._attempt(wire.encode(elements, self._profile), length_mm / self._profile.mm_per_s)
        memory.maybe_complete = memory.maybe_complete or result.maybe_complete
        printed = result.outcome in ("printed", "printed_unconfirmed")
        finished = JobFinished(
            job.id, result.outcome, result.detail, copy, round(length_mm, 1) if printed else 0.0
        )
        if printed:
            memory.printed = finished
        if printed or result.maybe_complete:
            memory.copies = max(memory.copies, copy)
        self._forget_oldest()
        return finished

    def _laid_out(self, payload: Receipt | TestPage | tuple[Element, ...]) -> tuple[Element, ...]:
        if isinstance(payload, tuple):
            return payload
        return layout.compose(payload, self._profile, self._logo)

    def _marked(self, job: PrintJob, memory: _Memory) -> tuple[Receipt | TestPage | tuple[Element, ...], int]:
        """The payload with its copy number: above every copy that this id has had."""
        if not isinstance(job.payload, Receipt):
            return job.payload, 0
        copy = job.payload.copy
        if memory.printed is not None or memory.maybe_complete:
            copy = max(copy, memory.copies + 1)
        elif job.reprint:  # printed before a restart, so not known here
            copy = max(copy, 1)
        return dataclasses.replace(job.payload, copy=copy), copy

    def _attempt(self, data: bytes, seconds: float) -> Result:
        try:
            talk = self._open()
        except Gone as gone:
            result = Result("gone", str(gone), PrinterStatus("gone", str(gone)))
        else:
            result = talk.print_job(data, seconds)
        if result.outcome == "gone":
            self._note_gone(result.detail)
            self._next_look = time.monotonic() + self._retry_s
        else:
            self._note(result.status)
            self._next_look = time.monotonic() + self._poll_s
        return result

    def _forget_oldest(self) -> None:
        while len(self._memory) > _REMEMBERED_JOBS:
            del self._memory[next(iter(self._memory))]
