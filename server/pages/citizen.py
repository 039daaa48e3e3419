"""A citizen's own application on the web: details after a one-time code or with a pass, and missing papers."""

import hmac
import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from config.catalogue import load
from server.api.catalogue import caller
from server.api.depends import Ctx
from server.context import Context
from server.pages.case import lines
from server.pages.render import page
from server.pages.session import same_site
from server.pages.words import Language, tracking_words
from server.storage import citizens
from server.storage.cases import Case
from server.storage.citizens import Guest

router = APIRouter(include_in_schema=False)
COOKIE = "mpp_citizen"
NUMBER = re.compile(r"^MPP-[0-9]{4}-[0-9]{6}-[A-Z2-7]{7}-[0-9A-Z]$")
Lang = Annotated[Language, Query()]


@dataclass(frozen=True, slots=True)
class Paper:
    code: str
    label: str
    uploaded: int


@router.post("/t/{number}/code")
async def send_code(number: str, request: Request, context: Ctx, lang: Lang = "id") -> Response:
    """Sends a code. The page says the same whether or not there is a contact to send it to."""
    case = await _case(number, request, context)
    if case is not None:
        await context.citizens.send_code(case, tracking_words(lang)["code_message"])
    return _code_page(number, lang, wrong=False)


@router.post("/t/{number}/open")
async def open_details(
    number: str,
    request: Request,
    context: Ctx,
    code: Annotated[str, Form(max_length=200)],
    lang: Lang = "id",
) -> Response:
    """Opens the details with the code, or with a visit pass in its place."""
    case = await _case(number, request, context)
    token = None
    typed = code.strip().replace(" ", "")
    if case is not None and typed.startswith("MPP1."):
        key = context.keys.visit_pass.public_key()
        token = await context.citizens.open_by_pass(case, typed, key)
    elif case is not None:
        token = await context.citizens.open_by_code(case, typed)
    if token is None:
        return _code_page(number, lang, wrong=True)
    answer = RedirectResponse(f"/t/{number}/details?lang={lang}", 303)
    answer.set_cookie(
        COOKIE,
        token,
        httponly=True,
        samesite="strict",
        secure=context.settings.public_url.startswith("https:"),
        path=f"/t/{number}",
    )
    return answer


@router.get("/t/{number}/details")
async def details(number: str, request: Request, context: Ctx, lang: Lang = "id", said: str = "") -> Response:
    guest = await _guest(number, request, context)
    if guest is None:
        return RedirectResponse(f"/t/{number}?lang={lang}", 303)
    case, words = guest.case, tracking_words(lang)
    body = context.citizens.body(case)
    catalogue = load()
    service = catalogue.service(case.service)
    held = await context.storage.read(lambda connection: citizens.documents(connection, case.id))
    wanted = list(dict.fromkeys([*body.bring, *(one.document for one in held)]))
    papers = [
        Paper(
            name,
            catalogue.documents[name].label.of(lang) if name in catalogue.documents else name,
            sum(one.document == name for one in held),
        )
        for name in wanted
    ]
    values: dict[str, object] = {
        "words": words,
        "lang": lang,
        "number": case.number,
        "service": service.name.of(lang) if service else case.service,
        "stage": words[f"stage.{case.stage}"],
        "lines": lines(body, service, catalogue.fields, lang),
        "papers": papers,
        "csrf": guest.csrf,
        "said": words.get(f"said.{said}", ""),
        "open": case.stage not in ("done", "rejected", "withdrawn"),
    }
    return page("track_details.html", values)


@router.post("/t/{number}/documents")
async def upload(
    number: str,
    request: Request,
    context: Ctx,
    file: Annotated[UploadFile, File()],
    document: Annotated[str, Form(max_length=40)],
    csrf: Annotated[str, Form(max_length=100)],
    lang: Lang = "id",
) -> Response:
    """Takes a picture or PDF of a paper that the citizen was asked for."""
    same_site(request)
    guest = await _guest(number, request, context)
    if guest is None or not hmac.compare_digest(csrf.encode(), guest.csrf.encode()):
        return RedirectResponse(f"/t/{number}?lang={lang}", 303)
    body = context.citizens.body(guest.case)
    outcome = "not_asked"
    if document in body.bring:
        content = await file.read()
        outcome = await context.citizens.keep(guest.case, document, content, "citizen:web")
    return RedirectResponse(f"/t/{number}/details?lang={lang}&said={outcome}", 303)


async def _case(number: str, request: Request, context: Context) -> Case | None:
    same_site(request)
    if not NUMBER.match(number) or not context.track_rate.allow(caller(request)):
        return None
    return await context.storage.read(lambda connection: citizens.by_number(connection, number))


async def _guest(number: str, request: Request, context: Context) -> Guest | None:
    token = request.cookies.get(COOKIE, "")
    return await context.citizens.guest(token, number) if token and NUMBER.match(number) else None


def _code_page(number: str, lang: Language, *, wrong: bool) -> Response:
    words = tracking_words(lang)
    shown = number if NUMBER.match(number) else ""
    values: dict[str, object] = {"words": words, "lang": lang, "number": shown, "wrong": wrong}
    return page("track_code.html", values, 401 if wrong else 200)
