"""Waiting for what a device's thread does, and proof that nothing of it stays behind."""

import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture(scope="session")
def wait() -> Wait:
    """Waits until a condition holds; the limit is only there to end a test that fails."""
    return wait_until


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def open_files() -> set[str]:
    """Open descriptors with what they stand for."""
    found = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            found.add(f"{number} {os.readlink(f'/proc/self/fd/{number}')}")
        except FileNotFoundError:
            continue  # the descriptor of this very listing
    return found


@pytest.fixture
def nothing_left() -> Iterator[None]:
    """After the test no thread and no descriptor is there that was not there before."""
    threads, files = set(threading.enumerate()), open_files()
    yield
    wait_until(lambda: set(threading.enumerate()) <= threads)
    wait_until(lambda: open_files() <= files)
