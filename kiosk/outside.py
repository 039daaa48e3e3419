"""Carries out what the session asks for. Every answer comes back as an event; nothing blocks the screen."""

import base64
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from config.schema import Maintenance, Settings
from face.pipeline import CaptureResult
from hardware import host
from kiosk.accept import Desk, read_receipt
from kiosk.audit import AuditTrail
from kiosk.session import effects as f
from kiosk.session import events as e
from kiosk.store.records import Item, Records, Stamp
from kiosk.sync.client import Client
from kiosk.sync.sender import Sender
from kiosk.vision import Vision
from printer.receipt import TestPage
from printer.spool import JobFinished, PrintJob, Spool
from protocol.wire import (
    FaceEvidence,
    Profile,
    SurveySubmission,
    VerificationAnswer,
    VerificationRequest,
    WitnessReport,
)

log = logging.getLogger(__name__)
REPRINT_WINDOW = timedelta(minutes=30)
"""A receipt that was lost with the power comes out at the next start, unless its owner has long gone."""
TEST_JOB = "test-"


class Outside:
    """The effects of one kiosk. `post` puts an event into the session, from any thread."""

    def __init__(
        self,
        *,
        settings: Settings,
        desk: Desk,
        records: Records,
        audit: AuditTrail,
        client: Client,
        sender: Sender,
        spool: Spool | None,
        vision: Vision | None,
        on_wipe: Callable[[], None],
        post: Callable[[e.Event], None],
        self_test: Callable[[], e.SelfTested],
    ) -> None:
        self._settings = settings
        self._zone = ZoneInfo(settings.kiosk.time_zone)
        self._desk = desk
        self._records = records
        self._audit = audit
        self._client = client
        self._sender = sender
        self._spool = spool
        self._vision = vision
        self._on_wipe = on_wipe
        self._post = post
        self._self_test = self_test
        self._pin = PinGate(settings.maintenance)
        self._store = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._network = ThreadPoolExecutor(2, thread_name_prefix="network")

    def stop(self) -> None:
        self._store.shutdown(wait=True)
        self._network.shutdown(wait=False, cancel_futures=True)

    def carry_out(self, effect: f.Effect) -> None:
        """Starts one effect; returns at once."""
        match effect:
            case f.RunSelfTest():
                self._store.submit(self._guard, lambda: self._post(self._self_test()))
            case f.StartFace():
                self._start_face(effect)
            case f.SkipMovement():
                self._order("skip")
            case f.StopFace():
                self._order("stop")
            case f.AskServer():
                self._network.submit(self._guard, lambda: self._ask(effect))
            case f.FetchProfile():
                self._network.submit(self._guard, lambda: self._fetch(effect))
            case f.Commit():
                self._store.submit(self._guard, lambda: self._commit(effect))
            case f.PrintReceipt():
                self._store.submit(self._guard, lambda: self._print(effect.application, again=False))
            case f.SendSurvey():
                self._store.submit(self._guard, lambda: self._survey(effect))
            case f.CheckPin():
                self._store.submit(self._guard, lambda: self._post(self._pin.check(effect.pin)))
            case f.Upkeep():
                self._upkeep(effect)
            case f.Audit():
                at = datetime.now(UTC)
                self._store.submit(
                    self._guard, lambda: self._audit.write(effect.event, dict(effect.fields), at)
                )
            case f.Refused():
                log.info("refused %s in %s", effect.event, effect.state)
            case f.Wipe():
                self._order("stop")
                self._on_wipe()

    def note(self, event: str, **fields: str) -> None:
        """Writes to the audit trail, from any thread."""
        self.carry_out(f.Audit(event, tuple(fields.items())))

    def _guard(self, work: Callable[[], None]) -> None:
        """A bug in a worker must not vanish in its future: it ends the application, which starts clean."""
        try:
            work()
        except sqlite3.OperationalError as error:  # full or read-only disk: expected trouble, said to staff
            log.error("the store refuses: %s", type(error).__name__)
            self._post(e.DevicesChanged("store", "failed", good=False))
        except Exception as error:  # noqa: BLE001 - handed to the one place that ends the application
            threading.excepthook(
                threading.ExceptHookArgs(
                    (type(error), error, error.__traceback__, threading.current_thread())
                )
            )

    def _order(self, word: str) -> None:
        if self._vision is not None:
            self._vision.order(word)

    def _start_face(self, effect: f.StartFace) -> None:
        if self._vision is None:
            self._post(e.CameraLost(effect.attempt))
        else:
            self._vision.begin(effect.attempt, skip_challenge=effect.skip_challenge)

    def _ask(self, effect: f.AskServer) -> None:
        request = VerificationRequest(
            id=uuid4(),
            visit_id=UUID(effect.visit),
            consent=effect.consent,
            way=effect.way,
            nik=effect.nik or None,
            face=effect.evidence,
            ikd_token=effect.token or None,
            at=datetime.now(UTC),
        )
        answer = self._client.verify(request)
        self._post(e.Verified(effect.visit, answer if isinstance(answer, VerificationAnswer) else None))
        self._sender.nudge()

    def _fetch(self, effect: f.FetchProfile) -> None:
        profile = self._client.profile(effect.visit)
        self._post(e.ProfileCame(effect.visit, profile if isinstance(profile, Profile) else None))

    def _commit(self, effect: f.Commit) -> None:
        self._post(self._desk.accept(effect))
        self._sender.nudge()

    def _print(self, application: str, *, again: bool) -> None:
        content = self._records.receipt(application)
        if content is None or self._spool is None:
            self._post(e.PrintEnded(application, "gone"))
            return
        self._spool.submit(PrintJob(application, read_receipt(content), reprint=again))

    def printed(self, event: JobFinished) -> None:
        """The spool's answer, in its thread."""
        if event.job_id.startswith(TEST_JOB):
            good = event.outcome in ("printed", "printed_unconfirmed")
            self._post(e.UpkeepDone("maint.done" if good else "maint.failed"))
            return
        if event.outcome in ("printed", "printed_unconfirmed"):
            self._store.submit(
                self._guard, lambda: self._records.mark_print(event.job_id, "printed", event.outcome)
            )
        self._post(e.PrintEnded(event.job_id, event.outcome))

    def print_what_was_lost(self) -> int:
        """At the start: receipts that were accepted but never came out, with their old numbers."""
        lost = self._records.unprinted(datetime.now(UTC) - REPRINT_WINDOW)
        for application in lost:
            self._print(application, again=False)
        return len(lost)

    def _survey(self, effect: f.SendSurvey) -> None:
        survey = SurveySubmission(
            id=uuid4(),
            service=effect.service,
            answers=dict(effect.answers),
            language=effect.language,
            on=datetime.now(self._zone).date(),
        )
        # No visit: an opinion leads to no person.
        self._records.enqueue(Item(str(survey.id), "survey", "", survey.model_dump_json().encode()), stamp())
        self._sender.nudge()

    def _upkeep(self, effect: f.Upkeep) -> None:
        match effect.action:
            case "camera_on":
                self._order("preview_on")
            case "camera_off":
                self._order("preview_off")
                self._on_wipe()
            case "sync_now":
                self._sender.nudge()
                self._post(e.UpkeepDone("maint.done"))
            case "test_print":
                if self._spool is None:
                    self._post(e.UpkeepDone("maint.failed"))
                    return
                kiosk = self._settings.kiosk
                page = TestPage(
                    office=kiosk.office, kiosk_id=kiosk.id, at=datetime.now(self._zone), language="id"
                )
                self._spool.submit(PrintJob(f"{TEST_JOB}{uuid4()}", page))


