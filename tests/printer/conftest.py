"""A printer made of software at the end of a real line, and a spool that prints on it."""

import queue
import time
from collections.abc import Callable, Iterator
from typing import Literal

import pytest

from printer import profiles, samples
from printer.dialogue import Patience
from printer.receipt import Receipt
from printer.simulated import PaperSimulator
from printer.spool import JobFinished, PrintJob, Spool, SpoolEvent, StatusChanged

# Short, so that silence costs little; long enough for a busy machine with two cores.
IMPATIENT = Patience(query=0.4, write=1.0, confirm=1.5)


class Desk:
    """A simulator with its spool, and the events that came."""

    def __init__(self, simulator: PaperSimulator, poll_s: float = 0.1) -> None:
        self.simulator = simulator
        self.finished: queue.Queue[JobFinished] = queue.Queue()
        self.states: list[str] = []
        self.spool = Spool(simulator.uri, simulator.profile, self._hear, patience=IMPATIENT, poll_s=poll_s)

    def _hear(self, event: SpoolEvent) -> None:
        match event:
            case JobFinished():
                self.finished.put(event)
            case StatusChanged(status):
                self.states.append(status.state)

    def print(self, job_id: str, receipt: Receipt | None = None, *, reprint: bool = False) -> JobFinished:
        """Submit and wait for the end."""
        self.spool.submit(PrintJob(job_id, receipt or samples.counter(), reprint))
        finished = self.finished.get(timeout=30)
        assert finished.job_id == job_id
        return finished

    def until(self, state: str) -> None:
        """Wait until the spool has noticed."""
        self.wait(lambda: self.spool.status().state == state)

    @staticmethod
    def wait(condition: Callable[[], bool]) -> None:
        """Wait until it holds."""
        deadline = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < deadline, "it never happened"
            time.sleep(0.01)


@pytest.fixture(params=["pty", "tcp"])
def simulator(request: pytest.FixtureRequest) -> Iterator[PaperSimulator]:
    line: Literal["pty", "tcp"] = request.param
    with PaperSimulator(profiles.load(80), line) as simulated:
        yield simulated


@pytest.fixture
def desk_at() -> Iterator[Callable[[PaperSimulator], Desk]]:
    """Makes desks and stops them."""
    desks: list[Desk] = []

    def make(simulator: PaperSimulator) -> Desk:
        desks.append(Desk(simulator))
        desks[-1].spool.start()
        return desks[-1]

    yield make
    for desk in desks:
        assert desk.spool.stop(15), "the owner thread must end"


@pytest.fixture
def desk(simulator: PaperSimulator) -> Iterator[Desk]:
    desk = Desk(simulator)
    desk.spool.start()
    yield desk
    assert desk.spool.stop(15), "the owner thread must end"
