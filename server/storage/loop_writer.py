"""Group commit for SQLite: statements on the event loop, the wait for the disk on a thread.

One thread that does both would fight the event loop for the interpreter's lock at every statement; measured, that
halves the throughput. A commit is C and disk alone, so beside it the loop parses the next requests.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import OperationalError

from server.storage.writer import MAX_BATCH, MAX_WAITING, I, R, Work, WriterFullError

LOCKED_PAUSE = 0.02
LOCKED_SECONDS = 30.0
"""Another process (the command line) may hold the file for so long."""

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Waiting:
    work: Callable[[Connection, Sequence[Any]], Sequence[Any]]
    item: Any
    answer: "asyncio.Future[Any]"
    alone: bool = False
    """Its batch failed; it is tried by itself."""
    result: Any = None


class LoopWriter:
    """`engine` must not wait for locks (`make_engine(..., patient=False)`): the event loop would wait with it."""

    def __init__(self, engine: Engine, blocking: Engine) -> None:
        self._engine = engine
        self._blocking = blocking
        self._connection: Connection | None = None
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._waiting: deque[_Waiting] = deque()
        self._task: asyncio.Task[None] | None = None

    async def run(self, work: Work[I, R], item: I, lane: UUID | None = None) -> R:
        """Writes one item; `lane` has no meaning here.

        Raises:
            WriterFullError
        """
        if len(self._waiting) > MAX_WAITING:
            raise WriterFullError
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(work, item, answer))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._serve())
        return await answer

    def run_blocking(self, work: Work[I, R], item: I, lane: UUID | None = None) -> R:
        """Writes one item from a thread or without an event loop, in a transaction of its own."""
        with self._blocking.begin() as connection:
            return work(connection, [item])[0]

    async def drain(self) -> None:
        """Waits until everything is written."""
        if self._task is not None:
            await self._task

    def close(self) -> None:
        self._disk.shutdown()
        if self._connection is not None:
            self._connection.close()

    async def _serve(self) -> None:
        while self._waiting:
            batch = self._next_batch()
            try:
                await self._commit(batch)
            except Exception as error:  # noqa: BLE001 - whatever it was, each caller shall hear of its own item alone
                if len(batch) == 1:
                    if not batch[0].answer.done():
                        batch[0].answer.set_exception(error)
                    continue
                log.warning(
                    "a batch of %d writes failed (%s); trying each alone", len(batch), type(error).__name__
                )
                for one in reversed(batch):
                    one.alone = True
                    self._waiting.appendleft(one)
                continue
            for one in batch:
                if not one.answer.done():  # else the client went away
                    one.answer.set_result(one.result)

    def _next_batch(self) -> list[_Waiting]:
        batch = [self._waiting.popleft()]
        while self._waiting and len(batch) < MAX_BATCH and not (batch[0].alone or self._waiting[0].alone):
            batch.append(self._waiting.popleft())
        return batch

    async def _commit(self, batch: list[_Waiting]) -> None:
        groups: dict[Any, list[_Waiting]] = {}
        for one in batch:
            groups.setdefault(one.work, []).append(one)
        connection, transaction = await self._begin()
        try:
            for work, members in groups.items():
                results = work(connection, [one.item for one in members])
                for one, result in zip(members, results, strict=True):
                    one.result = result
            await asyncio.get_running_loop().run_in_executor(self._disk, transaction.commit)
        except BaseException:
            transaction.rollback()
            raise

    async def _begin(self) -> tuple[Connection, RootTransaction]:
        if self._connection is None:
            self._connection = self._engine.connect()
        loop = asyncio.get_running_loop()
        end = loop.time() + LOCKED_SECONDS
        while True:
            try:
                return self._connection, self._connection.begin()
            except OperationalError:
                if loop.time() > end:
                    raise
                await asyncio.sleep(LOCKED_PAUSE)
