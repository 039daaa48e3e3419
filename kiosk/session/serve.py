"""From choosing a service to the survey: form, documents, review, commit, receipt."""

from dataclasses import replace

from kiosk.services import browse, form
from kiosk.services.documents import documents, needs_counter
from kiosk.services.eligibility import eligibility
from kiosk.session.effects import Audit, Commit, Draft, PrintReceipt, SendSurvey
from kiosk.session.events import CommitFailed, Committed, PrintEnded
from kiosk.session.leave import break_down, leave
from kiosk.session.model import Model, Now, Rules, Step, go, with_visit
from kiosk.session.states import State
from ui.intent import ChooseDomain, ChooseService, EditField, FlagWrong, Rate, Search, TurnPage
from ui.view import Message

ELEMENTS = tuple(f"u{at}" for at in range(1, 10))
PRINTED = frozenset({"printed", "printed_unconfirmed"})


def to_services(model: Model, now: Now) -> Step:
    return go(with_visit(model, service=None, form=None, strict=False, ticked=False), State.SERVICES, now), ()


def services_back(model: Model, now: Now) -> Step:
    """Who refused consent may think again; who is identified stays identified."""
    return (go(model, State.CONSENT, now), ()) if model.visit.identity == "none" else (model, ())


def choose_domain(model: Model, event: ChooseDomain, rules: Rules) -> Step:
    known = {section.id for section in browse.sections(rules.catalogue)}
    if event.domain not in known:
        return model, ()
    return with_visit(model, domain=event.domain, query="", page=1), ()


def search(model: Model, event: Search) -> Step:
    return with_visit(model, query=event.text[:60], page=1), ()


def turn_list(model: Model, event: TurnPage) -> Step:
    return with_visit(model, page=max(1, model.visit.page + event.by)), ()


def choose_service(model: Model, event: ChooseService, now: Now, rules: Rules) -> Step:
    service = rules.catalogue.service(event.code)
    if service is None:
        return model, ()
    visit = model.visit
    opened = form.start(
        service,
        rules.catalogue,
        {**visit.profile, **visit.learned},
        visit.nik,
        visit.identity == "verified",
        today=now.today,
        region_code=rules.settings.kiosk.region_code,
    )
    chosen = with_visit(model, service=service, form=opened, page=1, strict=False, ticked=False)
    return go(chosen, State.SERVICE_DETAIL, now), (Audit("service.chosen", (("service", service.code),)),)


def may_start(model: Model) -> bool:
    """Whether the chosen service can be applied for here and now."""
    visit = model.visit
    if visit.service is None or visit.form is None or visit.identity == "none" or model.full:
        return False
    if visit.service.mode == "info":
        return False
    return eligibility(visit.service, visit.form.known).verdict != "no"


def start_service(model: Model, now: Now) -> Step:
    visit = model.visit
    if not may_start(model) or visit.form is None:
        return model, ()
    if not form.answers(visit.form):
        return go(model, State.DOCUMENTS, now), ()
    return go(with_visit(model, page=1), State.FORM, now), ()


def edit_field(model: Model, event: EditField) -> Step:
    if model.visit.form is None:
        return model, ()
    return with_visit(model, form=form.edit(model.visit.form, event.name, event.text)), ()


def flag_wrong(model: Model, event: FlagWrong) -> Step:
    if model.visit.form is None:
        return model, ()
    return with_visit(model, form=form.flag_wrong(model.visit.form, event.name)), ()


def form_on(model: Model, now: Now) -> Step:
    """To the next page, or on; an incomplete page stays and shows what is missing."""
    visit = model.visit
    if visit.form is None:
        return model, ()
    settled = replace(visit.form, editing="")
    if not form.page_complete(settled, visit.page):
        return with_visit(model, form=settled, strict=True), ()
    if visit.page < form.page_count(settled):
        return with_visit(model, form=settled, page=visit.page + 1, strict=False), ()
    if not form.complete(settled):  # an answer on a later page broke one before it
        return with_visit(model, form=settled, page=1, strict=True), ()
    return go(with_visit(model, form=settled, strict=False), State.DOCUMENTS, now), ()


