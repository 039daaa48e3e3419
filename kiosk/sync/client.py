"""Talks with the central server. Trouble is a typed answer: unreachable, or refused with a status."""

import logging
import threading
from dataclasses import dataclass
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from config.schema import Server
from kiosk import __version__
from kiosk.sync.provisioning import Provisioning
from protocol.version import WIRE_VERSION
from protocol.wire import (
    DeviceSession,
    DeviceSignIn,
    Heartbeat,
    Profile,
    VerificationAnswer,
    VerificationRequest,
)

log = logging.getLogger(__name__)
Model = TypeVar("Model", bound=BaseModel)
PATHS = {"application": "applications", "evidence": "evidence", "survey": "surveys"}


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing is known about what the server did: try again later. `reason` is one word."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The server answered and will not take it; trying the same again will not help."""

    status: int
    kind: str


class Client:
    """One connection pool; from any thread. Signs in when it has to."""

    def __init__(self, settings: Server, provisioning: Provisioning) -> None:
        self._settings = settings
        self._who = provisioning
        self._lock = threading.Lock()
        self._session: DeviceSession | None = None
        self._cut = False
        timeout = httpx.Timeout(settings.read_seconds, connect=settings.connect_seconds)
        self._http = httpx.Client(base_url=provisioning.server_url, timeout=timeout)

    def close(self) -> None:
        self._http.close()

    def cut(self, away: bool) -> None:
        """Demo and training: behaves as if the network cable were pulled (or put back)."""
        self._cut = away

    @property
    def session(self) -> DeviceSession | None:
        return self._session

    def sign_in(self) -> DeviceSession | Unreachable | Rejected:
        body = DeviceSignIn(
            device_id=self._who.device_id,
            secret=self._who.device_secret,
            wire_version=WIRE_VERSION,
            software_version=__version__,
        )
        answer = self._send("POST", "/v1/devices/sign-in", body.model_dump_json().encode(), token=None)
        found = _read(answer, DeviceSession)
        if isinstance(found, DeviceSession):
            with self._lock:
                self._session = found
        return found

    def verify(self, request: VerificationRequest) -> VerificationAnswer | Unreachable | Rejected:
        body = request.model_dump_json().encode()
        path = f"/v1/verifications/{request.id}"
        return _read(self._signed("PUT", path, body, self._settings.verify_seconds), VerificationAnswer)

    def profile(self, visit: str) -> Profile | Unreachable | Rejected:
        return _read(self._signed("GET", f"/v1/visits/{visit}/profile"), Profile)

    def put(self, kind: str, id_: str, body: bytes) -> Unreachable | Rejected | None:
        """Sends one outbox item; None is a success."""
        answer = self._signed("PUT", f"/v1/{PATHS[kind]}/{id_}", body)
        return None if isinstance(answer, httpx.Response) else answer

    def heartbeat(self, beat: Heartbeat) -> Unreachable | Rejected | None:
        answer = self._signed("POST", "/v1/heartbeats", beat.model_dump_json().encode())
        return None if isinstance(answer, httpx.Response) else answer

    def application(self, id_: str) -> dict[str, object] | Unreachable | Rejected:
        """What the server holds of an application of this kiosk."""
        answer = self._signed("GET", f"/v1/applications/{id_}")
        return dict(answer.json()) if isinstance(answer, httpx.Response) else answer

    def _signed(
        self, method: str, path: str, body: bytes | None = None, seconds: float | None = None
    ) -> httpx.Response | Unreachable | Rejected:
        session = self._session or self.sign_in()
        if not isinstance(session, DeviceSession):
            return session
        answer = self._send(method, path, body, session.token, seconds)
        if isinstance(answer, Rejected) and answer.status == 401:  # the token has expired
            session = self.sign_in()
            if not isinstance(session, DeviceSession):
                return session
            answer = self._send(method, path, body, session.token, seconds)
        return answer

    def _send(
        self, method: str, path: str, body: bytes | None, token: str | None, seconds: float | None = None
    ) -> httpx.Response | Unreachable | Rejected:
        headers = {"Content-Type": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if self._cut:
            return Unreachable("network")
        timeout = httpx.USE_CLIENT_DEFAULT if seconds is None else httpx.Timeout(seconds)
        try:
            answer = self._http.request(method, path, content=body, headers=headers, timeout=timeout)
        except httpx.TimeoutException:
            return Unreachable("timeout")
        except (httpx.HTTPError, OSError):
            return Unreachable("network")
        if answer.is_success:
            return answer
        if answer.status_code >= 500 or answer.status_code == 429:
            return Unreachable(f"status_{answer.status_code}")
        return Rejected(answer.status_code, _problem_kind(answer))


def _read(
    answer: httpx.Response | Unreachable | Rejected, model: type[Model]
) -> Model | Unreachable | Rejected:
    if not isinstance(answer, httpx.Response):
        return answer
    try:
        return model.model_validate_json(answer.content)
    except ValidationError:
        log.error("the server's %s does not fit the wire", model.__name__)
        return Unreachable("garbage")


def _problem_kind(answer: httpx.Response) -> str:
    try:
        kind = answer.json().get("type", "")
    except (ValueError, AttributeError):
        return "unknown"
    return str(kind)[:40] if isinstance(kind, str) else "unknown"
