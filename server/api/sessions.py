"""Device sessions: sign-in with a secret, then a bearer token. Neither is stored readable."""

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from starlette.concurrency import run_in_threadpool

from server.api.limits import Rate
from server.settings import ServerSettings
from server.storage import devices
from server.storage.devices import Device, Enrolled, NewSession
from server.storage.storage import Storage

HASHER = PasswordHasher()
REMEMBERED = timedelta(seconds=15)
"""How long a token is believed without asking the database; a revoked kiosk is out after that."""
MANY = 50_000
_ID = re.compile(r"^[a-zA-Z0-9._-]{3,64}$")


class Sessions:
    def __init__(self, storage: Storage, settings: ServerSettings, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock
        self._lifetime = timedelta(hours=settings.session_hours)
        self._wrong = Rate(settings.sign_in_tries, 300.0)
        self._known: dict[bytes, tuple[Device, datetime]] = {}
        # what an unknown device is compared with, so that it takes as long as a known one
        self._nobody = HASHER.hash(secrets.token_urlsafe(24))

    def locked(self, device_id: str) -> bool:
        """Whether a device gave wrong secrets too often."""
        return self._wrong.exhausted(device_id)

    async def sign_in(self, device_id: str, secret: str) -> tuple[Enrolled, str, datetime] | None:
        """The device, its token and when that ends; None where id or secret is wrong."""
        found = None
        if _ID.match(device_id):
            found = await self._storage.glance(lambda connection: devices.enrolled(connection, device_id))
        hashed = found.secret_hash if found else self._nobody
        right = await run_in_threadpool(_fits, hashed, secret)
        if found is None or not right:
            self._wrong.allow(device_id)
            return None
        self._wrong.forget(device_id)
        token = secrets.token_urlsafe(32)
        now = self._clock()
        ends = now + self._lifetime
        await self._storage.writer.run(devices.open_sessions, NewSession(_hash(token), device_id, now, ends))
        return found, token, ends

    async def device(self, token: str) -> Device | None:
        """Whose token this is, while it is valid."""
        key = _hash(token)
        now = self._clock()
        remembered = self._known.get(key)
        if remembered and remembered[1] > now:
            return remembered[0]
        found = await self._storage.glance(lambda connection: devices.session_device(connection, key, now))
        if found is None:
            self._known.pop(key, None)
            return None
        device, ends = found
        if len(self._known) >= MANY:
            self._known.clear()
        self._known[key] = (device, min(ends, now + REMEMBERED))
        return device


def _hash(token: str) -> bytes:
    # a plain hash is enough: the token has 256 random bits
    return hashlib.sha256(token.encode()).digest()


def _fits(hashed: str, secret: str) -> bool:
    try:
        return HASHER.verify(hashed, secret)
    except VerificationError:
        return False