def form_back(model: Model, now: Now) -> Step:
    if model.visit.page > 1:
        return with_visit(model, page=model.visit.page - 1, strict=False), ()
    return go(model, State.SERVICE_DETAIL, now), ()


def turn_form(model: Model, event: TurnPage, now: Now) -> Step:
    return form_on(model, now) if event.by > 0 else form_back(model, now)


def documents_back(model: Model, now: Now) -> Step:
    has_form = model.visit.form is not None and bool(form.answers(model.visit.form))
    return go(model, State.FORM if has_form else State.SERVICE_DETAIL, now), ()


def submit(model: Model, now: Now, rules: Rules) -> Step:
    visit = model.visit
    if not visit.ticked or visit.form is None or visit.service is None or visit.consent is None:
        return model, ()
    papers = documents(visit.service, visit.form)
    counter = needs_counter(visit.service, papers) or visit.identity != "verified"
    draft = Draft(
        service=visit.service.code,
        catalogue_version=rules.catalogue.version,
        nik=visit.nik,
        identity=visit.identity if visit.identity != "none" else "unverified",
        consent=visit.consent,
        fields=tuple(sorted(form.values(visit.form).items())),
        corrections=form.corrections(visit.form),
        bring=tuple(paper.name for paper in papers.bring),
        prefix=visit.service.prefix if counter else None,
        deadline_code=visit.service.code,
        language=visit.language,
        bring_labels=tuple(paper.label.of(visit.language) for paper in papers.bring),
        large=visit.modes.text_size > 0,
    )
    evidence = visit.evidence if visit.pending_evidence else None
    return go(model, State.COMMIT, now), (Commit(visit.id, draft, evidence),)


def committed(model: Model, event: Committed, now: Now) -> Step:
    visit = model.visit
    if event.visit != visit.id or visit.form is None:
        return model, ()
    learned = {**visit.learned, **form.typed_for_visit(visit.form)}
    # Evidence that is sealed beside one application serves the whole visit.
    kept = with_visit(
        model, done=event, learned=learned, evidence=None, pending_evidence=False, print_outcome=""
    )
    return go(kept, State.PRINTING, now), (
        Audit("application.accepted", (("service", visit.form.service.code),)),
        PrintReceipt(event.application),
    )


def commit_failed(model: Model, event: CommitFailed, now: Now, rules: Rules) -> Step:
    if event.visit != model.visit.id:
        return model, ()
    return break_down(model, now, rules, event.code, "oos.store")


def print_ended(model: Model, event: PrintEnded, now: Now) -> Step:
    done = model.visit.done
    if done is None or done.application != event.application:
        return model, ()
    ended = with_visit(model, print_outcome=event.outcome)
    note = Audit(
        "receipt.printed" if event.outcome in PRINTED else "receipt.failed", (("outcome", event.outcome),)
    )
    return go(ended, State.DONE, now), (note,)


def print_timed_out(model: Model, now: Now) -> Step:
    return go(with_visit(model, print_outcome="unknown"), State.DONE, now), ()


def reprint(model: Model, now: Now) -> Step:
    visit = model.visit
    if visit.done is None or visit.print_outcome in PRINTED:
        return model, ()
    return go(model, State.PRINTING, now), (PrintReceipt(visit.done.application),)


def another(model: Model, now: Now) -> Step:
    """The visit goes on with another service; nothing is asked or checked twice."""
    cleared = with_visit(model, done=None, print_outcome="", query="", page=1)
    return to_services(cleared, now)


def rate(model: Model, event: Rate, now: Now, rules: Rules) -> Step:
    visit = model.visit
    due = ELEMENTS[len(visit.answers)]
    if event.element != due or event.score not in (1, 2, 3, 4):
        return model, ()
    answers = (*visit.answers, (event.element, event.score))
    if len(answers) < len(ELEMENTS):
        return replace(with_visit(model, answers=answers), touched=now.monotonic), ()
    service = visit.service.code if visit.service is not None else ""
    left, effects = leave(model, now, rules, "finished", Message("skm.thanks"))
    return left, (SendSurvey(service, answers, visit.language), *effects)


def finish(model: Model, now: Now, rules: Rules) -> Step:
    return leave(model, now, rules, "finished", Message("farewell.thanks"))
