"""What every device's owner is: one thread, one word about the device, opened again when it went away."""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

FIRST_RETRY_S, LAST_RETRY_S = 0.1, 0.5
"""The cap keeps a device that comes back usable within two seconds."""
PERMANENT_RETRY_S = 30.0
"""Nothing will change by itself (no right to open it, no such thing): look again, but seldom."""
QUIET_S = 10.0
"""No owner's loop takes longer for one turn; past this nobody knows the device's state."""

W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class Lost(Generic[W]):
    """Why the owner let the device go. A temporary fault is tried again at once, a permanent one seldom."""

    word: W
    temporary: bool = True


class Backoff:
    """Waits that double up to a cap."""

    def __init__(self, first: float = FIRST_RETRY_S, last: float = LAST_RETRY_S) -> None:
        self._first, self._last = first, last
        self._next = first

    def take(self) -> float:
        """Seconds to wait before the next try."""
        now, self._next = self._next, min(2 * self._next, self._last)
        return now

    def reset(self) -> None:
        self._next = self._first


class Owner(ABC, Generic[W]):
    """One device's thread. A subclass says in `serve` how it is opened, used and let go."""

    def __init__(
        self, name: str, starting: W, unknown: W, on_word: Callable[[W], None] | None = None
    ) -> None:
        self._word = starting
        self._unknown = unknown
        self._on_word = on_word
        self._backoff = Backoff()
        self._beat = time.monotonic()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def serve(self) -> Lost[W]:
        """Opens the device, serves until it is lost or `stopping`, lets it go in every case.

        Calls `turn` at least every few seconds and `alive` when the device works.
        """

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Whether the thread has ended within `timeout` seconds."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def status(self) -> W:
        """The word about the device; unknown while the thread is stuck in a driver."""
        return self._unknown if time.monotonic() - self._beat > QUIET_S else self._word

    @property
    def beat(self) -> float:
        """Monotonic seconds of the last turn of the loop, for a watchdog."""
        return self._beat

    def turn(self) -> bool:
        """One turn of the loop: beats; whether to go on."""
        self._beat = time.monotonic()
        return not self._stopping.is_set()

    def alive(self, word: W) -> None:
        """The device works: the next fault is tried again at once."""
        self._backoff.reset()
        self.say(word)

    def say(self, word: W) -> None:
        """Tells a new word once."""
        if word != self._word:
            self._word = word
            if self._on_word is not None:
                self._on_word(word)

    def _run(self) -> None:
        while self.turn():
            lost = self.serve()
            if self._stopping.is_set():
                return
            self.say(lost.word)
            self._rest(self._backoff.take() if lost.temporary else PERMANENT_RETRY_S)

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self.turn() and (left := until - time.monotonic()) > 0:
            self._stopping.wait(min(left, 1.0))
