"""From the first touch to a known identity: language, consent, NIK or IKD, face, profile."""

from dataclasses import replace
from uuid import uuid4

from kiosk.nik import LENGTH, check_nik
from kiosk.session.effects import (
    AskServer,
    Audit,
    Effect,
    FetchProfile,
    SkipMovement,
    StartFace,
    StopFace,
)
from kiosk.session.events import (
    CameraLost,
    FaceCaptured,
    FaceProgress,
    FaceRefused,
    ProfileCame,
    Scanned,
    Verified,
)
from kiosk.session.leave import leave
from kiosk.session.model import Model, Now, Rules, Step, Visit, go, with_visit
from kiosk.session.states import State
from protocol.wire import Consent
from ui.intent import ChooseWay, DigitPressed, TickConsent
from ui.view import Message, Modes

IKD_WORDS = {"token_expired": "ikd.expired", "token_invalid": "ikd.invalid", "token_used": "ikd.expired"}


def begin(model: Model, now: Now, language: str | None = None) -> Step:
    visit = Visit(id=str(uuid4()), language=language or model.visit.language, modes=Modes())
    return go(replace(model, visit=visit), State.ACCESS, now), (Audit("visit.began"),)


def tick_consent(model: Model, event: TickConsent) -> Step:
    if event.which == "face":
        return with_visit(model, tick_face=not model.visit.tick_face), ()
    return with_visit(model, tick_data=not model.visit.tick_data), ()


def agree(model: Model, now: Now, rules: Rules) -> Step:
    visit = model.visit
    if not visit.tick_data:
        return model, ()
    consent = Consent(
        version=rules.settings.consent.version,
        language=visit.language,
        at=now.wall,
        face=visit.tick_face,
        data=True,
    )
    given = (("version", consent.version), ("face", "yes" if consent.face else "no"))
    return go(with_visit(model, consent=consent), State.IDENTIFY, now), (Audit("consent.given", given),)


def refuse(model: Model, now: Now, rules: Rules) -> Step:
    """No data is kept; the services can still be read, with the counter that serves each."""
    first = next(iter(rules.catalogue.domains))
    looking = with_visit(model, consent=None, identity="none", domain=first)
    return go(looking, State.SERVICES, now), (Audit("consent.refused"),)


def ways(model: Model) -> tuple[str, ...]:
    """The ways to identify that work at this moment; with staff always does."""
    visit = model.visit
    face = visit.consent is not None and visit.consent.face and not visit.modes.no_camera
    found: list[str] = []
    if face and model.good("camera") and model.good("face"):
        found.append("nik")
    if model.good("scanner") and model.good("server"):
        found.append("ikd")
    return (*found, "counter")


def choose_way(model: Model, event: ChooseWay, now: Now) -> Step:
    if event.way not in ways(model):
        return model, ()
    cleared = with_visit(
        model, way=event.way, nik="", nik_error="", nik_warning="", ikd_error="", asking=False, failure=None
    )
    return go(cleared, State.IKD_SCAN if event.way == "ikd" else State.NIK_ENTRY, now), ()


def digit(model: Model, event: DigitPressed) -> Step:
    if len(event.digit) != 1 or event.digit not in "0123456789" or len(model.visit.nik) >= LENGTH:
        return model, ()
    return with_visit(model, nik=model.visit.nik + event.digit, nik_error="", nik_warning=""), ()


def delete(model: Model) -> Step:
    return with_visit(model, nik=model.visit.nik[:-1], nik_error="", nik_warning=""), ()


def nik_typed(model: Model, now: Now, rules: Rules) -> Step:
    """An error keeps the citizen here; a warning is shown once, the second press goes on."""
    found = check_nik(model.visit.nik, now.today)
    if not found.ok:
        return with_visit(model, nik_error=found.error or ""), ()
    if found.warning and not model.visit.nik_warning:
        return with_visit(model, nik_warning=found.warning), ()
    if model.visit.way == "nik":
        return go(with_visit(model, failure=None), State.FACE_GUIDE, now), ()
    return arrive(model, now, rules, "unverified")


def scanned(model: Model, event: Scanned, now: Now) -> Step:
    visit = model.visit
    if visit.asking or visit.consent is None:
        return model, ()
    asked = with_visit(model, asking=True, ikd_error="")
    return replace(asked, touched=now.monotonic), (
        AskServer(visit.id, "ikd", visit.consent, token=event.text),
    )


def start_face(model: Model, now: Now, *, skip: bool = False) -> Step:
    attempt = model.visit.attempt + 1
    started = with_visit(model, attempt=attempt, face=None, asking=False, evidence=None, failure=None)
    effects = (StartFace(attempt, slow=model.visit.modes.slow, skip_challenge=skip),)
    return go(started, State.FACE_CHECK, now), effects


