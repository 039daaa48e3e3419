"""Signing in and out, and the language of the officers' pages."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from server.api.depends import Ctx
from server.domain.roles import may
from server.pages.render import page
from server.pages.session import (
    COOKIE,
    LANGUAGE_COOKIE,
    Posting,
    SignedIn,
    language_of,
    same_site,
)
from server.pages.words import words_of

router = APIRouter(include_in_schema=False)
Short = Annotated[str, Form(max_length=200)]


@router.get("/sign-in")
async def form(request: Request) -> Response:
    return _form(request, wrong=False)


@router.post("/sign-in")
async def sign_in(
    request: Request, context: Ctx, login: Short, password: Short, code: Short, counter: Short = ""
) -> Response:
    same_site(request)
    token = await context.accounts.sign_in(login, password, code.replace(" ", ""), counter.strip()[:20])
    if token is None:
        return _form(request, wrong=True)
    answer = RedirectResponse("/home", 303)
    secure = context.settings.public_url.startswith("https:")
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/sign-out")
async def sign_out(context: Ctx, visitor: Posting) -> Response:
    await context.accounts.sign_out(visitor.token)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/home")
async def home(visitor: SignedIn) -> Response:
    """Where a role begins its day."""
    role = visitor.officer.role
    return RedirectResponse("/counter" if may(role, "counter") else "/fleet", 303)


@router.get("/language/{language}")
async def language(language: Literal["id", "en"], back: str = "/") -> Response:
    # only a path of this site: "//host" and "/\host" would lead elsewhere
    here = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = RedirectResponse(back if here else "/", 303)
    answer.set_cookie(LANGUAGE_COOKIE, language, samesite="lax", max_age=31_536_000)
    return answer


def _form(request: Request, *, wrong: bool) -> Response:
    language = language_of(request)
    values: dict[str, object] = {"words": words_of(language), "lang": language, "wrong": wrong}
    return page("sign_in.html", values, 401 if wrong else 200)
