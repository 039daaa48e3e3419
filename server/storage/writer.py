"""Group commit: what waits is written in one transaction, committed once, then everybody is answered.

An answer therefore always means "on the disk". This one is for PostgreSQL: a few lanes work side by side, each a
thread with a connection, and writes of one visit always take the same lane. SQLite has `loop_writer`.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine

I = TypeVar("I")  # noqa: E741 - item
R = TypeVar("R")

Work = Callable[[Connection, Sequence[I]], Sequence[R]]
"""Writes all items and gives one result an item, in order. It has no other effect than on the database: after
a failure it runs again for each item alone."""

MAX_BATCH = 256
MAX_WAITING = 20_000

log = logging.getLogger(__name__)


class WriterFullError(Exception):
    """More writes wait than the disk takes in good time."""


@dataclass(slots=True, eq=False)
class _Waiting:
    work: Callable[[Connection, Sequence[Any]], Sequence[Any]]
    item: Any
    answer: "Future[Any] | asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop | None
    result: Any = None
    error: BaseException | None = None


class Writer:
    def __init__(self, engine: Engine, lanes: int = 1) -> None:
        self._lanes = [_Lane(engine, number) for number in range(lanes)]

    async def run(self, work: Work[I, R], item: I, lane: UUID | None = None) -> R:
        """Writes one item from the event loop.

        Raises:
            WriterFullError
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[R] = loop.create_future()
        self._lane(lane).put(_Waiting(work, item, answer, loop))
        return await answer

    def run_blocking(self, work: Work[I, R], item: I, lane: UUID | None = None) -> R:
        """Writes one item from a thread.

        Raises:
            WriterFullError
        """
        answer: Future[R] = Future()
        self._lane(lane).put(_Waiting(work, item, answer, None))
        return answer.result()

    def close(self) -> None:
        """Writes what waits, then ends the threads."""
        for lane in self._lanes:
            lane.close()

    def _lane(self, key: UUID | None) -> "_Lane":
        return self._lanes[(key.int if key else 0) % len(self._lanes)]


class _Lane:
    def __init__(self, engine: Engine, number: int) -> None:
        self._engine = engine
        self._inbox: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name=f"writer-{number}", daemon=True)
        self._thread.start()

    def put(self, one: _Waiting) -> None:
        if self._inbox.qsize() > MAX_WAITING:
            raise WriterFullError
        self._inbox.put(one)

    def close(self) -> None:
        self._inbox.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (first := self._inbox.get()) is not None:
            batch = [first]
            ending = False
            while len(batch) < MAX_BATCH:
                try:
                    more = self._inbox.get_nowait()
                except queue.Empty:
                    break
                if more is None:
                    ending = True
                    break
                batch.append(more)
            self._write(batch)
            _answer(batch)
            if ending:
                return

    def _write(self, batch: list[_Waiting]) -> None:
        try:
            self._commit(batch)
        except Exception as error:  # noqa: BLE001 - whatever it was, each caller shall hear of its own item alone
            if len(batch) == 1:
                batch[0].error = error
                return
            log.warning(
                "a batch of %d writes failed (%s); trying each alone", len(batch), type(error).__name__
            )
            for one in batch:
                self._write([one])

    def _commit(self, batch: list[_Waiting]) -> None:
        groups: dict[Any, list[_Waiting]] = {}
        for one in batch:
            groups.setdefault(one.work, []).append(one)
        with self._engine.begin() as connection:
            for work, members in groups.items():
                results = work(connection, [one.item for one in members])
                for one, result in zip(members, results, strict=True):
                    one.result = result


def _answer(batch: list[_Waiting]) -> None:
    loops: dict[asyncio.AbstractEventLoop, list[_Waiting]] = {}
    for one in batch:
        if one.loop is None:
            _settle([one])
        else:
            loops.setdefault(one.loop, []).append(one)
    for loop, members in loops.items():
        try:
            loop.call_soon_threadsafe(_settle, members)
        except RuntimeError:
            log.warning("%d writes are stored, but nobody waits for the answer any more", len(members))


def _settle(batch: list[_Waiting]) -> None:
    for one in batch:
        if one.answer.done():  # the client went away
            continue
        if one.error is not None:
            one.answer.set_exception(one.error)
        else:
            one.answer.set_result(one.result)


def each(function: Callable[[Connection, I], R]) -> Work[I, R]:
    """Work on a batch from work on one item, for what is not in a hurry."""

    def on_batch(connection: Connection, items: Sequence[I]) -> Sequence[R]:
        return [function(connection, item) for item in items]

    return on_batch