def skip_movement(model: Model) -> Step:
    return model, (SkipMovement(),)


def progressed(model: Model, event: FaceProgress, now: Now) -> Step:
    if event.attempt != model.visit.attempt or model.visit.asking:
        return model, ()
    moved = with_visit(model, face=event)
    return (replace(moved, touched=now.monotonic) if event.good else moved), ()


def captured(model: Model, event: FaceCaptured, now: Now) -> Step:
    visit = model.visit
    if event.attempt != visit.attempt or visit.asking or visit.consent is None:
        return model, ()
    asked = replace(with_visit(model, asking=True, evidence=event.evidence), touched=now.monotonic)
    ask = AskServer(visit.id, "face", visit.consent, nik=visit.nik, evidence=event.evidence)
    return asked, (StopFace(), ask)


def not_captured(model: Model, event: FaceRefused | CameraLost, now: Now, rules: Rules) -> Step:
    if event.attempt != model.visit.attempt or model.visit.asking:
        return model, ()
    if isinstance(event, CameraLost):
        return fail(model, now, rules, "camera_lost", "fail.camera", counts=False)
    return fail(model, now, rules, event.reason, "fail.title", counts=True)


def face_timed_out(model: Model, now: Now, rules: Rules) -> Step:
    """Not seen in time is "could not check": it costs no attempt, and the citizen is offered other ways."""
    if model.visit.asking:
        return arrive(model, now, rules, "pending")
    return fail(model, now, rules, "timeout", "cam.noface", counts=False)


def fail(model: Model, now: Now, rules: Rules, reason: str, title: str, *, counts: bool) -> Step:
    used = model.visit.attempts_used + (1 if counts else 0)
    left = max(0, rules.settings.session.attempts - used)
    words = (
        Message("fail.max") if left == 0 else Message("fail.tips", (("n", str(left)),)) if counts else None
    )
    failure = (Message(title), words or Message("fail.alt"))
    failed = with_visit(model, attempts_used=used, failure=failure, asking=False, evidence=None, face=None)
    fields = (("reason", reason), ("attempts_left", str(left)))
    return go(failed, State.FACE_FAILED, now), (StopFace(), Audit("face.failed", fields))


def attempts_left(model: Model, rules: Rules) -> int:
    return max(0, rules.settings.session.attempts - model.visit.attempts_used)


def verified(model: Model, event: Verified, now: Now, rules: Rules) -> Step:
    if event.visit != model.visit.id or not model.visit.asking:
        return model, ()
    answer = event.answer
    decision = answer.decision if answer is not None and answer.available else "unavailable"
    way = "ikd" if model.state is State.IKD_SCAN else "face"
    note = Audit("identity.checked", (("way", way), ("decision", decision)))
    answered = with_visit(model, asking=False)
    if decision == "match":
        ready, effects = arrive(answered, now, rules, "verified")
        return ready, (note, *effects)
    if way == "ikd":
        reasons = answer.reasons if answer is not None else ()
        words = next((IKD_WORDS[reason] for reason in reasons if reason in IKD_WORDS), "fail.upstream")
        return with_visit(answered, ikd_error=words), (note,)
    if decision == "no_match":
        failed, effects = fail(answered, now, rules, "no_match", "fail.title", counts=True)
        return failed, (note, *effects)
    pending, effects = arrive(answered, now, rules, "pending", asked=decision == "officer")
    return pending, (note, *effects)


def arrive(model: Model, now: Now, rules: Rules, identity: str, *, asked: bool = False) -> Step:
    """To the profile: verified with data, pending (evidence kept or an officer decides), or unverified."""
    kept = identity == "pending" and not asked
    known = with_visit(
        model,
        identity=identity,
        pending_evidence=kept,
        asking=identity == "verified",
        evidence=model.visit.evidence if kept else None,
        face=None,
        domain=next(iter(rules.catalogue.domains)),
        page=1,
        query="",
    )
    effects: tuple[Effect, ...] = (FetchProfile(model.visit.id),) if identity == "verified" else ()
    return go(known, State.PROFILE, now), (StopFace(), *effects)


def profile_came(model: Model, event: ProfileCame) -> Step:
    if event.visit != model.visit.id:
        return model, ()
    if event.profile is None:
        return with_visit(model, asking=False), ()
    fields = {one.name: (one.value, one.source) for one in event.profile.fields}
    return with_visit(model, asking=False, profile=fields, nik=event.profile.nik), ()


def back_to_ways(model: Model, now: Now) -> Step:
    cleared = with_visit(model, nik="", nik_error="", nik_warning="", ikd_error="", asking=False, face=None)
    return go(cleared, State.IDENTIFY, now), (StopFace(),)


def cancel(model: Model, now: Now, rules: Rules) -> Step:
    return leave(model, now, rules, "cancelled", Message("idle.closed"))
