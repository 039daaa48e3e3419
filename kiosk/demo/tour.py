"""The whole citizen journey, walked by a simulated person at the real screen; leaves pictures and a summary."""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.app import Kiosk
from kiosk.demo.form_filler import answer
from kiosk.demo.person import Person, StuckError, Walk
from kiosk.demo.world import World
from kiosk.session.events import Verified
from kiosk.sync.provisioning import DemoCitizen
from printer import profiles
from printer.render import render_bytes
from protocol.wire import VerificationAnswer
from ui import view as v
from ui.shell import Shell

log = logging.getLogger(__name__)
SERVICE = "ADM-KTP-02"
BEAT_S = 0.03
KEYS = {" ": "space", "@": "at", ".": "dot", "-": "dash", "/": "slash"}


@dataclass(slots=True)
class Summary:
    """What the tour saw; written as `summary.json`. No name and no NIK: the number leads to no person."""

    submitted: bool = False
    printed: bool = False
    synced: bool = False
    verified: bool = False
    offline: bool = False
    decision: str = ""
    score: float | None = None
    threshold: float | None = None
    application_number: str = ""
    queue_number: str | None = None
    receipt_qr: str = ""
    server: dict[str, object] = field(default_factory=dict)
    waiting: int = 0
    problem: str = ""
    steps: list[dict[str, object]] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether everything happened that can, with or without the server."""
        if self.offline:
            return self.submitted and self.printed and not self.problem
        same = (
            self.server.get("number") == self.application_number
            and self.application_number in self.receipt_qr
        )
        return self.submitted and self.printed and self.synced and self.verified and same and not self.problem


class Tour:
    """Runs inside the window's loop; `finished` is called with the summary."""

    def __init__(
        self,
        kiosk: Kiosk,
        shell: Shell,
        world: World,
        citizen: DemoCitizen,
        photos: Path,
        out: Path,
        finished: Callable[[Summary], None],
        *,
        service: str = SERVICE,
    ) -> None:
        self._kiosk, self._shell, self._world = kiosk, shell, world
        self._citizen, self._photos, self._out = citizen, photos, out
        self._service = service
        self._finished = finished
        self._person = Person(kiosk, shell, world)
        self._summary = Summary()
        self._began = time.monotonic()
        self._walk: Walk | None = self._journey()
        self._answer: VerificationAnswer | None = None
        kiosk.listen(self._heard)
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob("*.png"):
            old.unlink()
        shell.every(BEAT_S, self._beat)

    def _heard(self, event: object) -> None:
        if isinstance(event, Verified):
            self._answer = event.answer

    def _beat(self) -> None:
        if self._walk is None:
            return
        try:
            next(self._walk)
        except StopIteration:
            self._end("")
        except StuckError as stuck:
            self._shell.grab(self._out / "99-stuck.png")
            self._end(str(stuck))

    def _end(self, problem: str) -> None:
        self._walk = None
        self._summary.problem = problem
        (self._out / "summary.json").write_text(
            json.dumps(asdict(self._summary), indent=2) + "\n", encoding="utf-8"
        )
        self._finished(self._summary)

    def _step(self, name: str) -> None:
        """One step is done: photograph the screen and note how long it took."""
        now = time.monotonic()
        self._summary.steps.append({"step": name, "seconds": round(now - self._began, 2)})
        self._began = now
        self._shell.grab(self._out / f"{len(self._summary.steps):02d}-{name}.png")

    def _journey(self) -> Walk:
        person = self._person
        yield from person.wait_for(v.Attract, seconds=60)
        yield from person.present(self._photos / self._citizen.photo)
        yield from person.until(self._sees, "the camera", 60)
        yield from person.until(self._server_known, "news of the server", 15)
        self._summary.offline = not self._kiosk.model.good("server")
        self._step("attract")
        yield from self._identify()
        yield from self._apply()
        yield from self._receipt()
        yield from self._survey()
        yield from self._sync()

    def _sees(self) -> bool:
        return self._kiosk.model.good("camera") and self._kiosk.model.good("face")

    def _server_known(self) -> bool:
        return self._kiosk.model.devices["server"].word != "unknown"

    def _asked(self, index: int) -> bool:
        return isinstance(self._person.view, v.Survey) and self._person.view.index == index

    def _identify(self) -> Walk:
        person = self._person
        yield from person.tap("begin")
        yield from person.wait_for(v.Access)
        self._step("access")
        yield from person.tap("continue")
        yield from person.wait_for(v.Consent)
        yield from person.tap("consent-data")
        yield from person.tap("consent-face")
        self._step("consent")
        yield from person.tap("agree")
        yield from person.wait_for(v.Identify)
        self._step("identify")
        yield from person.tap("way-nik")
        yield from person.wait_for(v.NikEntry)
        yield from person.type_digits(self._citizen.nik)
        self._step("nik")
        yield from person.tap("continue")
        yield from person.until(self._nik_answered, "an answer to the NIK")
        if isinstance(
            person.view, v.NikEntry
        ):  # an old region code: the kiosk says so and goes on at a second press
            yield from person.tap("continue")
        yield from person.wait_for(v.FaceGuide)
        self._step("face-guide")
        yield from person.tap("continue")
        yield from person.wait_for(v.FaceCheck)
        yield from person.until(self._face_is_followed, "a face in the oval", 20)
        self._step("face-check")
        yield from person.face()
        yield from person.wait_for(v.Profile, v.FaceFailed)
        if isinstance(person.view, v.FaceFailed):
            raise StuckError("the face check failed")
        yield from person.until(lambda: not getattr(person.view, "loading", False), "the profile", 20)
        if self._answer is not None:
            found = self._answer
            self._summary.verified = found.available and found.decision == "match"
            self._summary.decision, self._summary.score = found.decision, found.score
            self._summary.threshold = found.threshold
        else:
            self._summary.decision = "unavailable"
        self._step("profile")
        yield from person.tap("continue")

    def _nik_answered(self) -> bool:
        view = self._person.view
        return not isinstance(view, v.NikEntry) or view.warning is not None

    def _face_is_followed(self) -> bool:
        view = self._person.view
        return not isinstance(view, v.FaceCheck) or view.progress > 0.3

    def _apply(self) -> Walk:
        person = self._person
        yield from person.wait_for(v.Services)
        self._step("services")
        yield from self._find_service()
        yield from person.wait_for(v.ServiceDetail)
        self._step("service")
        yield from person.tap("continue")
        yield from person.wait_for(v.Form, v.Documents)
        pages = 0
        while isinstance(person.view, v.Form):
            pages += 1
            if pages > 30:
                raise StuckError("the form does not end")
            yield from self._fill_page()
            self._step(f"form-{person.view.page}")
            before = person.view
            yield from person.tap("continue")
            yield from person.until(lambda seen=before: person.view != seen, "the next page")  # type: ignore[misc]
        yield from person.wait_for(v.Documents)
        self._step("documents")
        yield from person.tap("continue")
        yield from person.wait_for(v.Review)
        yield from person.tap("statement")
        self._step("review")
        yield from person.tap("submit")

    def _find_service(self) -> Walk:
        """By search, as a hurried person does; the code finds its service."""
        person = self._person
        yield from person.tap("search")
        for one in self._service.lower():
            yield from person.tap(f"key-{KEYS.get(one, one)}")
        yield from person.tap("key-done")
        yield from person.tap(f"service-{self._service}")

    def _fill_page(self) -> Walk:
        person = self._person
        tried: set[str] = set()
        while isinstance(person.view, v.Form):
            empty = next(
                (one for one in person.view.fields if one.source is None and not one.value and one.required),
                None,
            )
            if empty is None:
                return
            if empty.name in tried:
                raise StuckError(f"the field {empty.name} stays empty")
            tried.add(empty.name)
            text = answer(empty)
            if empty.options:
                yield from self._choose(empty.name, text)
            else:
                yield from person.tap(f"field-{empty.name}")
                for one in text.lower():
                    yield from person.tap(f"key-{KEYS.get(one, one)}")
                yield from person.tap("key-done")

    def _choose(self, name: str, code: str) -> Walk:
        option = f"option-{name}-{code}"
        yield
        if option not in self._shell.visible_names():
            yield from self._person.tap(f"field-{name}")
        yield from self._person.tap(option)

    def _receipt(self) -> Walk:
        person = self._person
        yield from person.wait_for(v.Done, seconds=60)
        view = person.view
        assert isinstance(view, v.Done)
        self._summary.submitted = True
        self._summary.application_number, self._summary.queue_number = view.number, view.queue
        self._summary.printed = view.printed
        self._step("done")
        if self._world.printer is None:
            return
        for paper in self._world.printer.receipts():
            self._summary.receipt_qr = "".join(paper.qr_texts)
            (self._out / "receipt.escpos").write_bytes(paper.raw)
            render_bytes(paper.raw, self._out / "receipt.png", profiles.load(80))

    def _survey(self) -> Walk:
        person = self._person
        yield from person.tap("continue")
        yield from person.wait_for(v.Survey)
        self._step("survey")
        for index in range(1, 10):
            yield from person.until(partial(self._asked, index), "the next question")
            yield from person.tap("rate-4")
        yield from person.wait_for(v.Farewell)
        self._step("farewell")
        yield from person.present(None)
        yield from person.wait_for(v.Attract, seconds=30)

    def _sync(self) -> Walk:
        records = self._kiosk.records
        if self._summary.offline:
            self._summary.waiting = records.counts().waiting
            return
        yield from self._person.until(lambda: records.counts().waiting == 0, "an empty outbox", 30)
        mine = next(one for one in records.applications() if one[1] == self._summary.application_number)
        held = self._kiosk.client.application(mine[0])
        if isinstance(held, dict):
            self._summary.server = held
            self._summary.synced = held.get("number") == self._summary.application_number
        self._step("synced")


def told(summary: Summary, out: Path) -> str:
    """The summary for a person at a terminal."""
    lines = [f"  {one['step']:<14} {one['seconds']:>6} s" for one in summary.steps]
    score = "" if summary.score is None else f", score {summary.score:.3f} (threshold {summary.threshold})"
    place = urlsplit(summary.receipt_qr).path or "none"
    held = "not reachable, kept for later" if summary.offline else summary.server.get("stage", "nothing")
    lines += [
        f"identity     {summary.decision}{score}",
        f"application  {summary.application_number or 'none'}, queue {summary.queue_number or 'none'}",
        f"receipt      {'printed' if summary.printed else 'NOT printed'}, QR leads to {place}",
        f"server       {held}",
        f"pictures     {out}/",
    ]
    if summary.problem:
        lines.append(f"PROBLEM      {summary.problem}")
    return "\n".join(lines)
