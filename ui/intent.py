"""What a person at the screen can mean. The screens emit these and nothing else."""

from dataclasses import dataclass
from typing import Literal

Way = Literal["nik", "ikd", "ktp", "counter"]
Mode = Literal["text_size", "contrast", "low", "slow", "voice", "no_camera"]


@dataclass(frozen=True, slots=True)
class Begin:
    """The attract screen was touched."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    code: str


@dataclass(frozen=True, slots=True)
class ToggleMode:
    """Turns an access mode on or off; `text_size` goes to the next of its three sizes."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class TickConsent:
    which: Literal["face", "data"]


@dataclass(frozen=True, slots=True)
class Agree:
    pass


@dataclass(frozen=True, slots=True)
class Refuse:
    pass


@dataclass(frozen=True, slots=True)
class ChooseWay:
    way: Way


@dataclass(frozen=True, slots=True)
class DigitPressed:
    """One digit for the NIK or the technician's PIN, wherever the session is."""

    digit: str


@dataclass(frozen=True, slots=True)
class DeletePressed:
    pass


@dataclass(frozen=True, slots=True)
class ClearPressed:
    pass


@dataclass(frozen=True, slots=True)
class ToggleShown:
    """Shows or hides the digits typed so far."""


@dataclass(frozen=True, slots=True)
class Continue:
    """The one dominant action of the screen."""


@dataclass(frozen=True, slots=True)
class Back:
    pass


@dataclass(frozen=True, slots=True)
class Cancel:
    pass


@dataclass(frozen=True, slots=True)
class Retry:
    pass


@dataclass(frozen=True, slots=True)
class SkipChallenge:
    """I cannot do this movement."""


@dataclass(frozen=True, slots=True)
class ChooseDomain:
    domain: str


@dataclass(frozen=True, slots=True)
class Search:
    text: str


@dataclass(frozen=True, slots=True)
class TurnPage:
    """Next (1) or previous (-1) page of a list or a form."""

    by: int


@dataclass(frozen=True, slots=True)
class ChooseService:
    code: str


@dataclass(frozen=True, slots=True)
class EditField:
    """The whole new text of a form field, after each key."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class FlagWrong:
    """This prefilled value is wrong (asked again: no, it is right)."""

    name: str


@dataclass(frozen=True, slots=True)
class TickStatement:
    pass


@dataclass(frozen=True, slots=True)
class Submit:
    pass


@dataclass(frozen=True, slots=True)
class Reprint:
    pass


@dataclass(frozen=True, slots=True)
class AnotherService:
    pass


@dataclass(frozen=True, slots=True)
class Finish:
    pass


@dataclass(frozen=True, slots=True)
class Rate:
    """One SKM answer: element `u1`..`u9`, score 1 (poor) to 4 (very good)."""

    element: str
    score: int


@dataclass(frozen=True, slots=True)
class SkipSurvey:
    pass


@dataclass(frozen=True, slots=True)
class StillHere:
    pass


@dataclass(frozen=True, slots=True)
class CallStaff:
    pass


@dataclass(frozen=True, slots=True)
class CloseStaff:
    pass


@dataclass(frozen=True, slots=True)
class MaintenanceGesture:
    """The hidden gesture: five touches in the upper left corner within three seconds."""


@dataclass(frozen=True, slots=True)
class MaintenanceAction:
    """A button of the maintenance screen."""

    action: Literal["test_print", "camera", "sync_now", "overview", "leave"]


Intent = (
    Begin
    | ChooseLanguage
    | ToggleMode
    | TickConsent
    | Agree
    | Refuse
    | ChooseWay
    | DigitPressed
    | DeletePressed
    | ClearPressed
    | ToggleShown
    | Continue
    | Back
    | Cancel
    | Retry
    | SkipChallenge
    | ChooseDomain
    | Search
    | TurnPage
    | ChooseService
    | EditField
    | FlagWrong
    | TickStatement
    | Submit
    | Reprint
    | AnotherService
    | Finish
    | Rate
    | SkipSurvey
    | StillHere
    | CallStaff
    | CloseStaff
    | MaintenanceGesture
    | MaintenanceAction
)
