"""Errors as problem documents (RFC 9457). None repeats what was sent: it may be personal data."""

import logging
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import protocol.wire
from protocol.problems import Problem, ProblemKind
from server.storage.results import Refused
from server.storage.writer import WriterFullError

MEDIA_TYPE = "application/problem+json"
TITLES: dict[ProblemKind, tuple[int, str]] = {
    "invalid": (422, "The request breaks the schema"),
    "unauthorised": (401, "No valid device token"),
    "forbidden": (403, "Not allowed for this visit or device"),
    "not-found": (404, "There is no such thing"),
    "conflict": (409, "The same id was used for another body"),
    "too-large": (413, "The body is too large"),
    "too-many": (429, "Too many requests"),
    "unavailable": (503, "Try again later"),
    "version": (400, "This server speaks another version of the wire"),
    "method": (405, "This address does not take that method"),
    "internal": (500, "The server failed"),
}

log = logging.getLogger(__name__)


class Trouble(Exception):  # noqa: N818 - a refusal on its way to the client, not a failure
    """Ends a request with a problem document."""

    def __init__(self, kind: ProblemKind, detail: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(kind)
        self.kind: ProblemKind = kind
        self.detail = detail
        self.headers = headers


def problem(kind: ProblemKind, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    status, title = TITLES[kind]
    body = Problem(type=kind, title=title, status=status, detail=detail)
    return Response(body.model_dump_json(), status, headers, media_type=MEDIA_TYPE)


def refusal(refused: Refused) -> Trouble:
    match refused.why:
        case "conflict":
            return Trouble("conflict")
        case "foreign":
            return Trouble("forbidden", "the visit belongs to another device or another citizen")
        case "too_many":
            return Trouble("too-many", "too many verifications in this visit")
        case "number_taken":
            return Trouble("conflict", "the application number is used by another application")


def documented(*kinds: ProblemKind) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may answer with these problems."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        status, title = TITLES[kind]
        example = Problem(type=kind, title=title, status=status).model_dump(mode="json")
        found[status] = {
            "description": title,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
        }
    return found


def install(app: FastAPI, pages: Callable[[Request], Response] | None = None) -> None:
    """Answers every error of the application with a problem document.

    Args:
        app: The application.
        pages: Makes the answer to a person whose form was not valid.
    """

    @app.exception_handler(Trouble)
    async def _trouble(_request: Request, error: Trouble) -> Response:
        return problem(error.kind, error.detail, error.headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        if pages is not None and not request.url.path.startswith("/v1/"):
            return pages(request)
        return problem("invalid", "; ".join(_faults(error.errors())))

    @app.exception_handler(WriterFullError)
    async def _full(_request: Request, _error: WriterFullError) -> Response:
        return problem("unavailable", "too much to write", {"Retry-After": "5"})

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> Response:
        kind = {404: "not-found", 405: "method", 413: "too-large"}.get(error.status_code, "invalid")
        return problem(kind, headers=dict(error.headers or {}))  # type: ignore[arg-type]

    app.add_middleware(FailureGuard)


def _faults(errors: Iterable[dict[str, Any]]) -> Sequence[str]:
    """Where and what, in the schema's own words; never a value, nor a key that the client made up."""
    known = _wire_names()
    return [
        f"{'.'.join(str(part) if part in known or isinstance(part, int) else '*' for part in error['loc'])}: "
        f"{error['type']}"
        for error in list(errors)[:10]
    ]


def _wire_names() -> frozenset[str]:
    models = [
        one for one in vars(protocol.wire).values() if isinstance(one, type) and issubclass(one, BaseModel)
    ]
    names = {name for model in models for name in model.model_fields}
    return frozenset({"body", "path", "query", "header", "id", "number", "cursor", "limit", *names})


class FailureGuard:
    """Turns a bug into a 500 problem, and logs where it happened without what was in the values.

    An exception's message may quote a NIK (a validation error does), so the log gets types and lines alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def note(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception as error:  # noqa: BLE001 - the last one who can answer
            where = "; ".join(
                f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-6:]
            )
            log.error("%s at %s", type(error).__name__, where)
            if not started:
                await problem("internal")(scope, receive, send)
