"""Composes the kiosk: owners around the pure session, and one loop that feeds it."""

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Protocol
from zoneinfo import ZoneInfo

from config.catalogue import Catalogue
from config.catalogue import load as load_catalogue
from config.consent import load as load_consent
from config.schema import Settings
from hardware import host
from hardware.scanner.owner import Scanned, Scanner, ScannerEvent
from kiosk import __version__
from kiosk.accept import Desk
from kiosk.audit import AuditTrail
from kiosk.outside import Outside, evidence_of, stamp
from kiosk.present import present
from kiosk.session import events as e
from kiosk.session.machine import step
from kiosk.session.model import Model, Now, Rules, Visit
from kiosk.store.database import open_database
from kiosk.store.records import Counts, Records
from kiosk.store.sealing import Sealer, load_key
from kiosk.sync.client import Client
from kiosk.sync.heart import Heart
from kiosk.sync.provisioning import Provisioning
from kiosk.sync.sender import Sender
from kiosk.vision import CameraWord, FaceWord, FromChild, Lost, Result, Setup, Vision
from printer import profiles
from printer.spool import JobFinished, Spool, SpoolEvent
from protocol.wire import DeviceReport, Heartbeat
from ui.view import Screen

log = logging.getLogger(__name__)
TICK_S = 0.25
CRASHED = 70
"""EX_SOFTWARE of sysexits.h: the unit's restart rules know it."""


class Window(Protocol):
    """What the kiosk needs of a window; `ui.shell.Shell` is one, a test may bring another."""

    def show(self, screen: Screen) -> None: ...

    def post(self, fn: Callable[[], None]) -> None: ...

    def every(self, seconds: float, fn: Callable[[], None]) -> None: ...

    def set_frame(self, width: int, height: int, bgr: memoryview | bytes | None) -> None: ...

    def quit(self, code: int = 0) -> None: ...


@dataclass(frozen=True, slots=True)
class Devices:
    """Where the devices are: an address each, empty where there is none."""

    camera: str
    printer: str
    scanner: str


