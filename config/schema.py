"""The settings of one kiosk, as frozen models.

No setting has a default here: `settings.toml` beside this file holds every one with a comment, and a kiosk's
own file overrides key by key (`config.load`). The description of each field says, in words for a technician,
which value is expected; `SettingsFault.expected` repeats it.
"""

from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints, model_validator

Whole = Annotated[int, Strict()]
"""Lax pydantic would read `true` as 1 and "3" as 3; a settings file that says so is wrong."""
Seconds = Annotated[Whole, Field(ge=1, le=86_400)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Kiosk(Section):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{2,63}$")] = Field(
        description="3 to 64 small letters, digits or hyphens, for example mpp-3217-01"
    )
    office: Words = Field(description="the name of the mall, for example MPP Kabupaten Bandung Barat")
    region: Words = Field(description="the name of the region, for example Kabupaten Bandung Barat")
    region_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] = Field(
        description="4 digits in quotation marks, the ministry's code of the region, for example 3217"
    )
    time_zone: Literal["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"] = Field(
        description="one of Asia/Jakarta, Asia/Pontianak (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT)"
    )
    opens: time = Field(description='a time of day in quotation marks, for example "08:00"')
    closes: time = Field(description="a time of day in quotation marks, later than opens")
    language: Literal["id", "en", "su", "jv"] = Field(description="one of id, en, su, jv")
    screen_diagonal_inch: Annotated[float, Strict(), Field(ge=7, le=100)] = Field(
        description="a number from 7 to 100: the diagonal of the visible screen in inches"
    )
    screen_size: Annotated[str, StringConstraints(pattern=r"^(auto|[0-9]{3,5}x[0-9]{3,5})$")] = Field(
        description='"auto" or WIDTHxHEIGHT in pixels, for example 1080x1920'
    )
    data_dir: Path = Field(description="a folder for the journal and the outbox, for example var/kiosk")
    provisioning: Path | Literal[""] = Field(
        description="the file that enrolment wrote (device id and secret), or an empty text before enrolment"
    )

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> "Kiosk":
        if self.opens >= self.closes:
            raise ValueError("closes")
        return self


class Server(Section):
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/\S*)?$")] = Field(
        description="a web address that starts with https:// (or http:// on this machine)"
    )
    connect_seconds: Annotated[float, Strict(), Field(gt=0, le=60)] = Field(
        description="seconds, above 0, at most 60"
    )
    read_seconds: Annotated[float, Strict(), Field(gt=0, le=120)] = Field(
        description="seconds, above 0, at most 120"
    )
    verify_seconds: Annotated[float, Strict(), Field(gt=0, le=60)] = Field(
        description="seconds, above 0, at most 60"
    )


class Camera(Section):
    source: Annotated[
        str, StringConstraints(pattern=r"^(auto|none|simulated(:\S+)?|v4l2:/\S+|mjpeg:https?://\S+)$")
    ] = Field(description="auto, none, simulated, v4l2:/dev/kiosk/camera or mjpeg:http://ADDRESS")
    width: Annotated[Whole, Field(ge=320, le=3840)] = Field(description="pixels, 320 to 3840")
    height: Annotated[Whole, Field(ge=240, le=2160)] = Field(description="pixels, 240 to 2160")
    fps: Annotated[Whole, Field(ge=5, le=60)] = Field(description="frames a second, 5 to 60")


class Printer(Section):
    uri: Annotated[
        str,
        StringConstraints(pattern=r"^(auto|none|simulated(:\S+)?|serial:/\S+|tcp://\S+|usb:\S+|file:/\S+)$"),
    ] = Field(description="auto, none, simulated, serial:/dev/printer, tcp://HOST:9100 or usb:VENDOR:PRODUCT")
    width: Literal[80, 58] = Field(description="the paper width in millimetres, 80 or 58")


class Scanner(Section):
    uri: Annotated[
        str, StringConstraints(pattern=r"^(auto|none|simulated(:\S+)?|serial:/\S+|evdev:/\S+)$")
    ] = Field(description="auto, none, simulated, serial:/dev/kiosk/scanner or evdev:/dev/kiosk/scanner")


