"""A running server, a kiosk that speaks to it, and bodies of its messages."""

import base64
import json
import re
import socket
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import numpy as np
import pyrage
import uvicorn
from fastapi import FastAPI
from sqlalchemy import update

from face.template import Template
from server.accounts import totp_now
from server.adapters.faults import FaultSwitches
from server.adapters.ikd_simulator import issue_token
from server.adapters.notice_simulator import NoticeSimulator
from server.adapters.population import Citizen
from server.api.limits import Rate
from server.context import Context
from server.keys import load_signing_key
from server.settings import ServerSettings
from server.storage.schema import officers
from server.storage.writer import each

AYU, BUDI = "3217995505900001", "3217990606850002"
STRANGER = "3217990101700009"
SECRET_NAMES = {AYU: "AYU RAHASIA PERTIWI", BUDI: "BUDI RAHASIA KUSUMA"}
SECOND, DOOMED, ELSEWHERE, OTHER_OFFICE = "mpp-3217-02", "mpp-3217-03", "mpp-6112-01", "mpp-6112"
Body = dict[str, Any]


def template(number: int, likeness: float = 1.0) -> bytes:
    """A face: the same number is the same person; `likeness` is the score it will reach."""
    person = np.random.default_rng(number).normal(size=128)
    person /= np.linalg.norm(person)
    other = np.random.default_rng(1000 + number).normal(size=128)
    other -= person * (other @ person)
    other /= np.linalg.norm(other)
    shown = likeness * person + (1 - likeness**2) ** 0.5 * other
    return Template("sface", shown.astype(np.float32)).to_bytes()


FACES = {AYU: template(1), BUDI: template(2)}


