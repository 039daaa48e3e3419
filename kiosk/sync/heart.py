"""The heartbeat: tells the centre that this kiosk lives, and notices when the centre does not."""

import logging
import threading
from collections.abc import Callable

from kiosk.sync.client import Client, Unreachable
from protocol.wire import Heartbeat

log = logging.getLogger(__name__)
AFTER_FAILURE_S = 3.0


class Heart:
    """`beat` makes the newest report; `on_reachable` is told after each try. Both run in the heart's thread."""

    def __init__(
        self,
        client: Client,
        beat: Callable[[], Heartbeat],
        every_seconds: float,
        on_reachable: Callable[[bool, str], None],
    ) -> None:
        self._client = client
        self._beat = beat
        self._every = every_seconds
        self._on_reachable = on_reachable
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 15.0) -> bool:
        """Whether the thread has ended within `timeout` seconds."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            answer = self._client.heartbeat(self._beat())
            if isinstance(answer, Unreachable):
                self._on_reachable(False, answer.reason)
            else:
                # A refusal is an answer, too: the centre is there, but does not know this kiosk (any more).
                self._on_reachable(answer is None, "" if answer is None else f"refused_{answer.status}")
            self._stopping.wait(self._every if answer is None else min(self._every, AFTER_FAILURE_S))
