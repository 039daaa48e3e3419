"""The page behind the QR code on a receipt: stage and due date, for whoever holds the paper."""

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from config.catalogue import load
from server.api.catalogue import caller
from server.api.depends import Ctx
from server.pages.render import page
from server.pages.words import Language, tracking_words
from server.storage import applications

router = APIRouter(include_in_schema=False)
_NUMBER = re.compile(r"^MPP-[0-9]{4}-[0-9]{6}-[A-Z2-7]{7}-[0-9A-Z]$")
STEPS = ("received", "in_review", "done")
POSITION = {"received": 0, "waiting_identity": 0, "in_review": 1, "approved": 1, "done": 2}


@router.get("/t/{number}")
async def tracking(
    number: str, request: Request, context: Ctx, lang: Annotated[Language, Query()] = "id"
) -> Response:
    words = tracking_words(lang)
    if not context.track_rate.allow(caller(request)):
        return page("track_none.html", {"words": words, "lang": lang, "message": words["too_many"]}, 429)
    wanted = number.upper()
    found = None
    if _NUMBER.match(wanted):
        found = await context.storage.read(lambda connection: applications.by_number(connection, wanted))
    if found is None:
        return page("track_none.html", {"words": words, "lang": lang, "message": words["not_found"]}, 404)
    service = load().service(found.service)
    return page(
        "track.html",
        {
            "words": words,
            "lang": lang,
            "number": found.number,
            "service": service.name.of(lang) if service else found.service,
            "stage": words[f"stage.{found.stage}"],
            "next": words[f"next.{found.stage}"],
            "position": POSITION.get(found.stage),
            "steps": [words[f"step.{step}"] for step in STEPS],
            "due": found.due,
            "received": found.received_at,
            "queue_number": found.queue_number,
        },
    )
