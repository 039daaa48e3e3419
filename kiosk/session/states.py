"""The states of the session, and which of them belong to a citizen's visit."""

from enum import StrEnum


class State(StrEnum):
    """The values are the keys of `[session.deadlines]` in the settings."""

    STARTING = "starting"
    SELF_TEST = "self_test"
    OUT_OF_SERVICE = "out_of_service"
    ATTRACT = "attract"
    ACCESS = "access"
    CONSENT = "consent"
    IDENTIFY = "identify"
    NIK_ENTRY = "nik_entry"
    IKD_SCAN = "ikd_scan"
    FACE_GUIDE = "face_guide"
    FACE_CHECK = "face_check"
    FACE_FAILED = "face_failed"
    PROFILE = "profile"
    SERVICES = "services"
    SERVICE_DETAIL = "service_detail"
    FORM = "form"
    DOCUMENTS = "documents"
    REVIEW = "review"
    COMMIT = "commit"
    PRINTING = "printing"
    DONE = "done"
    SURVEY = "survey"
    FAREWELL = "farewell"
    MAINTENANCE_SIGN_IN = "maintenance_sign_in"
    MAINTENANCE = "maintenance"


IDLE = frozenset({State.STARTING, State.SELF_TEST, State.OUT_OF_SERVICE, State.ATTRACT})
"""Nobody's data is on the screen."""
UPKEEP = frozenset({State.MAINTENANCE_SIGN_IN, State.MAINTENANCE})
VISIT = frozenset(State) - IDLE - UPKEEP
MACHINE_WORKS = frozenset({State.COMMIT, State.PRINTING, State.FAREWELL})
"""The kiosk is at work: no idle warning, and no way to cancel half way."""

JOURNEY: tuple[frozenset[State], ...] = (
    frozenset({State.CONSENT}),
    frozenset({State.IDENTIFY, State.NIK_ENTRY, State.IKD_SCAN}),
    frozenset({State.FACE_GUIDE, State.FACE_CHECK, State.FACE_FAILED, State.PROFILE}),
    frozenset({State.SERVICES, State.SERVICE_DETAIL}),
    frozenset({State.FORM, State.DOCUMENTS, State.REVIEW}),
    frozenset({State.COMMIT, State.PRINTING, State.DONE}),
)
"""The steps that the screen counts for the citizen."""


def step_of(state: State) -> int:
    """1..`len(JOURNEY)`, or 0 outside the journey."""
    return next((at for at, states in enumerate(JOURNEY, start=1) if state in states), 0)
