"""State to view: what the screen shows for one moment of the session. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from config.catalogue import Service, Text
from config.consent import filled
from config.consent import load as load_consent
from kiosk import __version__
from kiosk.nik import LENGTH, mask_nik
from kiosk.services import browse, form
from kiosk.services.documents import documents, preview
from kiosk.services.due import Due, due_date
from kiosk.services.eligibility import eligibility
from kiosk.session import identify, serve, upkeep
from kiosk.session.machine import idle_seconds
from kiosk.session.model import Model, Now, Rules
from kiosk.session.states import JOURNEY, VISIT, State, step_of
from ui import view as v

MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
DAYS = {
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
ICONS = {
    "cam.closer": "zoom-in",
    "cam.back": "zoom-out",
    "cam.center": "move-horizontal",
    "cam.up": "arrow-up",
    "cam.down": "arrow-down",
    "cam.straight": "eye",
    "cam.dark": "lightbulb",
    "cam.bright": "sun",
    "cam.blur": "hand",
    "cam.multi": "users",
    "cam.noface": "scan-face",
    "cam.mask": "scan-face",
    # The preview is a mirror: whoever turns to the own left sees the head go left.
    "live.left": "arrow-left",
    "live.right": "arrow-right",
    "live.hold": "check",
    "cam.checking": "loader",
}
PROBLEM = {
    "paper_out": "print.paper_out",
    "cover_open": "print.cover_open",
    "offline": "print.offline",
    "gone": "print.gone",
    "unknown": "print.unknown",
}
SOURCES = {
    "verified": "form.prefilled",
    "dukcapil": "form.prefilled",
    "sdmk": "form.prefilled_sdmk",
    "visit": "form.source_visit",
    "office": "form.prefilled",
}
DEVICE_ORDER = ("camera", "face", "printer", "scanner", "server", "store")


def long_date(day: date, language: str) -> str:
    """`Selasa, 1 Desember 2026`; other languages than English read Indonesian names."""
    names = language if language in MONTHS else "id"
    weekday, month = DAYS[names].split()[day.weekday()], MONTHS[names].split()[day.month - 1]
    return f"{weekday}, {day.day} {month} {day.year}"


def present(model: Model, now: Now, rules: Rules, *, demo: bool = False) -> v.Screen:
    """The whole screen for the model at this moment."""
    draw = SCREENS[model.state]
    left = idle_seconds(model, now, rules)
    overlay: v.Overlay | None = None
    if model.calling_staff:
        overlay = v.StaffCall()
    elif left is not None:
        overlay = v.IdleWarning(left)
    return v.Screen(draw(model, now, rules), _chrome(model, now, rules, demo), overlay)


def _chrome(model: Model, now: Now, rules: Rules, demo: bool) -> v.Chrome:
    kiosk = rules.settings.kiosk
    language = model.visit.language
    mark = ":" if language == "en" else "."
    return v.Chrome(
        office=kiosk.office,
        region=kiosk.region,
        clock=now.wall.strftime(f"%H{mark}%M"),
        date=long_date(now.today, language),
        language=language,
        modes=model.visit.modes,
        step=step_of(model.state),
        steps=len(JOURNEY) if model.state in VISIT else 0,
        offline=not model.good("server"),
        demo=demo,
    )


def _starting(model: Model, now: Now, rules: Rules) -> v.View:
    return v.Starting()


def _out_of_service(model: Model, now: Now, rules: Rules) -> v.View:
    code, message = model.fault
    return v.OutOfService(code, v.Message(message or "oos.selftest"))


def _attract(model: Model, now: Now, rules: Rules) -> v.View:
    kiosk = rules.settings.kiosk
    notice = None
    if not model.good("server"):
        notice = v.Message("welcome.offline")
    elif not model.good("printer"):
        notice = v.Message("notice.no_paper")
    elif not model.good("camera"):
        notice = v.Message("notice.no_camera")
    return v.Attract(f"{kiosk.opens:%H.%M}", f"{kiosk.closes:%H.%M}", notice)


def _access(model: Model, now: Now, rules: Rules) -> v.View:
    return v.Access()


def _consent(model: Model, now: Now, rules: Rules) -> v.View:
    text = load_consent(rules.settings.consent.version)
    visit = model.visit
    paragraphs = filled(text, rules.settings.consent, visit.language) if text is not None else ()
    return v.Consent(
        paragraphs=tuple(v.Message(message, values) for message, values in paragraphs),
        version=rules.settings.consent.version,
        face=visit.tick_face,
        data=visit.tick_data,
        can_agree=visit.tick_data,
    )


def _identify(model: Model, now: Now, rules: Rules) -> v.View:
    return v.Identify(identify.ways(model))


def _nik_entry(model: Model, now: Now, rules: Rules) -> v.View:
    visit = model.visit
    return v.NikEntry(
        digits=visit.nik,
        shown=visit.nik_shown,
        error=v.Message(visit.nik_error) if visit.nik_error else None,
        warning=v.Message(visit.nik_warning) if visit.nik_warning else None,
        can_continue=len(visit.nik) == LENGTH and not visit.nik_error,
    )


def _ikd_scan(model: Model, now: Now, rules: Rules) -> v.View:
    visit = model.visit
    return v.IkdScan(v.Message(visit.ikd_error) if visit.ikd_error else None, working=visit.asking)


def _face_guide(model: Model, now: Now, rules: Rules) -> v.View:
    return v.FaceGuide(identify.attempts_left(model, rules))


def _face_check(model: Model, now: Now, rules: Rules) -> v.View:
    face = model.visit.face
    if model.visit.asking:
        return v.FaceCheck("matching", v.Message("cam.checking"), ICONS["cam.checking"], 1.0, good=True)
    if face is None:
        return v.FaceCheck("position", v.Message("cam.noface"), ICONS["cam.noface"], 0.0)
    return v.FaceCheck(
        phase=face.phase,
        instruction=v.Message(face.instruction),
        icon=ICONS.get(face.instruction, "scan-face"),
        progress=face.progress,
        light=face.light,
        distance=face.distance,
        gaze=face.gaze,
        good=face.good,
        can_skip=face.phase == "challenge",
    )


def _face_failed(model: Model, now: Now, rules: Rules) -> v.View:
    title, explanation = model.visit.failure or (v.Message("fail.title"), v.Message("fail.alt"))
    usable = identify.ways(model)
    left = identify.attempts_left(model, rules) if "nik" in usable else 0
    return v.FaceFailed(title, explanation, left, tuple(way for way in usable if way != "nik"))


def _profile(model: Model, now: Now, rules: Rules) -> v.View:
    visit = model.visit
    name = visit.profile.get("nama_lengkap", ("", ""))[0]
    note = {"pending": v.Message("profile.pending"), "unverified": v.Message("profile.unverified")}
    rows = [(v.Message("profile.nik"), mask_nik(visit.nik))] if visit.nik else []
    if name:
        rows.insert(0, (v.Message("profile.name"), name))
    greeting = v.Message("cam.ok", (("name", name),)) if name else v.Message("profile.title")
    return v.Profile(greeting, note.get(visit.identity), tuple(rows), loading=visit.asking)


def _services(model: Model, now: Now, rules: Rules) -> v.View:
    visit = model.visit
    found = (
        browse.search(rules.catalogue, visit.query)
        if visit.query.strip()
        else browse.in_section(rules.catalogue, visit.domain)
    )
    shown, page, pages = browse.page(found, visit.page)
    return v.Services(
        domain="" if visit.query.strip() else visit.domain,
        domains=tuple((one.id, v.Message(one.message)) for one in browse.sections(rules.catalogue)),
        query=visit.query,
        cards=tuple(_card(one, visit.language) for one in shown),
        page=page,
        pages=pages,
    )


def _card(service: Service, language: str) -> v.ServiceCard:
    return v.ServiceCard(
        service.code, service.name.of(language), service.plain.of(language), service.icon, service.mode
    )


def due_words(service: Service, now: Now, language: str) -> str:
    """The legal due date, or how long it takes where the holidays of that year are not decreed yet."""
    if service.sla.unit == "minutes":
        return f"{service.sla.value} {'minutes' if language == 'en' else 'menit'}"
    due = due_date(service, now.today)
    if isinstance(due, Due):
        return long_date(due.on, language)
    return f"{service.sla.value} {'working days' if language == 'en' else 'hari kerja'}"


def _service_detail(model: Model, now: Now, rules: Rules) -> v.View:
    visit = model.visit
    service, opened = visit.service, visit.form
    assert service is not None
    assert opened is not None
    language = visit.language
    papers = preview(service, opened)
    say = partial(_paper, language=language)
    verdict = eligibility(service, opened.known)
    refusal = None
    if verdict.verdict == "no":
        words = verdict.words.of(language) if verdict.words else ""
        refusal = (
            v.Message(verdict.message) if verdict.message else v.Message("svc.refused", (("reason", words),))
        )
    elif visit.identity == "none":
        counter = rules.catalogue.counter(service) or "-"
        refusal = v.Message("farewell.counter", (("loket", counter),))
    elif model.full:
        refusal = v.Message("offline.pending")
    free = service.fee_idr == 0
    rules_words = [rule.words.of(language) for rule in service.eligibility]
    return v.ServiceDetail(
        name=service.name.of(language),
        summary=service.plain.of(language),
        mode=service.mode,
        need=tuple(say(one.label, one.words) for one in papers.bring),
        have=tuple(say(one.label, one.words) for one in papers.have),
        due=due_words(service, now, language),
        fee=("Free" if language == "en" else "Gratis")
        if free
        else f"Rp {service.fee_idr:,}".replace(",", "."),
        legal_basis=rules.catalogue.legal_texts(service),
        eligibility="; ".join(rules_words) or None,
        can_start=serve.may_start(model),
        refusal=refusal,
    )


def _paper(label: Text, words: Text | None, *, language: str) -> str:
    return f"{label.of(language)} ({words.of(language)})" if words else label.of(language)


def _form(model: Model, now: Now, rules: Rules) -> v.View:
    visit = model.visit
    opened = visit.form
    assert visit.service is not None
    assert opened is not None
    shown = form.fields_on_page(opened, visit.page, strict=visit.strict)
    return v.Form(
        service=visit.service.name.of(visit.language),
        fields=tuple(_field(one, visit.language) for one in shown),
        page=min(visit.page, form.page_count(opened)),
        pages=form.page_count(opened),
        can_continue=form.page_complete(opened, visit.page),
    )


def _field(one: form.FormField, language: str) -> v.FormField:
    fault = one.error
    error = None
    if fault is not None:
        values = tuple((str(name), str(value)) for name, value in dict(fault.values).items())
        if fault.words is not None:
            values = (("words", fault.words.of(language)),)
        error = v.Message(fault.message, values)
    return v.FormField(
        name=one.name,
        label=one.label.of(language),
        kind=one.kind,
        value=one.value,
        source=v.Message(SOURCES[one.source]) if one.source else None,
        required=one.required,
        options=tuple((option.code, option.label.of(language)) for option in one.options),
        flagged=one.flagged,
        error=error,
    )


def _documents(model: Model, now: Now, rules: Rules) -> v.View:
    visit = model.visit
    assert visit.service is not None
    assert visit.form is not None
    papers = documents(visit.service, visit.form)
    return v.Documents(
        visit.service.name.of(visit.language),
        tuple(paper.label.of(visit.language) for paper in papers.bring),
        tuple(paper.label.of(visit.language) for paper in papers.have),
    )


def _review(model: Model, now: Now, rules: Rules) -> v.View:
    visit = model.visit
    assert visit.service is not None
    assert visit.form is not None
    pages = range(1, form.page_count(visit.form) + 1)
    shown = [one for page in pages for one in form.fields_on_page(visit.form, page)]
    rows = [(one.label.of(visit.language), _in_words(one, visit.language)) for one in shown if one.value]
    name = visit.service.name.of(visit.language)
    return v.Review(name, tuple(rows), visit.ticked, sending=model.state is State.COMMIT)


def _in_words(one: form.FormField, language: str) -> str:
    """A value as a person reads it: the words of a choice, a date with its month's name."""
    for option in one.options:
        if option.code == one.value:
            return option.label.of(language)
    if one.kind == "date":
        try:
            return long_date(date.fromisoformat(one.value), language)
        except ValueError:
            return one.value  # as it was typed
    return one.value


