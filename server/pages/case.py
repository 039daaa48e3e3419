"""One case on the officer's desk, with the form already filled, and what the officer decides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from config.catalogue import Service
from config.catalogue.models import FieldSpec
from protocol.wire import ApplicationEdit, ApplicationSubmission
from server.api.depends import Ctx
from server.context import Context
from server.domain.roles import may
from server.domain.stages import NEEDS_NOTE, Action, possible
from server.pages.counter import local_catalogue
from server.pages.session import PageTrouble, Posting, SignedIn, Visitor, officer_page, permit
from server.storage import cases, citizens, edits, visits
from server.storage.cases import Case, Decision, NotAllowed, Stale
from server.storage.edits import Resolution
from server.storage.writer import each

router = APIRouter(include_in_schema=False)
decide = each(cases.decide)
resolve = each(edits.resolve)
SUFFIX = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Line:
    """One filled field as the officer reads it."""

    label: str
    value: str = field(repr=False)
    wrong: bool
    """The citizen says that the registry's value is wrong."""


@dataclass(frozen=True, slots=True)
class Upload:
    id: str
    label: str
    kilobytes: int


@dataclass(frozen=True, slots=True)
class Past:
    version: int
    at: str
    actor: str
    kind: str
    stage: str
    note: str = field(repr=False)


@router.get("/counter/cases/{id}")
async def show(id: UUID, context: Ctx, visitor: SignedIn) -> Response:
    permit(visitor, "case")
    case = await _case(context, visitor, id)
    await log(context, visitor, case, "case")
    return await _page(context, visitor, case)


@router.get("/counter/cases/{id}/attachments/{document_id}")
async def attachment(id: UUID, document_id: UUID, context: Ctx, visitor: SignedIn) -> Response:
    """An uploaded document, never shown inside our own pages: it comes from outside."""
    permit(visitor, "case")
    case = await _case(context, visitor, id)
    held = await context.storage.read(lambda connection: citizens.documents(connection, case.id))
    found = next((one for one in held if one.id == document_id), None)
    content = await context.citizens.content(found) if found else None
    if found is None or content is None:
        raise PageTrouble(404, "no_case")
    await log(context, visitor, case, "attachment")
    headers = {
        "Content-Disposition": f'attachment; filename="{_plain(found.document)}.{SUFFIX[content[1]]}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
    }
    return Response(content[0], headers=headers, media_type=content[1])


