"""Who is signed in on a page, in which language, and that a form came from our own page."""

import hmac
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from server.context import context_of
from server.domain.roles import Resource, may
from server.pages.render import page
from server.pages.words import Language, words_of
from server.storage.officers import Officer

COOKIE, LANGUAGE_COOKIE = "mpp_officer", "mpp_lang"


class PageTrouble(Exception):  # noqa: N818 - a page that is shown instead
    """Shows a message page, or sends to the sign-in."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Visitor:
    """An officer in front of a page."""

    officer: Officer
    language: Language
    token: str = field(repr=False)


def language_of(request: Request) -> Language:
    return "en" if request.cookies.get(LANGUAGE_COOKIE) == "en" else "id"


async def visitor_of(request: Request) -> Visitor:
    """Raises:
    PageTrouble: nobody is signed in.
    """
    token = request.cookies.get(COOKIE, "")
    officer = await context_of(request).accounts.officer(token) if token else None
    if officer is None:
        raise PageTrouble(401, "sign_in")
    return Visitor(officer, language_of(request), token)


SignedIn = Annotated[Visitor, Depends(visitor_of)]


async def from_our_page(request: Request, visitor: SignedIn, csrf: Annotated[str, Form()] = "") -> Visitor:
    """The officer, after the form's token and origin were checked.

    Raises:
        PageTrouble: the form did not come from a page of this session.
    """
    same_site(request)
    if not hmac.compare_digest(csrf.encode(), visitor.officer.csrf.encode()):
        raise PageTrouble(403, "csrf")
    return visitor


Posting = Annotated[Visitor, Depends(from_our_page)]


def same_site(request: Request) -> None:
    """Raises:
    PageTrouble: a browser says that another site sent the form.
    """
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise PageTrouble(403, "csrf")


def permit(visitor: Visitor, resource: Resource) -> None:
    """Raises:
    PageTrouble: the role has no such right.
    """
    if not may(visitor.officer.role, resource):
        raise PageTrouble(403, "role")


def officer_page(template: str, visitor: Visitor, values: dict[str, object], status: int = 200) -> Response:
    """A page with the bar of a signed-in officer."""
    rights = {name: may(visitor.officer.role, name) for name in ("counter", "skm", "fleet", "access_log")}
    common: dict[str, object] = {
        "words": words_of(visitor.language),
        "lang": visitor.language,
        "officer": visitor.officer,
        "csrf": visitor.officer.csrf,
        "rights": rights,
    }
    return page(template, common | values, status)


def message_page(request: Request, trouble: PageTrouble) -> Response:
    if trouble.status == 401:
        return RedirectResponse("/sign-in", 303)
    language = language_of(request)
    words = words_of(language)
    values = {"words": words, "lang": language, "message": words[f"trouble.{trouble.message}"]}
    return page("message.html", values, trouble.status)
