"""Makes the application: API, pages, background work."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from fastapi import FastAPI
from sqlalchemy import text

from protocol.problems import Problem
from server.adapters.ports import Adapters
from server.api import (
    applications,
    catalogue,
    changes,
    devices,
    edits,
    metrics,
    passes,
    problems,
    verifications,
)
from server.api.limits import BodyLimit
from server.context import Context, now, open_context
from server.pages.install import install as install_pages
from server.pages.install import invalid_page
from server.settings import ServerSettings


def create_app(
    settings: ServerSettings, *, adapters: Adapters | None = None, clock: Callable[[], datetime] = now
) -> FastAPI:
    """The whole server.

    Args:
        settings: Where data lies and how patient the server is.
        adapters: Connections to other systems; the simulators where None.
        clock: Tells the time; tests move it.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        context = open_context(settings, adapters, clock)
        app.state.context = context
        work = asyncio.create_task(context.evidence.serve())
        _settle_garbage()
        try:
            yield
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
            await context.storage.drain()
            context.storage.close()

    app = FastAPI(
        title="MPP server",
        version="1",
        summary="What kiosks of public service malls say to the centre",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        # it would keep the bodies of invalid requests for whoever exports spans: personal data
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.add_middleware(BodyLimit, most=settings.max_body_bytes, uploads=settings.upload_bytes)
    problems.install(app, invalid_page)
    # the busiest first: routes are looked through in this order
    for part in (applications, devices, changes, verifications, passes, edits, catalogue, metrics):
        app.include_router(part.router)
    install_pages(app)

    @app.get("/healthz", tags=["public"])
    async def health() -> dict[str, str]:
        """Whether the server answers and its database reads."""
        context: Context = app.state.context
        await context.storage.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())
        return {"status": "ok"}

    _describe(app)
    return app


def _settle_garbage() -> None:
    """Takes what start-up made out of the garbage collector's sight, and lets it run less often.

    A request that waits for the disk survives young collections, so full ones come often; each would walk all of
    the loaded libraries (measured: 40 % of the time, pauses of 90 ms).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _describe(app: FastAPI) -> None:
    """Adds to the OpenAPI document what no route says: the problem document and the bearer token."""
    make = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is not None:
            return app.openapi_schema
        document = make()
        parts = document["components"]
        parts["schemas"]["Problem"] = Problem.model_json_schema()
        parts["securitySchemes"] = {"device": {"type": "http", "scheme": "bearer"}}
        for unused in ("HTTPValidationError", "ValidationError"):
            parts["schemas"].pop(unused, None)
        for path in document["paths"].values():
            for operation in path.values():
                answers = operation["responses"]
                answers.get("422", {}).get("content", {}).pop("application/json", None)
                if "401" in answers and "sign-in" not in operation["operationId"].replace("_", "-"):
                    operation["security"] = [{"device": []}]
        return document

    app.openapi = openapi  # type: ignore[method-assign]
