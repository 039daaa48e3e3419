"""A citizen opens an application on the web: by a one-time code to the telephone or e-mail given, or by a pass."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.concurrency import run_in_threadpool

from protocol.wire import ApplicationSubmission
from server.adapters.guard import Guard
from server.adapters.ports import NoticeSender, Sent, Unavailable
from server.domain.papers import MediaType, media_type
from server.domain.passes import read as read_pass
from server.keys import write_private
from server.sealing import SealBrokenError, Sealer
from server.settings import ServerSettings
from server.storage import citizens, passes
from server.storage.cases import Case
from server.storage.citizens import CodeTry, Document, Guest, NewCode, NewDocument, NewSession
from server.storage.passes import Use, Used
from server.storage.storage import Storage
from server.storage.writer import each

SESSION = timedelta(minutes=30)
put_code = each(citizens.put_code)
try_code = each(citizens.try_code)
open_session = each(citizens.open_session)
add_document = each(citizens.add_document)
use_pass = each(passes.use)


class CitizenDesk:
    def __init__(
        self,
        storage: Storage,
        sealer: Sealer,
        notice: NoticeSender,
        settings: ServerSettings,
        clock: Callable[[], datetime],
    ) -> None:
        self._storage = storage
        self._sealer = sealer
        self._notice = notice
        self._settings = settings
        self._clock = clock
        self._guard = Guard(settings.profile_seconds, settings.breaker_failures, settings.breaker_seconds)
        self._folder = settings.data_dir / "attachments"

    def body(self, case: Case) -> ApplicationSubmission:
        """The application as the citizen sent it."""
        return ApplicationSubmission.model_validate_json(
            self._sealer.open(f"applications/{case.id}", case.sealed)
        )

    async def send_code(self, case: Case, words: str) -> bool:
        """Sends a code to the contact in the application; False where there is none or the carrier is away.

        Args:
            case: Of this citizen.
            words: The message, with `{code}`.
        """
        fields = self.body(case).fields
        channel: Literal["phone", "email"] = "phone" if fields.get("no_hp") else "email"
        to = fields.get("no_hp") or fields.get("email")
        if not to:
            return False
        code = f"{secrets.randbelow(10**6):06}"
        ends = self._clock() + timedelta(minutes=self._settings.code_minutes)
        await self._storage.writer.run(put_code, NewCode(case.id, self._digest(case.id, code), ends))

        async def ask() -> Sent | Unavailable:
            return await self._notice.send(channel, to, words.format(code=code))

        sent = await self._guard.call(ask, Unavailable("notice_slow"), Unavailable("notice_down"))
        return isinstance(sent, Sent)

    async def open_by_code(self, case: Case, code: str) -> str | None:
        """A session token for a right code."""
        token, session = self._new_session(case)
        tried = CodeTry(case.id, self._digest(case.id, code), self._clock(), session)
        return token if await self._storage.writer.run(try_code, tried) else None

    async def open_by_pass(self, case: Case, shown: str, public_key: Ed25519PublicKey) -> str | None:
        """A session token for a good pass of the same citizen."""
        found = read_pass(public_key, shown)
        if found is None:
            return None
        token, session = self._new_session(case)
        allowed = "web" in self._settings.pass_channels
        use = Use(found.id, "web", f"web:{session.token_hash.hex()[:16]}", allowed, self._clock())
        used = await self._storage.writer.run(use_pass, use)
        if not isinstance(used, Used) or used.nik_key != case.nik_key:
            return None
        await self._storage.writer.run(open_session, session)
        return token

    async def guest(self, token: str, number: str) -> Guest | None:
        now = self._clock()
        return await self._storage.read(
            lambda connection: citizens.guest(connection, _hash(token), number, now)
        )

    async def keep(
        self, case: Case, document: str, content: bytes, actor: str
    ) -> Literal["ok", "too_many", "closed", "not_readable"]:
        """Stores an uploaded document: sealed in a file of its own, noted in the database."""
        kind = media_type(content)
        if kind is None:
            return "not_readable"
        one = NewDocument(
            id=uuid4(),
            application_id=case.id,
            document=document,
            media_type=kind,
            size=len(content),
            digest=self._sealer.body_digest(content),
            channel="web",
            actor=actor,
            at=self._clock(),
        )
        sealed = self._sealer.seal(f"attachments/{one.id}", content)
        file = self._file(one.id)
        await run_in_threadpool(_write, file, sealed)
        outcome = await self._storage.writer.run(add_document, one)
        if outcome != "ok":
            await run_in_threadpool(file.unlink)
        return outcome

    async def content(self, document: Document) -> tuple[bytes, MediaType] | None:
        """A stored document; None where its file is gone or was altered."""
        try:
            sealed = await run_in_threadpool(self._file(document.id).read_bytes)
            content = self._sealer.open(f"attachments/{document.id}", sealed)
        except (FileNotFoundError, SealBrokenError):
            return None
        kind = media_type(content)
        return None if kind is None else (content, kind)

    def _new_session(self, case: Case) -> tuple[str, NewSession]:
        token = secrets.token_urlsafe(32)
        ends = self._clock() + SESSION
        return token, NewSession(_hash(token), case.id, secrets.token_urlsafe(24), ends)

    def _digest(self, application_id: UUID, code: str) -> bytes:
        return self._sealer.body_digest(f"code/{application_id}/{code}".encode())

    def _file(self, document_id: UUID) -> Path:
        name = document_id.hex
        return self._folder / name[:2] / name


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(file, content)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