def evidence_of(result: CaptureResult) -> FaceEvidence:
    """What the registry is asked with: a template, and how sure the kiosk is that the person was there."""
    return FaceEvidence(
        engine=result.template.engine,
        template=base64.b64encode(result.template.to_bytes()).decode(),
        pad_decision=result.pad.decision,
        pad_score=result.pad.score,
        witnesses=tuple(
            WitnessReport(name=one.name, score=one.score, decision=one.decision)
            for one in result.pad.witnesses
        ),
        challenge=result.challenge,
        challenge_skipped=result.challenge_skipped,
    )


def stamp() -> Stamp:
    """This moment by both clocks."""
    return Stamp(datetime.now(UTC), time.monotonic(), host.boot_id())


class PinGate:
    """Checks the technician's PIN; after each group of wrong ones the wait grows."""

    def __init__(self, settings: Maintenance, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._wrong = 0
        self._locked_until = 0.0

    def check(self, pin: str) -> e.PinChecked:
        left = self._locked_until - self._clock()
        if left > 0:
            return e.PinChecked(False, int(left) + 1)
        try:
            PasswordHasher().verify(self._settings.pin_hash, pin)
        except VerifyMismatchError:
            return self._refuse()
        self._wrong = 0
        return e.PinChecked(True)

    def _refuse(self) -> e.PinChecked:
        self._wrong += 1
        if self._wrong % self._settings.tries:
            return e.PinChecked(False)
        waits = self._settings.lock_out_seconds
        wait = waits[min(self._wrong // self._settings.tries, len(waits)) - 1]
        self._locked_until = self._clock() + wait
        return e.PinChecked(False, wait)
