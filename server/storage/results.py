"""What a write or a read may answer besides the row itself."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Refused:
    """`conflict`: same id, other body; `foreign`: belongs to another device or another person; `too_many`."""

    why: Literal["conflict", "foreign", "too_many", "number_taken"]


CONFLICT = Refused("conflict")
FOREIGN = Refused("foreign")
TOO_MANY = Refused("too_many")
NUMBER_TAKEN = Refused("number_taken")
