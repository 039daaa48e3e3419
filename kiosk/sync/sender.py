"""The outbox sender: one thread, oldest first, until the server has everything.

What the server cannot take now is tried again after a growing, jittered wait; what it refuses for good becomes a
dead letter that a technician sees. Nothing is ever deleted unsent.
"""

import logging
import random
import threading
from collections.abc import Callable

from kiosk.store.records import Counts, Records
from kiosk.sync.client import Client, Rejected, Unreachable

log = logging.getLogger(__name__)
BATCH = 50
FIRST_WAIT_S = 1.0


class Sender:
    """`on_counts` and `on_reachable` are called in the sender's thread and must not block."""

    def __init__(
        self,
        records: Records,
        client: Client,
        *,
        push_seconds: float,
        longest_wait: float,
        on_counts: Callable[[Counts], None],
        on_reachable: Callable[[bool, str], None],
        on_refused: Callable[[str, int], None],
    ) -> None:
        self._records = records
        self._client = client
        self._push_seconds = push_seconds
        self._longest_wait = longest_wait
        self._on_counts = on_counts
        self._on_reachable = on_reachable
        self._on_refused = on_refused
        self._nudged = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def nudge(self) -> None:
        """Something is waiting, or the network is back: look now."""
        self._nudged.set()

    def stop(self, timeout: float = 15.0) -> bool:
        """Whether the thread has ended within `timeout` seconds."""
        self._stopping.set()
        self._nudged.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            outcome = push(self._records, self._client, self._on_refused, self._stopping)
            self._on_counts(self._records.counts())
            failures = failures + 1 if isinstance(outcome, Unreachable) else 0
            if isinstance(outcome, Unreachable):
                self._on_reachable(False, outcome.reason)
            elif outcome:
                self._on_reachable(True, "")
            wait = self._push_seconds
            if failures:
                wait = min(self._longest_wait, FIRST_WAIT_S * 2 ** min(failures - 1, 20))
                wait *= random.uniform(0.5, 1.0)  # noqa: S311 - jitter, not a secret
            self._nudged.wait(wait)
            self._nudged.clear()


def push(
    records: Records,
    client: Client,
    on_refused: Callable[[str, int], None],
    stopping: threading.Event | None = None,
) -> int | Unreachable:
    """Sends what waits, in order.

    Returns:
        How many items the server has answered, or why it could not be asked; the rest waits.
    """
    answered = 0
    while batch := records.waiting(BATCH):
        for waiting in batch:
            if stopping is not None and stopping.is_set():
                return answered
            item = waiting.item
            outcome = client.put(item.kind, item.id, item.body)
            if isinstance(outcome, Unreachable):
                records.mark_tried(waiting.sequence, outcome.reason)
                return outcome
            if isinstance(outcome, Rejected):
                if outcome.status in (
                    401,
                    403,
                ):  # this kiosk is not known (any more): mend that, lose nothing
                    records.mark_tried(waiting.sequence, f"status_{outcome.status}")
                    return Unreachable(f"status_{outcome.status}")
                records.mark_dead(waiting.sequence, f"{outcome.status} {outcome.kind}")
                on_refused(item.kind, outcome.status)
            else:
                records.mark_sent(waiting.sequence)
            answered += 1
    return answered