class Kiosk:
    """One running kiosk. Every public method belongs to the window's thread."""

    def __init__(
        self,
        settings: Settings,
        provisioning: Provisioning,
        devices: Devices,
        window: Window,
        *,
        demo: bool = False,
    ) -> None:
        """Opens the store and makes every owner; `start` sets them going.

        Raises:
            OSError: the data folder cannot be used.
            sqlite3.OperationalError: the disk is full or read-only.
        """
        self._settings = settings
        self._zone = ZoneInfo(settings.kiosk.time_zone)
        self._window = window
        self._demo = demo
        text = load_consent(settings.consent.version)
        self._rules = Rules(
            settings, load_catalogue(), tuple(p.message for p in text.paragraphs) if text is not None else ()
        )
        self._model = Model(visit=Visit(language=settings.kiosk.language), touched=time.monotonic())
        folder = Path(settings.kiosk.data_dir)
        key, demo_key = load_key(folder)
        opened = open_database(folder)
        self.records = Records(opened.db, Sealer(key))
        self.audit = AuditTrail(self.records)
        self.audit.write(
            "kiosk.started",
            {"version": __version__, "demo_key": "yes" if demo_key else "no"},
            datetime.now(UTC),
        )
        if opened.quarantined is not None:
            self.audit.write("store.quarantined", {}, datetime.now(UTC))
        self.client = Client(settings.server, provisioning)
        self._sender = self._make_sender(settings)
        self._heart = Heart(self.client, self._beat, settings.sync.heartbeat_seconds, self._reachable)
        self._spool = self._make_spool(settings, devices.printer)
        self._scanner = Scanner(devices.scanner, self._scanner_says) if devices.scanner else None
        setup = Setup(
            devices.camera,
            settings.camera.width,
            settings.camera.height,
            settings.camera.fps,
            settings.face.engine,
        )
        self._vision = Vision(setup, self._vision_says, self._frame_came) if devices.camera else None
        self._frame_waits = threading.Event()
        self._listeners: list[Callable[[e.Event], None]] = []
        self.outside = Outside(
            settings=settings,
            desk=self._make_desk(settings, self._rules.catalogue, provisioning),
            records=self.records,
            audit=self.audit,
            client=self.client,
            sender=self._sender,
            spool=self._spool,
            vision=self._vision,
            on_wipe=lambda: window.set_frame(0, 0, None),
            post=self.post,
            self_test=self._self_test,
        )
        self.screen: Screen = present(self._model, self._now(), self._rules, demo=demo)

    @property
    def model(self) -> Model:
        return self._model

    def start(self) -> None:
        """Sets every owner going and shows the first screen."""
        threading.excepthook = self._thread_crashed
        self._window.show(self.screen)
        self._sender.start()
        self._heart.start()
        for owner in (self._spool, self._scanner, self._vision):
            if owner is not None:
                owner.start()
        self._window.every(TICK_S, lambda: self.handle(e.Tick()))
        self.handle(e.DevicesChanged("store", "ready", good=True))
        self.handle(e.Started())
        self.outside.print_what_was_lost()

    def stop(self) -> None:
        """Ends every owner; what waits stays on disk."""
        self._heart.stop()
        self._sender.stop()
        for owner in (self._spool, self._scanner, self._vision):
            if owner is not None:
                owner.stop()
        self.outside.stop()
        self.audit.write("kiosk.stopped", {}, datetime.now(UTC))
        self.client.close()
        self.records.close()

    def post(self, event: e.Event) -> None:
        """Brings an event into the session, from any thread."""
        self._window.post(lambda: self.handle(event))

    def listen(self, listener: Callable[[e.Event], None]) -> None:
        """Tells `listener` each event before it is decided; for demo, training and tests."""
        self._listeners.append(listener)

    def handle(self, event: e.Event) -> None:
        """One step: decide, carry out, draw."""
        try:
            for listener in self._listeners:
                listener(event)
            now = self._now()
            self._model, effects = step(self._model, event, now, self._rules)
            for effect in effects:
                self.outside.carry_out(effect)
            screen = present(self._model, now, self._rules, demo=self._demo)
            if screen != self.screen:
                self.screen = screen
                self._window.show(screen)
        except Exception as error:  # noqa: BLE001 - the one place where a bug in the session ends the application
            self._crash(error)

    def _now(self) -> Now:
        return Now(time.monotonic(), datetime.now(self._zone))

    def _crash(self, error: BaseException) -> None:
        """A bug: wipe, write down where (never what), and end; the service manager starts a clean kiosk."""
        # The message of an exception may quote data; its place in the code never does.
        frames = traceback.extract_tb(error.__traceback__)
        where = " < ".join(
            f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in reversed(frames[-8:])
        )
        log.critical("a bug ended the kiosk: %s at %s", type(error).__name__, where)
        self._model = Model()
        self._window.set_frame(0, 0, None)
        self.outside.note("kiosk.crashed", kind=type(error).__name__)
        self._window.quit(CRASHED)

    def _thread_crashed(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value
        if error is not None:
            self._window.post(lambda: self._crash(error))

    def _make_sender(self, settings: Settings) -> Sender:
        return Sender(
            self.records,
            self.client,
            push_seconds=settings.sync.push_seconds,
            longest_wait=settings.sync.backoff_max_seconds,
            on_counts=self._counted,
            on_reachable=self._reachable,
            on_refused=lambda kind, status: self.outside.note("sync.refused", kind=kind, status=str(status)),
        )

    def _make_spool(self, settings: Settings, uri: str) -> Spool | None:
        return Spool(uri, profiles.load(settings.printer.width), self._spool_says) if uri else None

    def _make_desk(self, settings: Settings, catalogue: Catalogue, provisioning: Provisioning) -> Desk:
        return Desk(
            settings=settings,
            catalogue=catalogue,
            provisioning=provisioning,
            records=self.records,
            track_base=provisioning.server_url.rstrip("/"),
            stamp=stamp,
            online=lambda: self._model.good("server"),
        )

    def _self_test(self) -> e.SelfTested:
        """What must work before citizens are let in; the rest is said on the attract screen."""
        if host.disk_free_mb(Path(self._settings.kiosk.data_dir)) < self._settings.offline.min_free_mb:
            return e.SelfTested("STO-03", "oos.store")
        self.records.remember("last_self_test", datetime.now(UTC).isoformat())
        return e.SelfTested()

    def _counted(self, counts: Counts) -> None:
        limits = self._settings.offline
        old = counts.oldest is not None and datetime.now(UTC) - counts.oldest > timedelta(
            days=limits.max_days
        )
        room = host.disk_free_mb(Path(self._settings.kiosk.data_dir)) >= limits.min_free_mb
        full = old or not room or counts.waiting >= limits.max_waiting
        self.post(e.QueueChanged(counts.waiting, counts.dead, full))

    def _reachable(self, good: bool, reason: str) -> None:
        self.post(e.DevicesChanged("server", "reachable" if good else reason or "unreachable", good))
        if good:
            self._sender.nudge()

    def _beat(self) -> Heartbeat:
        count, head = self.audit.head()
        model = self._model
        return Heartbeat(
            at=datetime.now(UTC),
            software_version=__version__,
            state=model.state.value,
            devices=tuple(
                DeviceReport(name=name, state=one.word, good=one.good) for name, one in model.devices.items()
            ),
            waiting=model.waiting,
            dead=model.dead,
            audit_count=count,
            audit_head=head,
        )

    def _spool_says(self, event: SpoolEvent) -> None:
        if isinstance(event, JobFinished):
            self.outside.printed(event)
            return
        status = event.status
        self.post(e.DevicesChanged("printer", status.state, status.can_print, status.detail))

    def _scanner_says(self, event: ScannerEvent) -> None:
        if isinstance(event, Scanned):
            self.post(e.Scanned(event.text))
        else:
            self.post(e.DevicesChanged("scanner", event.word, event.word == "ready"))

    def _vision_says(self, report: FromChild) -> None:
        match report:
            case CameraWord():
                self.post(e.DevicesChanged("camera", report.word, report.word == "live"))
            case FaceWord():
                self.post(e.DevicesChanged("face", report.word, report.word == "ready", report.detail))
            case Lost():
                self.post(e.CameraLost(report.attempt))
            case Result():
                if report.result.pad.decision == "spoof":
                    self.post(e.FaceRefused(report.attempt, "spoof"))
                else:
                    self.post(e.FaceCaptured(report.attempt, evidence_of(report.result)))
            case e.FaceProgress():
                self.post(report)

    def _frame_came(self) -> None:
        """Coalesced: at most one preview frame waits for the window."""
        if not self._frame_waits.is_set():
            self._frame_waits.set()
            self._window.post(self._draw_frame)

    def _draw_frame(self) -> None:
        self._frame_waits.clear()
        watched = self._model.state.value in ("face_check", "maintenance")
        frame = self._vision.frame() if self._vision is not None and watched else None
        if frame is not None:
            self._window.set_frame(*frame)


def hook_main_thread(kiosk: Kiosk) -> None:
    """A bug in a Qt slot arrives here instead of vanishing on standard error."""

    def crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        kiosk._crash(error)

    sys.excepthook = crashed
