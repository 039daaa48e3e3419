"""Puts the pages into the application."""

from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from server.api.problems import problem
from server.pages import case, citizen, counter, display, fleet, signin, skm, tracking
from server.pages.render import STATIC
from server.pages.session import PageTrouble, message_page

HTMX = "static/django_htmx/htmx-2.min.js"
"""Out of the package `django-htmx`, installed for this file alone and never imported."""


def install(app: FastAPI) -> None:
    for part in (tracking, citizen, signin, counter, case, display, skm, fleet):
        app.include_router(part.router)

    @app.get("/", include_in_schema=False)
    async def root() -> Response:
        return RedirectResponse("/home", 303)

    @app.get("/static/htmx.js", include_in_schema=False)
    async def htmx() -> Response:
        file = _htmx()
        return FileResponse(file, media_type="text/javascript") if file else problem("not-found")

    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.exception_handler(PageTrouble)
    async def _message(request: Request, trouble: PageTrouble) -> Response:
        return message_page(request, trouble)


def invalid_page(request: Request) -> Response:
    """What a person sees whose form was not valid."""
    return message_page(request, PageTrouble(422, "invalid"))


def _htmx() -> Path | None:
    """Without it the pages work, but do not renew themselves."""
    spec = find_spec("django_htmx")
    folders = spec.submodule_search_locations if spec else None
    file = Path(folders[0]) / HTMX if folders else None
    return file if file is not None and file.exists() else None
