"""Waiting for what must happen."""

import time
from collections.abc import Callable

PATIENCE_S = 20.0
"""Far above what anything here takes: a test never measures, it only must not hang."""


def until(condition: Callable[[], bool], what: str = "it") -> None:
    """Waits until the condition holds."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"{what} never happened"
        time.sleep(0.005)