def _printing(model: Model, now: Now, rules: Rules) -> v.View:
    done = model.visit.done
    assert done is not None
    return v.Printing(done.number, done.queue)


def _done(model: Model, now: Now, rules: Rules) -> v.View:
    visit = model.visit
    done, service = visit.done, visit.service
    assert done is not None
    assert service is not None
    due = due_date(service, now.today)
    printed = visit.print_outcome in serve.PRINTED
    return v.Done(
        service=service.name.of(visit.language),
        number=done.number,
        queue=done.queue,
        counter=rules.catalogue.counter(service) if done.queue else None,
        due=due_words(service, now, visit.language),
        auto_issue=isinstance(due, Due) and due.auto_issue,
        offline=not done.sent and not model.good("server"),
        qr=done.track_url,
        printed=printed,
        problem=None if printed else v.Message(PROBLEM.get(visit.print_outcome, "print.failed")),
    )


def _survey(model: Model, now: Now, rules: Rules) -> v.View:
    at = len(model.visit.answers)
    element = serve.ELEMENTS[at]
    return v.Survey(element, v.Message(f"skm.{element}"), at + 1)


def _farewell(model: Model, now: Now, rules: Rules) -> v.View:
    return v.Farewell(model.visit.farewell)


def _sign_in(model: Model, now: Now, rules: Rules) -> v.View:
    locked = upkeep.locked(model, now)
    error = None
    if locked:
        error = v.Message("maint.locked", (("s", str(locked)),))
    elif model.pin_error:
        error = v.Message("maint.wrong_pin")
    return v.MaintenanceSignIn(len(model.pin), error, locked)


