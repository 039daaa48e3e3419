"""What enrolment gave this kiosk: who it is, where the centre is, to whom evidence is sealed."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError


class DemoCitizen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    nik: str
    name: str
    photo: str = ""


class Provisioning(BaseModel):
    """The file's content; a demo's file also names the demo citizens."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    server_url: str
    device_id: str
    device_secret: str
    evidence_recipient: str
    region_code: str
    queue_first: int
    queue_last: int
    demo_citizen: tuple[DemoCitizen, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisioningFault:
    words: str = field()


def load(path: Path) -> Provisioning | ProvisioningFault:
    """Reads the file; the fault says what to do."""
    try:
        return Provisioning.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        return ProvisioningFault(f"{path}: {error.strerror}; enrol this kiosk first")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ProvisioningFault(f"{path}: not a TOML file; enrol this kiosk again")
    except ValidationError as error:
        keys = ", ".join(
            ".".join(str(part) for part in one["loc"]) for one in error.errors(include_input=False)
        )
        return ProvisioningFault(f"{path}: missing or wrong: {keys}; enrol this kiosk again")
