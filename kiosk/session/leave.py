"""Every way out of a visit: one wipe, whatever the door."""

from dataclasses import replace

from kiosk.session.effects import Audit, Effect, StopFace, Wipe
from kiosk.session.model import Model, Now, Rules, Step, Visit, go
from kiosk.session.states import State
from ui.view import Message


def leave(model: Model, now: Now, rules: Rules, reason: str, words: Message | None = None) -> Step:
    """Ends the visit: the model forgets it and the world is told to.

    Args:
        model: With the visit.
        now: Time of the event.
        rules: The rules.
        reason: One word for the audit trail, for example `idle` or `cancelled`.
        words: What the last screen says; None goes straight to the attract screen.
    """
    effects: tuple[Effect, ...] = (
        StopFace(),
        Wipe(model.visit.id),
        Audit("visit.ended", (("reason", reason), ("state", model.state.value))),
    )
    if words is None:
        clean = replace(model, visit=Visit(language=rules.settings.kiosk.language))
        return go(clean, State.ATTRACT, now), effects
    # The access modes stay for the last words: who needs large text needs it to read them, too.
    kept = Visit(language=model.visit.language, modes=model.visit.modes, farewell=words)
    return go(replace(model, visit=kept), State.FAREWELL, now), effects


def to_attract(model: Model, now: Now, rules: Rules) -> Step:
    """After the last words."""
    clean = replace(model, visit=Visit(language=rules.settings.kiosk.language))
    return go(clean, State.ATTRACT, now), ()


def break_down(model: Model, now: Now, rules: Rules, code: str, message: str) -> Step:
    """Something that only staff can mend: wipe, and say the code."""
    gone, effects = leave(model, now, rules, f"fault {code}")
    out = go(replace(gone, fault=(code, message)), State.OUT_OF_SERVICE, now)
    return out, (*effects, Audit("kiosk.out_of_service", (("code", code),)))