class Clock:
    """The server's time, moved by the test."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Kiosk:
    """Speaks the wire."""

    client: httpx.Client
    clock: Clock
    token: str = ""
    recipient: str = ""
    sent: dict[UUID, Body] = field(default_factory=dict)

    def sign_in(self, device: str, secret: str) -> None:
        answer = self.client.post("/v1/devices/sign-in", json=sign_in_body(device, secret))
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["token"]
        self.recipient = answer.json()["evidence_recipient"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def put(self, path: str, body: Body) -> Any:
        return self.client.put(f"/v1/{path}/{body['id']}", json=body, headers=self.headers)

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/v1/{path}", headers=self.headers | headers)

    def post(self, path: str, body: Body) -> Any:
        return self.client.post(f"/v1/{path}", json=body, headers=self.headers)

    def verified_visit(self, nik: str = AYU) -> UUID:
        visit = uuid4()
        answer = self.put("verifications", face_request(visit, nik))
        assert answer.json()["decision"] == "match", answer.text
        return visit

    def sealed(self, request: Body, **changes: Any) -> Body:
        """The request as sealed evidence."""
        content = pyrage.encrypt(
            json.dumps(request).encode(), [pyrage.x25519.Recipient.from_str(self.recipient)]
        )
        return {
            "id": request["id"],
            "visit_id": request["visit_id"],
            "sealed": base64.b64encode(content).decode(),
            "happened_at": request["at"],
        } | changes


@dataclass
class World:
    settings: ServerSettings
    app: FastAPI
    client: httpx.Client
    clock: Clock
    faults: FaultSwitches
    provision: Path

    @property
    def context(self) -> Context:
        context: Context = self.app.state.context
        return context

    def kiosk(self, device: str = "mpp-3217-01") -> Kiosk:
        kiosk = Kiosk(self.client, self.clock)
        secret = tomllib.loads(self.provision.read_text())["device_secret"]
        kiosk.sign_in(device, secret)
        return kiosk

    def ikd_token(self, nik: str, age: float = 0.0) -> str:
        key = load_signing_key(self.settings.keys_dir / "ikd-simulator.key")
        return issue_token(key, nik, self.clock() - timedelta(seconds=age))


def citizens() -> list[Citizen]:
    return [
        Citizen.model_construct(
            nik=nik,
            as_of=date(2026, 11, 1),
            dukcapil={"nama_lengkap": SECRET_NAMES[nik], "no_kk": f"32179901010{nik[-5:]}"},
            sdmk={"str_no": f"STR-{nik[-4:]}"} if nik == AYU else {},
            template=FACES[nik],
        )
        for nik in (AYU, BUDI)
    ]


def sign_in_body(device: str, secret: str, version: int = 1) -> Body:
    return {"device_id": device, "secret": secret, "wire_version": version, "software_version": "0.1.0"}


def consent(**changes: Any) -> Body:
    return {"version": "1", "language": "id", "at": stamp(), "face": True, "data": True} | changes


def stamp(at: datetime | None = None) -> str:
    return (at or datetime.now(UTC)).isoformat()


def face_request(visit: UUID, nik: str = AYU, *, face: bytes | None = None, **changes: Any) -> Body:
    pad = {key: changes.pop(key) for key in ("pad_decision", "pad_score") if key in changes}
    return {
        "id": str(uuid4()),
        "visit_id": str(visit),
        "consent": consent(),
        "way": "face",
        "nik": nik,
        "face": {
            "engine": "sface",
            "template": base64.b64encode(face or FACES.get(nik, template(9))).decode(),
            "pad_decision": "live",
            "pad_score": 0.99,
        }
        | pad,
        "at": stamp(),
    } | changes


def ikd_request(visit: UUID, token: str, **changes: Any) -> Body:
    return {
        "id": str(uuid4()),
        "visit_id": str(visit),
        "consent": consent(face=False),
        "way": "ikd",
        "ikd_token": token,
        "at": stamp(),
    } | changes


_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def new_number() -> str:
    drawn = uuid4().int
    return "MPP-3217-261124-" + "".join(_letters[(drawn >> 5 * at) % 32] for at in range(7)) + "-0"


def application(visit: UUID, nik: str = AYU, **changes: Any) -> Body:
    return {
        "id": str(uuid4()),
        "visit_id": str(visit),
        "number": new_number(),
        "service": "ADM-KK-05",
        "catalogue_version": "2026.11.1",
        "nik": nik,
        "identity": "verified",
        "consent": consent(),
        "fields": {"nama_lengkap": SECRET_NAMES.get(nik, "X"), "no_hp": "+6281200000000"},
        "queue_number": "A-101",
        "due": "2026-11-25",
        "happened_at": stamp(),
    } | changes


def survey(**changes: Any) -> Body:
    return {
        "id": str(uuid4()),
        "service": "ADM-KK-05",
        "answers": {f"u{number}": 4 for number in range(1, 10)},
        "language": "id",
        "on": "2026-11-24",
    } | changes


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The application behind a real uvicorn on a free port of this machine; gives its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        until(lambda: server.started or not thread.is_alive())
        assert server.started, "the server did not start"
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Waits for something that happens by itself."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def limit(rate: Rate, most: int) -> None:
    """Gives a limit a new size and forgets who asked before."""
    rate._most = most
    rate._seen.clear()


JPEG = b"\xff\xd8\xff\xe0" + b"x" * 500 + b"\xff\xd9"
"""Looks like a whole photograph."""


def last_message(world: World) -> str:
    folder = world.settings.simulator_dir
    sent = NoticeSimulator(folder, world.context.sealer, world.faults).sent()
    return sent[-1].words if sent else ""


def code_in(words: str) -> str:
    found = re.search(r"\b\d{6}\b", words)
    assert found
    return found[0]


def opened(world: World, phone: httpx.Client, body: dict[str, Any]) -> httpx.Response:
    phone.post(f"/t/{body['number']}/code")
    return phone.post(f"/t/{body['number']}/open", data={"code": code_in(last_message(world))})


def upload(
    phone: httpx.Client, body: dict[str, Any], content: bytes, document: str = "kk_lama"
) -> httpx.Response:
    page = phone.get(f"/t/{body['number']}/details").text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf
    return phone.post(
        f"/t/{body['number']}/documents",
        data={"csrf": csrf[1], "document": document},
        files={"file": ("../../evil.html", content, "text/html")},
    )


class Desk:
    """A browser of a signed-in officer."""

    def __init__(self, world: World, login: str, secrets: dict[str, str]) -> None:
        self.world = world
        self.secrets = secrets
        self.login = login
        self.client = httpx.Client(base_url=str(world.client.base_url), follow_redirects=True, timeout=30)

    def sign_in(self, counter: str = "1", **wrong: str) -> httpx.Response:
        code = totp_now(self.secrets["totp"], self.world.clock())
        form = {
            "login": self.login,
            "password": self.secrets["password"],
            "code": code,
            "counter": counter,
        } | wrong
        return self.client.post("/sign-in", data=form)

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def post(self, path: str, **form: Any) -> httpx.Response:
        page = self.client.get("/home").text
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        assert found
        return self.client.post(path, data={"csrf": found[1]} | form)


def forget_code(world: World, login: str) -> None:
    """Lets the same 30 seconds be used by the next test."""

    def work(connection: Any, _item: None) -> None:
        connection.execute(update(officers).where(officers.c.login == login).values(totp_step=0))

    world.context.storage.writer.run_blocking(each(work), None)