class Deadlines(Section):
    """How long a state may wait for a person or a device before it leaves by itself, in seconds."""

    starting: Seconds = Field(description="whole seconds, at least 1")
    self_test: Seconds = Field(description="whole seconds, at least 1")
    out_of_service: Seconds = Field(description="whole seconds, at least 1")
    attract: Seconds = Field(description="whole seconds, at least 1")
    access: Seconds = Field(description="whole seconds, at least 1")
    consent: Seconds = Field(description="whole seconds, at least 1")
    identify: Seconds = Field(description="whole seconds, at least 1")
    nik_entry: Seconds = Field(description="whole seconds, at least 1")
    ikd_scan: Seconds = Field(description="whole seconds, at least 1")
    face_guide: Seconds = Field(description="whole seconds, at least 1")
    face_check: Seconds = Field(description="whole seconds, at least 1")
    face_failed: Seconds = Field(description="whole seconds, at least 1")
    profile: Seconds = Field(description="whole seconds, at least 1")
    services: Seconds = Field(description="whole seconds, at least 1")
    service_detail: Seconds = Field(description="whole seconds, at least 1")
    form: Seconds = Field(description="whole seconds, at least 1")
    documents: Seconds = Field(description="whole seconds, at least 1")
    review: Seconds = Field(description="whole seconds, at least 1")
    commit: Seconds = Field(description="whole seconds, at least 1")
    printing: Seconds = Field(description="whole seconds, at least 1")
    done: Seconds = Field(description="whole seconds, at least 1")
    survey: Seconds = Field(description="whole seconds, at least 1")
    farewell: Seconds = Field(description="whole seconds, at least 1")
    staff_call: Seconds = Field(description="whole seconds, at least 1")
    maintenance_sign_in: Seconds = Field(description="whole seconds, at least 1")
    maintenance: Seconds = Field(description="whole seconds, at least 1")


class Session(Section):
    idle_warning_seconds: Annotated[Whole, Field(ge=20, le=120)] = Field(
        description="whole seconds, 20 to 120 (WCAG 2.2, 2.2.1: warn at least 20 seconds ahead)"
    )
    attempts: Annotated[Whole, Field(ge=1, le=5)] = Field(description="how often a face may be tried, 1 to 5")
    slow_factor: Annotated[float, Strict(), Field(ge=1, le=10)] = Field(
        description="how many times longer every deadline is with more time turned on, 1 to 10"
    )
    deadlines: Deadlines


class Offline(Section):
    max_waiting: Annotated[Whole, Field(ge=1, le=100_000)] = Field(
        description="how many applications may wait for the centre, at least 1"
    )
    max_days: Annotated[Whole, Field(ge=1, le=60)] = Field(description="days without the centre, 1 to 60")
    min_free_mb: Annotated[Whole, Field(ge=50, le=1_000_000)] = Field(
        description="megabytes that must stay free on the disk, at least 50"
    )


class Maintenance(Section):
    pin_hash: Annotated[str, StringConstraints(pattern=r"^\$argon2id\$v=19\$.+")] = Field(
        description="an argon2id hash of the technician's PIN, as mpp-kiosk's provisioning writes it"
    )
    lock_out_seconds: Annotated[tuple[Seconds, ...], Field(min_length=1, max_length=10)] = Field(
        description="a list of whole seconds: the wait after the first, second, ... group of wrong PINs"
    )
    tries: Annotated[Whole, Field(ge=1, le=10)] = Field(description="wrong PINs before each wait, 1 to 10")


class Face(Section):
    engine: Literal["sface", "dlib"] = Field(description="sface or dlib")
    time_budget_seconds: Annotated[float, Strict(), Field(ge=5, le=120)] = Field(
        description="seconds for one face check, 5 to 120"
    )


class Sync(Section):
    push_seconds: Seconds = Field(description="whole seconds between two looks at the outbox, at least 1")
    pull_seconds: Seconds = Field(description="whole seconds between looks for a new catalogue, at least 1")
    heartbeat_seconds: Seconds = Field(description="whole seconds between two heartbeats, at least 1")
    backoff_max_seconds: Seconds = Field(description="whole seconds, the longest wait between two tries")


class Translated(Section):
    id: Words = Field(description="words in Indonesian")
    en: Words = Field(description="words in English")


class Consent(Section):
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+$")] = Field(
        description='the number of the consent text in quotation marks, for example "1"'
    )
    controller: Words = Field(description="the body responsible for the data")
    agencies: Translated
    retention_years: Annotated[Whole, Field(ge=1, le=100)] = Field(
        description="whole years that proof of consent and application are kept, 1 to 100"
    )
    channel: Words = Field(description="where a citizen uses the rights of UU PDP besides the counter")


class Settings(Section):
    kiosk: Kiosk
    server: Server
    camera: Camera
    printer: Printer
    scanner: Scanner
    session: Session
    offline: Offline
    maintenance: Maintenance
    face: Face
    sync: Sync
    consent: Consent