@router.post("/counter/cases/{id}")
async def act(
    id: UUID,
    context: Ctx,
    visitor: Posting,
    version: Annotated[int, Form(ge=1)],
    action: Annotated[Action, Form()],
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    permit(visitor, "case")
    words = note.strip()
    if action in NEEDS_NOTE and not words:
        raise PageTrouble(422, "note")
    officer = visitor.officer
    sealed = context.sealer.seal(f"notes/{id}/{version + 1}", words.encode()) if words else None
    done = await context.storage.writer.run(
        decide,
        Decision(id, officer.office_id, version, action, f"officer:{officer.login}", context.clock(), sealed),
    )
    if isinstance(done, Stale):
        raise PageTrouble(409, "stale")
    if isinstance(done, NotAllowed):
        raise PageTrouble(409, "stage")
    return RedirectResponse(f"/counter/cases/{id}", 303)


@router.post("/counter/cases/{id}/edits/{edit_id}")
async def settle(
    id: UUID,
    edit_id: UUID,
    context: Ctx,
    visitor: Posting,
    choice: Annotated[Literal["accept", "refuse"], Form()],
) -> Response:
    """Decides a conflict: the citizen's edit counts, or what is there stays."""
    permit(visitor, "case")
    officer = visitor.officer
    done = await context.storage.writer.run(
        resolve,
        Resolution(
            edit_id, id, officer.office_id, choice == "accept", f"officer:{officer.login}", context.clock()
        ),
    )
    if not done:
        raise PageTrouble(409, "stale")
    return RedirectResponse(f"/counter/cases/{id}", 303)


async def log(context: Context, visitor: Visitor, case: Case, what: str) -> None:
    """Writes down who read a citizen's record, before it is shown."""
    await context.storage.writer.run(
        visits.log_access,
        {
            "at": context.clock(),
            "actor": f"officer:{visitor.officer.login}",
            "office_id": case.office_id,
            "what": what,
            "nik_key": case.nik_key,
            "entity": case.id,
        },
    )


async def _case(context: Context, visitor: Visitor, application_id: UUID) -> Case:
    office = visitor.officer.office_id
    found = await context.storage.read(lambda connection: cases.by_id(connection, office, application_id))
    if found is None:
        raise PageTrouble(404, "no_case")
    return found


async def _page(context: Context, visitor: Visitor, case: Case) -> Response:
    officer, language = visitor.officer, visitor.language
    sealer = context.sealer
    body = ApplicationSubmission.model_validate_json(sealer.open(f"applications/{case.id}", case.sealed))
    known = await context.storage.read(lambda connection: edits.kept(connection, case.id))
    changed = [
        (one, ApplicationEdit.model_validate_json(sealer.open(f"edits/{one.id}", one.sealed)))
        for one in known
    ]
    for one, change in changed:
        if one.state == "applied":
            body = body.model_copy(update={"fields": {**body.fields, **change.fields}})
    events = await context.storage.read(lambda connection: cases.history(connection, case.id))
    accesses = await context.storage.read(
        lambda connection: cases.accesses(connection, case.nik_key, officer.office_id)
    )
    others = await context.storage.read(
        lambda connection: cases.of_citizen(connection, officer.office_id, case.nik_key, case.id)
    )
    uploads = await context.storage.read(lambda connection: citizens.documents(connection, case.id))
    catalogue = local_catalogue(officer, context)
    service = catalogue.service(case.service)
    hours = timedelta(hours=officer.utc_offset)
    return officer_page(
        "case.html",
        visitor,
        {
            "case": case,
            "service": service.name.of(language) if service else case.service,
            "nik": body.nik,
            "lines": lines(body, service, catalogue.fields, language),
            "bring": [
                catalogue.documents[name].label.of(language) if name in catalogue.documents else name
                for name in body.bring
            ],
            "conflicts": [
                (str(one.id), change.withdraw, sorted(change.fields.items()))
                for one, change in changed
                if one.state == "conflict"
            ],
            "labels": {name: spec.label.of(language) for name, spec in catalogue.fields.items()},
            "actions": possible(case.stage, case.identity),
            "history": [
                Past(
                    one.version,
                    (one.at + hours).strftime("%d-%m-%Y %H:%M"),
                    one.actor.partition(":")[2] or one.actor,
                    one.kind,
                    one.stage,
                    _note(context, case.id, one.version, one.sealed_note),
                )
                for one in events
            ],
            "accesses": [
                ((one.at + hours).strftime("%d-%m-%Y %H:%M"), one.actor.partition(":")[2], one.what)
                for one in (accesses if may(officer.role, "access_log") else accesses[:5])
            ],
            "others": others,
            "uploads": [
                Upload(
                    str(one.id),
                    catalogue.documents[one.document].label.of(language)
                    if one.document in catalogue.documents
                    else one.document,
                    max(1, one.size // 1000),
                )
                for one in uploads
            ],
        },
    )


def lines(
    body: ApplicationSubmission, service: Service | None, known: Mapping[str, FieldSpec], language: str
) -> Sequence[Line]:
    """The filled form in the order in which the catalogue asks, with the words of its options."""
    order = [use.name for use in service.fields] if service else []
    names = [name for name in order if name in body.fields]
    names += [name for name in body.fields if name not in names]
    wrong = {one.field for one in body.corrections}
    return [
        Line(
            label=known[name].label.of(language) if name in known else name,
            value=_words(known.get(name), body.fields.get(name, ""), language),
            wrong=name in wrong,
        )
        for name in [*names, *sorted(wrong - set(names))]
    ]


def _words(spec: FieldSpec | None, value: str, language: str) -> str:
    if spec is None:
        return value
    option = next((one for one in spec.options if one.code == value), None)
    return option.label.of(language) if option else value


def _note(context: Context, application_id: UUID, version: int, sealed: bytes | None) -> str:
    return context.sealer.open(f"notes/{application_id}/{version}", sealed).decode() if sealed else ""


def _plain(name: str) -> str:
    """A name that is safe in a header and on any disk."""
    return re.sub(r"[^a-z0-9_-]", "_", name.lower())[:40]
