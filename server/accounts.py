"""Officers sign in with a password and a one-time code (TOTP, RFC 6238); both are checked, then said as one."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from starlette.concurrency import run_in_threadpool

from server.api.limits import Rate
from server.domain.roles import Role
from server.sealing import Sealer
from server.storage import officers
from server.storage.officers import NewOfficer, Officer, OfficerSession
from server.storage.storage import Storage
from server.storage.writer import each

HASHER = PasswordHasher()
LIFETIME = timedelta(hours=10)
STEP = 30
TRIES, WINDOW = 6, 300.0

open_session = each(officers.open_session)
close_session = each(officers.close_session)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a new officer is told once."""

    login: str
    password: str = field(repr=False)
    totp: str = field(repr=False)


class Accounts:
    def __init__(self, storage: Storage, sealer: Sealer, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._sealer = sealer
        self._clock = clock
        self._wrong = Rate(TRIES, WINDOW)
        self._nobody = HASHER.hash(secrets.token_urlsafe(24))

    async def sign_in(self, login: str, password: str, code: str, counter: str) -> str | None:
        """A session token, or None: something was wrong, or too many wrong tries."""
        if self._wrong.exhausted(login):
            return None
        found = None
        if login.isascii() and login.isprintable():
            found = await self._storage.read(lambda connection: officers.credentials(connection, login))
        right = await run_in_threadpool(_fits, found.password_hash if found else self._nobody, password)
        step = None
        if found is not None:
            secret = self._sealer.open(f"officers/{login}", found.sealed_totp).decode("ascii")
            step = _step(secret, code, self._clock())
        if found is None or not right or step is None or step <= found.totp_step:
            self._wrong.allow(login)
            return None
        token = secrets.token_urlsafe(32)
        now = self._clock()
        session = OfficerSession(
            token_hash=_hash(token),
            officer_id=found.id,
            totp_step=step,
            csrf=secrets.token_urlsafe(24),
            counter=counter,
            at=now,
            expires_at=now + LIFETIME,
        )
        if not await self._storage.writer.run(open_session, session):
            return None
        self._wrong.forget(login)
        return token

    async def officer(self, token: str) -> Officer | None:
        """Whose session this is."""
        key, now = _hash(token), self._clock()
        return await self._storage.read(lambda connection: officers.by_session(connection, key, now))

    async def sign_out(self, token: str) -> None:
        await self._storage.writer.run(close_session, _hash(token))


def add_officer(storage: Storage, sealer: Sealer, login: str, office_id: str, role: Role) -> Secrets:
    """Makes an officer, or gives one that exists new secrets."""
    made = Secrets(login, secrets.token_urlsafe(12), pyotp.random_base32())
    new = NewOfficer(
        login=login,
        office_id=office_id,
        role=role,
        password_hash=HASHER.hash(made.password),
        sealed_totp=sealer.seal(f"officers/{login}", made.totp.encode("ascii")),
    )
    storage.writer.run_blocking(officers.put, new)
    return made


def totp_now(secret: str, at: datetime) -> str:
    """The code that an authenticator shows."""
    return pyotp.TOTP(secret, interval=STEP).at(at)


def _step(secret: str, code: str, at: datetime) -> int | None:
    """Which 30 seconds a code belongs to, one earlier or later allowed (RFC 6238, 5.2)."""
    now = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret, interval=STEP)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(totp.at(step * STEP).encode(), code.encode()):
            return step
    return None


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _fits(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except VerificationError:
        return False
