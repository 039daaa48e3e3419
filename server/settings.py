"""The settings of one server: where its data lies and how patient it is."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

DEFAULT_DATA = Path("var/server")
DATA_VARIABLE = "MPP_SERVER_DATA"
DATABASE_VARIABLE = "MPP_SERVER_DATABASE"
FILE = "server.toml"

Seconds = Annotated[float, Field(gt=0, le=300)]


class ServerSettings(BaseModel):
    """Every value may be set in `server.toml` in the data folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data_dir: Path = DEFAULT_DATA
    database: str = ""
    """SQLAlchemy URL, for example `postgresql+psycopg://mpp@/mpp`; empty: SQLite in the data folder."""
    public_url: str = "http://127.0.0.1:8750"
    """Where citizens' phones reach the tracking page."""
    session_hours: Annotated[float, Field(gt=0, le=168)] = 12.0
    visit_minutes: Annotated[float, Field(gt=0, le=240)] = 30.0
    """How long after its verification a visit may still read the profile."""
    attempts_per_visit: Annotated[int, Field(ge=1, le=50)] = 10
    registry_seconds: Seconds = 4.0
    """Past this the population registry counts as slow. Shorter than the kiosk's `verify_seconds`."""
    profile_seconds: Seconds = 4.0
    breaker_failures: Annotated[int, Field(ge=1, le=100)] = 5
    """So many failures in a row, and an adapter is left alone for `breaker_seconds`."""
    breaker_seconds: Seconds = 10.0
    retry_seconds: Seconds = 5.0
    """First wait before pending evidence is tried again; doubled each time up to `retry_max_seconds`."""
    retry_max_seconds: Annotated[float, Field(gt=0, le=86_400)] = 300.0
    pass_hours: Annotated[float, Field(gt=0, le=168)] = 8.0
    """How long a visit pass is good for."""
    pass_channels: tuple[Literal["counter", "kiosk", "web"], ...] = ("counter", "kiosk", "web")
    """Where a visit pass spares the second check."""
    max_body_bytes: Annotated[int, Field(ge=10_000, le=50_000_000)] = 2_000_000
    upload_bytes: Annotated[int, Field(ge=10_000, le=50_000_000)] = 8_000_000
    """The largest document that a citizen may upload from the phone."""
    code_minutes: Annotated[float, Field(gt=0, le=60)] = 10.0
    """How long a one-time code for the tracking page is good."""
    sign_in_tries: Annotated[int, Field(ge=1, le=1000)] = 10
    """Wrong secrets of one device in five minutes before it must wait."""
    track_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 120
    """Public look-ups from one address."""
    writer_lanes: Annotated[int, Field(ge=1, le=32)] = 1
    """Writing connections on PostgreSQL. One is best on a small machine (2,225 submissions a second against 1,806
    with two and 1,635 with four, on two cores): larger batches beat more of them. SQLite always has one."""

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data_dir / 'server.db'}"

    @property
    def keys_dir(self) -> Path:
        return self.data_dir / "keys"

    @property
    def simulator_dir(self) -> Path:
        return self.data_dir / "simulator"


def load_settings(data_dir: Path | None, environment: Mapping[str, str] = os.environ) -> ServerSettings | str:
    """Settings from the data folder and the environment, or one sentence that says what is wrong."""
    folder = data_dir or Path(environment.get(DATA_VARIABLE) or DEFAULT_DATA)
    file = folder / FILE
    said: dict[str, object] = {}
    if file.exists():
        try:
            said = dict(tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            return f"{file}: {error}"
    if environment.get(DATABASE_VARIABLE):
        said["database"] = environment[DATABASE_VARIABLE]
    try:
        return ServerSettings.model_validate({**said, "data_dir": folder})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{file}: {'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
