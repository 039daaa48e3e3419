"""Maintenance: the hidden gesture, the technician's PIN, the actions, and the way back."""

from dataclasses import replace

from kiosk.session.effects import Audit, CheckPin, Effect, RunSelfTest, Upkeep
from kiosk.session.events import PinChecked, UpkeepDone
from kiosk.session.leave import leave
from kiosk.session.model import PIN_LONGEST, Model, Now, Rules, Step, go
from kiosk.session.states import IDLE, State
from ui.intent import DigitPressed, MaintenanceAction


def gesture(model: Model, now: Now, rules: Rules) -> Step:
    """Whoever was here is forgotten before the technician sees anything."""
    effects: tuple[Effect, ...] = ()
    if model.state not in IDLE:
        model, effects = leave(model, now, rules, "maintenance")
    return go(replace(model, pin="", pin_error=""), State.MAINTENANCE_SIGN_IN, now), effects


def locked(model: Model, now: Now) -> int:
    return (
        max(0, round(model.locked_until - now.monotonic + 0.5)) if model.locked_until > now.monotonic else 0
    )


def digit(model: Model, event: DigitPressed, now: Now) -> Step:
    if locked(model, now) or len(model.pin) >= PIN_LONGEST or event.digit not in "0123456789":
        return model, ()
    return replace(model, pin=model.pin + event.digit, pin_error="", touched=now.monotonic), ()


def delete(model: Model) -> Step:
    return replace(model, pin=model.pin[:-1]), ()


def clear(model: Model) -> Step:
    return replace(model, pin=""), ()


def sign_in(model: Model, now: Now) -> Step:
    if locked(model, now) or not model.pin:
        return model, ()
    return replace(model, pin=""), (CheckPin(model.pin),)


def pin_checked(model: Model, event: PinChecked, now: Now) -> Step:
    if event.right:
        inside = replace(model, pin_error="", upkeep_page="overview", upkeep_message="", locked_until=0.0)
        return go(inside, State.MAINTENANCE, now), (Audit("maintenance.sign_in"),)
    error = "maint.locked" if event.locked_seconds else "maint.wrong_pin"
    until = now.monotonic + event.locked_seconds if event.locked_seconds else 0.0
    refused = Audit("maintenance.refused", (("locked_seconds", str(event.locked_seconds)),))
    return replace(model, pin_error=error, locked_until=until, touched=now.monotonic), (refused,)


def act(model: Model, event: MaintenanceAction, now: Now) -> Step:
    model = replace(model, touched=now.monotonic, upkeep_message="")
    note = Audit("maintenance.action", (("action", event.action),))
    match event.action:
        case "leave":
            return out(model, now)
        case "camera":
            return replace(model, upkeep_page="camera"), (note, Upkeep("camera_on"))
        case "overview":
            return replace(model, upkeep_page="overview"), (Upkeep("camera_off"),)
        case "test_print":
            return model, (note, Upkeep("test_print"))
        case "sync_now":
            return model, (note, Upkeep("sync_now"))


def done(model: Model, event: UpkeepDone) -> Step:
    return replace(model, upkeep_message=event.message), ()


def out(model: Model, now: Now) -> Step:
    """Leaving runs the self-test, so that a mended kiosk opens and a broken one does not."""
    return go(model, State.SELF_TEST, now), (
        Upkeep("camera_off"),
        Audit("maintenance.left"),
        RunSelfTest(),
    )


def sign_in_over(model: Model, now: Now) -> Step:
    return go(replace(model, pin="", pin_error=""), State.SELF_TEST, now), (RunSelfTest(),)