def _maintenance(model: Model, now: Now, rules: Rules) -> v.View:
    rows = tuple(
        v.DeviceRow(
            v.Message(f"maint.device.{name}"),
            model.devices[name].word,
            model.devices[name].good,
            model.devices[name].detail,
        )
        for name in DEVICE_ORDER
    )
    message = v.Message(model.upkeep_message) if model.upkeep_message else None
    return v.Maintenance(model.upkeep_page, rows, model.waiting, model.dead, __version__, message)


SCREENS: Mapping[State, Callable[[Model, Now, Rules], v.View]] = {
    State.STARTING: _starting,
    State.SELF_TEST: _starting,
    State.OUT_OF_SERVICE: _out_of_service,
    State.ATTRACT: _attract,
    State.ACCESS: _access,
    State.CONSENT: _consent,
    State.IDENTIFY: _identify,
    State.NIK_ENTRY: _nik_entry,
    State.IKD_SCAN: _ikd_scan,
    State.FACE_GUIDE: _face_guide,
    State.FACE_CHECK: _face_check,
    State.FACE_FAILED: _face_failed,
    State.PROFILE: _profile,
    State.SERVICES: _services,
    State.SERVICE_DETAIL: _service_detail,
    State.FORM: _form,
    State.DOCUMENTS: _documents,
    State.REVIEW: _review,
    State.COMMIT: _review,
    State.PRINTING: _printing,
    State.DONE: _done,
    State.SURVEY: _survey,
    State.FAREWELL: _farewell,
    State.MAINTENANCE_SIGN_IN: _sign_in,
    State.MAINTENANCE: _maintenance,
}
