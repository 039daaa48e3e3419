"""Patience with other systems: a time-out for each call, and a break after several failures in a row."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from server.adapters.ports import Unavailable

R = TypeVar("R")


class Guard:
    """A circuit breaker with a time-out, one for each system.

    While it is open, callers hear "down" at once instead of waiting; after `rest` seconds one caller tries.
    """

    def __init__(
        self, seconds: float, failures: int, rest: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._limit = failures
        self._rest = rest
        self._clock = clock
        self._failed = 0
        self._closed_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are refused at present."""
        return self._failed >= self._limit and self._clock() < self._closed_until

    async def call(
        self, ask: Callable[[], Awaitable[R | Unavailable]], slow: Unavailable, down: Unavailable
    ) -> R | Unavailable:
        """One call; an `Unavailable` answer counts as a failure.

        Args:
            ask: Makes the call.
            slow: The answer when it takes too long.
            down: The answer while the breaker is open.
        """
        if self.is_open:
            return down
        if self._failed >= self._limit:
            self._closed_until = self._clock() + self._rest  # this caller tries, the others wait for it
        found: R | Unavailable
        try:
            async with asyncio.timeout(self._seconds):
                found = await ask()
        except TimeoutError:
            found = slow
        if isinstance(found, Unavailable):
            self._failed += 1
            self._closed_until = self._clock() + self._rest
        else:
            self._failed = 0
        return found
