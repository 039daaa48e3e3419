"""Limits: the size of a body, and how often somebody may ask."""

import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.api.problems import problem

MANY_CALLERS = 10_000


class BodyLimit:
    """Refuses bodies over the limit before they fill the memory, declared or not.

    `uploads` holds for addresses that end in `/documents`, where citizens send photographs of papers.
    """

    def __init__(self, app: ASGIApp, most: int, uploads: int) -> None:
        self._app = app
        self._usual = most
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._uploads if scope["path"].endswith("/documents") else self._usual
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if declared.isdigit() and int(declared) > most:
            await problem("too-large")(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise _OverLimitError
            return message

        async def unless_over(message: Message) -> None:
            if seen <= most:
                await send(message)

        # whoever reads the body may turn the error into an answer of its own; that answer is held back
        with suppress(_OverLimitError):
            await self._app(scope, counted, unless_over)
        if seen > most:
            await problem("too-large")(scope, receive, send)


class _OverLimitError(Exception):
    """Ends the reading of a body."""


class Rate:
    """So many calls of one caller within a window; callers are forgotten oldest first."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def allow(self, caller: str) -> bool:
        """Counts one call."""
        began, count = self._window(caller)
        self._seen[caller] = (began, count + 1)
        self._seen.move_to_end(caller)
        if len(self._seen) > MANY_CALLERS:
            self._seen.popitem(last=False)
        return count < self._most

    def exhausted(self, caller: str) -> bool:
        """Whether the caller has no call left, without counting one."""
        return self._window(caller)[1] >= self._most

    def forget(self, caller: str) -> None:
        self._seen.pop(caller, None)

    def _window(self, caller: str) -> tuple[float, int]:
        now = self._clock()
        began, count = self._seen.get(caller, (now, 0))
        return (began, count) if now - began < self._seconds else (now, 0)
