"""The table: every pair of state and event is a transition, a deliberate ignore, or a logged refusal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from kiosk.session import events as e
from kiosk.session import identify, serve, upkeep
from kiosk.session.effects import Audit, RunSelfTest
from kiosk.session.leave import leave, to_attract
from kiosk.session.model import Device, Model, Now, Rules, Step, go, with_visit
from kiosk.session.states import IDLE, MACHINE_WORKS, VISIT, State
from ui import intent as i
from ui.view import Message

Handler = Callable[[Model, Any, Now, Rules], Step]
INTENTS: tuple[type, ...] = get_args(i.Intent)
REPORTS: tuple[type, ...] = get_args(e.Report)
EVENTS: tuple[type, ...] = (*INTENTS, *REPORTS)


def ignore(model: Model, event: object, now: Now, rules: Rules) -> Step:
    """Deliberately nothing: an answer that comes too late, or a touch that means nothing here."""
    return model, ()


def refuse(model: Model, event: object, now: Now, rules: Rules) -> Step:
    """Nothing, and it is written down: this screen has no such control."""
    raise AssertionError("the machine answers refusals itself")


def _devices(model: Model, event: e.DevicesChanged, now: Now, rules: Rules) -> Step:
    device = Device(event.word, event.good, event.detail)
    before = model.devices[event.name]
    changed = replace(model, devices={**model.devices, event.name: device})
    if before.word == event.word:
        return changed, ()
    return changed, (Audit("device.changed", (("device", event.name), ("state", event.word))),)


def _queue(model: Model, event: e.QueueChanged, now: Now, rules: Rules) -> Step:
    return replace(model, waiting=event.waiting, dead=event.dead, full=event.full), ()


def _self_tested(model: Model, event: e.SelfTested, now: Now, rules: Rules) -> Step:
    if not event.code:
        return to_attract(replace(model, fault=("", "")), now, rules)
    out = go(replace(model, fault=(event.code, event.message)), State.OUT_OF_SERVICE, now)
    return out, (Audit("kiosk.out_of_service", (("code", event.code),)),)


def _test(model: Model, event: object, now: Now, rules: Rules) -> Step:
    return go(model, State.SELF_TEST, now), (RunSelfTest(),)


def _language(model: Model, event: i.ChooseLanguage, now: Now, rules: Rules) -> Step:
    return with_visit(model, language=event.code), ()


def _mode(model: Model, event: i.ToggleMode, now: Now, rules: Rules) -> Step:
    modes = model.visit.modes
    if event.mode == "text_size":
        return with_visit(model, modes=replace(modes, text_size=(modes.text_size + 1) % 3)), ()
    return with_visit(model, modes=replace(modes, **{event.mode: not getattr(modes, event.mode)})), ()


def _call_staff(model: Model, event: object, now: Now, rules: Rules) -> Step:
    return replace(model, calling_staff=True), (Audit("staff.called", (("state", model.state.value),)),)


def _close_staff(model: Model, event: object, now: Now, rules: Rules) -> Step:
    return replace(model, calling_staff=False), ()


EVERYWHERE: Mapping[type, Handler] = {
    e.Tick: ignore,  # deadlines are the machine's business
    e.DevicesChanged: _devices,
    e.QueueChanged: _queue,
    e.Started: ignore,
    e.SelfTested: ignore,
    e.Scanned: ignore,  # a code held to the scanner at the wrong moment
    e.FaceProgress: ignore,
    e.FaceCaptured: ignore,
    e.FaceRefused: ignore,
    e.CameraLost: ignore,
    e.Verified: ignore,
    e.ProfileCame: ignore,
    e.Committed: ignore,
    e.CommitFailed: ignore,
    e.PrintEnded: ignore,
    e.PinChecked: ignore,
    e.UpkeepDone: ignore,
    i.StillHere: ignore,  # any touch already counts as a sign of life
    i.ChooseLanguage: _language,
    i.ToggleMode: _mode,
    i.CallStaff: _call_staff,
    i.CloseStaff: _close_staff,
}
IN_VISIT: Mapping[type, Handler] = {i.Cancel: lambda m, e_, n, r: identify.cancel(m, n, r)}
WHERE_IDLE: Mapping[type, Handler] = {i.MaintenanceGesture: lambda m, e_, n, r: upkeep.gesture(m, n, r)}

OWN: Mapping[State, Mapping[type, Handler]] = {
    State.STARTING: {e.Started: _test},
    State.SELF_TEST: {e.SelfTested: _self_tested},
    State.OUT_OF_SERVICE: {e.SelfTested: _self_tested},
    State.ATTRACT: {
        i.Begin: lambda m, e_, n, r: identify.begin(m, n),
        i.ChooseLanguage: lambda m, ev, n, r: identify.begin(m, n, ev.code),
        i.Cancel: ignore,
    },
    State.ACCESS: {
        i.Continue: lambda m, e_, n, r: (go(m, State.CONSENT, n), ()),
        i.Back: lambda m, e_, n, r: identify.cancel(m, n, r),
    },
    State.CONSENT: {
        i.TickConsent: lambda m, ev, n, r: identify.tick_consent(m, ev),
        i.Agree: lambda m, e_, n, r: identify.agree(m, n, r),
        i.Continue: lambda m, e_, n, r: identify.agree(m, n, r),
        i.Refuse: lambda m, e_, n, r: identify.refuse(m, n, r),
        i.Back: lambda m, e_, n, r: (go(m, State.ACCESS, n), ()),
    },
    State.IDENTIFY: {
        i.ChooseWay: lambda m, ev, n, r: identify.choose_way(m, ev, n),
        i.Back: lambda m, e_, n, r: (go(m, State.CONSENT, n), ()),
    },
    State.NIK_ENTRY: {
        i.DigitPressed: lambda m, ev, n, r: identify.digit(m, ev),
        i.DeletePressed: lambda m, e_, n, r: identify.delete(m),
        i.ClearPressed: lambda m, e_, n, r: (with_visit(m, nik="", nik_error="", nik_warning=""), ()),
        i.ToggleShown: lambda m, e_, n, r: (with_visit(m, nik_shown=not m.visit.nik_shown), ()),
        i.Continue: lambda m, e_, n, r: identify.nik_typed(m, n, r),
        i.Back: lambda m, e_, n, r: identify.back_to_ways(m, n),
    },
    State.IKD_SCAN: {
        e.Scanned: lambda m, ev, n, r: identify.scanned(m, ev, n),
        e.Verified: lambda m, ev, n, r: identify.verified(m, ev, n, r),
        i.Back: lambda m, e_, n, r: identify.back_to_ways(m, n),
    },
    State.FACE_GUIDE: {
        i.Continue: lambda m, e_, n, r: identify.start_face(m, n),
        i.Back: lambda m, e_, n, r: identify.back_to_ways(m, n),
    },
    State.FACE_CHECK: {
        e.FaceProgress: lambda m, ev, n, r: identify.progressed(m, ev, n),
        e.FaceCaptured: lambda m, ev, n, r: identify.captured(m, ev, n),
        e.FaceRefused: lambda m, ev, n, r: identify.not_captured(m, ev, n, r),
        e.CameraLost: lambda m, ev, n, r: identify.not_captured(m, ev, n, r),
        e.Verified: lambda m, ev, n, r: identify.verified(m, ev, n, r),
        i.SkipChallenge: lambda m, e_, n, r: identify.skip_movement(m),
        i.Back: lambda m, e_, n, r: identify.back_to_ways(m, n),
    },
    State.FACE_FAILED: {
        i.Retry: lambda m, e_, n, r: (
            identify.start_face(m, n)
            if identify.attempts_left(m, r) and "nik" in identify.ways(m)
            else (m, ())
        ),
        i.ChooseWay: lambda m, ev, n, r: identify.choose_way(m, ev, n),
        i.Back: lambda m, e_, n, r: identify.back_to_ways(m, n),
    },
    State.PROFILE: {
        e.ProfileCame: lambda m, ev, n, r: identify.profile_came(m, ev),
        i.Continue: lambda m, e_, n, r: (m, ()) if m.visit.asking else serve.to_services(m, n),
    },
    State.SERVICES: {
        i.ChooseDomain: lambda m, ev, n, r: serve.choose_domain(m, ev, r),
        i.Search: lambda m, ev, n, r: serve.search(m, ev),
        i.TurnPage: lambda m, ev, n, r: serve.turn_list(m, ev),
        i.ChooseService: lambda m, ev, n, r: serve.choose_service(m, ev, n, r),
        i.Finish: lambda m, e_, n, r: serve.finish(m, n, r),
        i.Back: lambda m, e_, n, r: serve.services_back(m, n),
    },
    State.SERVICE_DETAIL: {
        i.Continue: lambda m, e_, n, r: serve.start_service(m, n),
        i.Back: lambda m, e_, n, r: serve.to_services(with_visit(m, page=1), n),
    },
    State.FORM: {
        i.EditField: lambda m, ev, n, r: serve.edit_field(m, ev),
        i.FlagWrong: lambda m, ev, n, r: serve.flag_wrong(m, ev),
        i.TurnPage: lambda m, ev, n, r: serve.turn_form(m, ev, n),
        i.Continue: lambda m, e_, n, r: serve.form_on(m, n),
        i.Back: lambda m, e_, n, r: serve.form_back(m, n),
    },
    State.DOCUMENTS: {
        i.Continue: lambda m, e_, n, r: (go(m, State.REVIEW, n), ()),
        i.Back: lambda m, e_, n, r: serve.documents_back(m, n),
    },
    State.REVIEW: {
        i.TickStatement: lambda m, e_, n, r: (with_visit(m, ticked=not m.visit.ticked), ()),
        i.Submit: lambda m, e_, n, r: serve.submit(m, n, r),
        i.Back: lambda m, e_, n, r: (go(with_visit(m, ticked=False), State.DOCUMENTS, n), ()),
    },
    State.COMMIT: {
        e.Committed: lambda m, ev, n, r: serve.committed(m, ev, n),
        e.CommitFailed: lambda m, ev, n, r: serve.commit_failed(m, ev, n, r),
        i.Submit: ignore,  # the second touch of an impatient finger
        i.Cancel: ignore,
    },
    State.PRINTING: {e.PrintEnded: lambda m, ev, n, r: serve.print_ended(m, ev, n), i.Cancel: ignore},
    State.DONE: {
        i.Reprint: lambda m, e_, n, r: serve.reprint(m, n),
        i.AnotherService: lambda m, e_, n, r: serve.another(m, n),
        i.Continue: lambda m, e_, n, r: (go(m, State.SURVEY, n), ()),
        i.Finish: lambda m, e_, n, r: serve.finish(m, n, r),
        i.Cancel: lambda m, e_, n, r: serve.finish(m, n, r),
        # A receipt that comes out after all: the screen stops saying that it did not.
        e.PrintEnded: lambda m, ev, n, r: serve.print_ended(m, ev, n),
    },
    State.SURVEY: {
        i.Rate: lambda m, ev, n, r: serve.rate(m, ev, n, r),
        i.SkipSurvey: lambda m, e_, n, r: serve.finish(m, n, r),
        i.Finish: lambda m, e_, n, r: serve.finish(m, n, r),
    },
    State.FAREWELL: {
        i.Continue: lambda m, e_, n, r: to_attract(m, n, r),
        i.Finish: lambda m, e_, n, r: to_attract(m, n, r),
        i.Begin: lambda m, e_, n, r: to_attract(m, n, r),
        i.Cancel: lambda m, e_, n, r: to_attract(m, n, r),
    },
    State.MAINTENANCE_SIGN_IN: {
        i.DigitPressed: lambda m, ev, n, r: upkeep.digit(m, ev, n),
        i.DeletePressed: lambda m, e_, n, r: upkeep.delete(m),
        i.ClearPressed: lambda m, e_, n, r: upkeep.clear(m),
        i.Continue: lambda m, e_, n, r: upkeep.sign_in(m, n),
        e.PinChecked: lambda m, ev, n, r: upkeep.pin_checked(m, ev, n),
        i.Back: lambda m, e_, n, r: upkeep.sign_in_over(m, n),
        i.Cancel: lambda m, e_, n, r: upkeep.sign_in_over(m, n),
    },
    State.MAINTENANCE: {
        i.MaintenanceAction: lambda m, ev, n, r: upkeep.act(m, ev, n),
        e.UpkeepDone: lambda m, ev, n, r: upkeep.done(m, ev),
        i.Back: lambda m, e_, n, r: upkeep.out(m, n),
        i.Cancel: lambda m, e_, n, r: upkeep.out(m, n),
    },
}

DEADLINE: Mapping[State, Handler] = {
    State.STARTING: _test,
    State.SELF_TEST: lambda m, e_, n, r: _self_tested(m, e.SelfTested("TST-01", "oos.selftest"), n, r),
    State.OUT_OF_SERVICE: _test,
    State.ATTRACT: lambda m, e_, n, r: to_attract(m, n, r),
    State.FACE_CHECK: lambda m, e_, n, r: identify.face_timed_out(m, n, r),
    State.COMMIT: lambda m, e_, n, r: serve.commit_failed(m, e.CommitFailed(m.visit.id, "STO-02"), n, r),
    State.PRINTING: lambda m, e_, n, r: serve.print_timed_out(m, n),
    State.DONE: lambda m, e_, n, r: serve.finish(m, n, r),
    State.SURVEY: lambda m, e_, n, r: serve.finish(m, n, r),
    State.FAREWELL: lambda m, e_, n, r: to_attract(m, n, r),
    State.MAINTENANCE_SIGN_IN: lambda m, e_, n, r: upkeep.sign_in_over(m, n),
    State.MAINTENANCE: lambda m, e_, n, r: upkeep.out(m, n),
}


def idle(model: Model, event: object, now: Now, rules: Rules) -> Step:
    """The way out of every state that waits for a person: the person is gone."""
    return leave(model, now, rules, "idle", Message("idle.closed"))


def row(state: State) -> Mapping[type, Handler]:
    """The handler of every event in this state; `refuse` where the state has no such control."""
    found: dict[type, Handler] = dict.fromkeys(EVENTS, refuse)
    layers: Iterable[Mapping[type, Handler]] = (
        EVERYWHERE,
        IN_VISIT if state in VISIT - MACHINE_WORKS else {},
        WHERE_IDLE if state in IDLE - {State.STARTING} else {},
        OWN[state],
    )
    for layer in layers:
        found.update(layer)
    return found


TABLE: Mapping[State, Mapping[type, Handler]] = {state: row(state) for state in State}
