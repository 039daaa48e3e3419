"""One step of the session: an event in, the new model and what it asks of the world out."""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.session.effects import Refused
from kiosk.session.events import Event, Tick
from kiosk.session.model import Model, Now, Rules, Step
from kiosk.session.states import MACHINE_WORKS, VISIT, State
from kiosk.session.table import DEADLINE, INTENTS, TABLE, idle, refuse


def step(model: Model, event: Event, now: Now, rules: Rules) -> Step:
    """Decides. Pure: the same arguments give the same step.

    Args:
        model: Before.
        event: An intent of the person or a report of the machine.
        now: When it happened.
        rules: Settings, catalogue, consent text.
    """
    if isinstance(event, Tick):
        if now.monotonic - model.touched < deadline(model, rules):
            return model, ()
        return DEADLINE.get(model.state, idle)(model, event, now, rules)
    if isinstance(event, INTENTS) and model.state not in MACHINE_WORKS:
        model = replace(model, touched=now.monotonic)
    handler = TABLE[model.state][type(event)]
    if handler is refuse:
        return model, (Refused(model.state.value, type(event).__name__),)
    return handler(model, event, now, rules)


def deadline(model: Model, rules: Rules) -> float:
    """Seconds without a sign of life until the state is left by itself."""
    session = rules.settings.session
    limits: Mapping[str, int] = session.deadlines.model_dump()
    if model.calling_staff:
        return float(limits["staff_call"])
    slow = session.slow_factor if model.visit.modes.slow and model.state in VISIT - MACHINE_WORKS else 1.0
    return limits[model.state.value] * slow


def idle_seconds(model: Model, now: Now, rules: Rules) -> int | None:
    """Whole seconds left once the citizen has to be warned; None before, and where nobody is waited for."""
    if model.state not in VISIT - MACHINE_WORKS - {State.FACE_CHECK} or model.calling_staff:
        return None
    left = deadline(model, rules) - (now.monotonic - model.touched)
    return max(0, int(left + 0.999)) if left <= rules.settings.session.idle_warning_seconds else None
