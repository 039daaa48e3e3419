"""The officer's day: sign in, call, open the case, decide; and what other offices and roles cannot do."""

import re
import tomllib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from server.domain.roles import ALLOWED, RESOURCES, ROLES, Role
from tests.server.kit import (
    AYU,
    BUDI,
    ELSEWHERE,
    FACES,
    JPEG,
    OTHER_OFFICE,
    SECRET_NAMES,
    Desk,
    Kiosk,
    World,
    application,
    face_request,
    opened,
    stamp,
    upload,
)

_next = iter(range(300, 999))


def ticket(prefix: str = "A") -> str:
    return f"{prefix}-{next(_next)}"


def submitted(kiosk: Kiosk, nik: str = AYU, prefix: str = "A", **changes: Any) -> dict[str, Any]:
    body = application(kiosk.verified_visit(nik), nik, queue_number=ticket(prefix), **changes)
    assert kiosk.put("applications", body).status_code == 200
    return body


# -- signing in


def test_the_demo_officers_of_a_seeded_server_sign_in(world: World, browser: Any) -> None:
    known = tomllib.loads((world.settings.data_dir / "demo-officers.toml").read_text())
    desk = browser("petugas", known["petugas"])
    assert "MPP Kota Contoh" in desk.sign_in().text


def test_a_wrong_password_code_or_a_code_used_before_does_not_sign_in(browser: Any, team: Any) -> None:
    desk = browser("officer-mpp-3217", team["officer", "mpp-3217"])
    assert desk.sign_in(password="wrong").status_code == 401
    assert desk.sign_in(code="000000").status_code == 401
    assert desk.sign_in(login="nobody").status_code == 401
    assert desk.sign_in().status_code == 200
    assert desk.sign_in().status_code == 401  # the same code again
    desk.client.cookies.clear()
    assert desk.get("/counter").url.path == "/sign-in"


def test_guessing_passwords_locks_the_account_for_a_while(world: World, browser: Any, team: Any) -> None:
    desk = browser("officer-mpp-3217", team["officer", "mpp-3217"])
    world.context.accounts._wrong._most = 3
    for _ in range(3):
        assert desk.sign_in(password="wrong").status_code == 401
    assert desk.sign_in().status_code == 401


def test_signing_out_ends_the_session(desks: Any) -> None:
    desk = desks()
    cookie = desk.client.cookies["mpp_officer"]
    desk.post("/sign-out")
    desk.client.cookies.set("mpp_officer", cookie)
    assert desk.get("/counter").url.path == "/sign-in"


def test_a_form_from_another_page_or_site_does_nothing(kiosk: Kiosk, desks: Any) -> None:
    desk = desks()
    assert desk.client.post("/counter/next", data={"csrf": "wrong"}).status_code == 403
    assert desk.client.post("/counter/next").status_code == 403
    evil = {"origin": "https://evil.example"}
    page = desk.get("/counter").text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token
    answer = desk.client.post("/counter/next", data={"csrf": token[1]}, headers=evil)
    assert answer.status_code == 403


def test_the_language_link_never_leads_to_another_site(world: World) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = world.client.get("/language/en", params={"back": back}, follow_redirects=False)
        assert answer.headers["location"] == "/"


# -- the queue


def test_an_officer_calls_serves_and_finishes_a_visitor(world: World, kiosk: Kiosk, desks: Any) -> None:
    desk = desks(counter="1")
    body = submitted(kiosk)
    page = call_until(desk, body["queue_number"])
    assert body["queue_number"] in page
    display = world.client.get("/display/mpp-3217").text
    assert body["queue_number"] in display
    assert SECRET_NAMES[AYU] not in display
    assert AYU not in display
    seq = active(page)
    case = desk.post(f"/counter/tickets/{seq}", action="start")
    assert case.url.path == f"/counter/cases/{body['id']}"
    assert SECRET_NAMES[AYU] in case.text
    assert desk.post(f"/counter/tickets/{seq}", action="finish").status_code == 200
    assert body["queue_number"] not in world.client.get("/display/mpp-3217/board").text


def active(page: str) -> int:
    found = re.search(r"/counter/tickets/(\d+)", page)
    assert found
    return int(found[1])


def call_until(desk: Desk, number: str) -> str:
    """Calls and dismisses until this ticket stands at the counter."""
    for _ in range(60):
        page = desk.post("/counter/next").text
        shown = re.search(r'class="number">([A-Z]-\d+)', page)
        assert shown, page
        if shown[1] == number:
            return page
        desk.post(f"/counter/tickets/{active(page)}", action="finish")
    raise AssertionError("the ticket was never called")


def test_calling_again_while_somebody_stands_there_calls_nobody_else(kiosk: Kiosk, desks: Any) -> None:
    desk = desks(counter="1")
    body = submitted(kiosk)
    call_until(desk, body["queue_number"])
    submitted(kiosk)
    assert body["queue_number"] in desk.post("/counter/next").text


def test_a_ticket_is_recalled_passed_on_and_called_by_the_other_counter(kiosk: Kiosk, desks: Any) -> None:
    one, body = desks(counter="1"), submitted(kiosk, prefix="A")
    page = call_until(one, body["queue_number"])
    seq = active(page)
    assert one.post(f"/counter/tickets/{seq}", action="recall").status_code == 200
    assert one.post(f"/counter/tickets/{seq}", action="transfer", queue="S").status_code == 200
    assert one.post(f"/counter/tickets/{seq}", action="recall").status_code == 409
    other = desks("supervisor", counter="6")
    assert body["queue_number"] in call_until(other, body["queue_number"])


def test_a_visitor_who_does_not_come_leaves_the_queue(world: World, kiosk: Kiosk, desks: Any) -> None:
    desk, body = desks(counter="2"), submitted(kiosk, prefix="B")
    seq = active(call_until(desk, body["queue_number"]))
    desk.post(f"/counter/tickets/{seq}", action="no_show")
    assert body["queue_number"] not in desk.get("/counter").text


def test_two_counters_never_call_the_same_visitor(world: World, kiosk: Kiosk, desks: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    bodies = [submitted(kiosk, prefix="C") for _ in range(6)]
    crew = [desks(role, counter=name) for role, name in (("officer", "31"), ("supervisor", "32"))]

    def work(desk: Desk) -> list[str]:
        called = []
        for _ in range(40):
            page = desk.post("/counter/next").text
            shown = re.search(r'class="number">([A-Z]-\d+)', page)
            if not shown:
                break
            called.append(shown[1])
            desk.post(f"/counter/tickets/{active(page)}", action="finish")
        return called

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(work, crew)
    assert not set(first) & set(second)
    assert len(first) == len(set(first))
    assert {one["queue_number"] for one in bodies} <= set(first) | set(second)


# -- the case


def test_a_case_is_found_by_ticket_or_number_with_the_form_filled_and_the_reading_logged(
    kiosk: Kiosk, desks: Any
) -> None:
    desk = desks("supervisor")
    body = submitted(
        kiosk,
        fields={"nama_lengkap": SECRET_NAMES[AYU], "no_hp": "+6281234"},
        corrections=[{"field": "alamat"}],
    )
    for text in (body["queue_number"].lower(), body["number"]):
        page = desk.post("/counter/find", text=text)
        assert page.url.path == f"/counter/cases/{body['id']}"
    for words in (SECRET_NAMES[AYU], "Nama lengkap", "+6281234", "warga menyatakan salah", AYU):
        assert words in page.text
    assert "supervisor-mpp-3217 · case" in page.text
    assert desk.post("/counter/find", text="Z-999").status_code == 404


def test_an_officer_decides_with_a_reason_on_the_version_that_was_read(kiosk: Kiosk, desks: Any) -> None:
    desk, body = desks(), submitted(kiosk)
    url = f"/counter/cases/{body['id']}"
    assert desk.post(url, version=1, action="review").status_code == 200
    stale = desk.post(url, version=1, action="approve")
    assert stale.status_code == 409
    assert "berubah" in stale.text
    assert desk.post(url, version=2, action="reject").status_code == 422  # a refusal says why
    page = desk.post(url, version=2, action="reject", note="Alamat <b>tidak</b> jelas")
    assert page.status_code == 200
    assert "Alamat &lt;b&gt;tidak&lt;/b&gt; jelas" in page.text
    state = kiosk.get(f"applications/{body['id']}").json()
    assert (state["stage"], state["version"]) == ("rejected", 3)
    assert desk.post(url, version=3, action="finish").status_code == 409
    assert desk.post(url, version=3, action="reopen", note="x").status_code == 200
    assert desk.post(url, version=4, action="approve").status_code == 200
    assert desk.post(url, version=5, action="finish").status_code == 200
    assert kiosk.get(f"applications/{body['id']}").json()["stage"] == "done"


def test_an_identity_confirmed_by_the_card_stays_whatever_comes_later(kiosk: Kiosk, desks: Any) -> None:
    desk = desks()
    body = application(visit := uuid4(), AYU, identity="pending", queue_number=ticket())
    kiosk.put("applications", body)
    url = f"/counter/cases/{body['id']}"
    assert desk.post(url, version=1, action="approve").status_code == 409
    assert desk.post(url, version=1, action="confirm_identity", note="KTP-el dilihat").status_code == 200
    kiosk.put("evidence", kiosk.sealed(face_request(visit, AYU, face=FACES[BUDI])))
    state = kiosk.get(f"applications/{body['id']}").json()
    assert (state["identity"], state["stage"]) == ("verified", "in_review")


def test_what_needs_attention_is_listed_for_the_officer(kiosk: Kiosk, desks: Any) -> None:
    body = application(kiosk.verified_visit(AYU), BUDI, queue_number=ticket())
    kiosk.put("applications", body)
    page = desks().get("/counter").text
    assert body["number"] in page
    assert "NIK berbeda" in page


def test_a_visit_pass_opens_the_case_at_the_counter(kiosk: Kiosk, desks: Any) -> None:
    body, desk = submitted(kiosk, BUDI), desks()
    url = f"/v1/visits/{body['visit_id']}/pass"
    token = kiosk.client.post(url, headers=kiosk.headers).json()["token"]
    assert desk.post("/counter/find", text=token).url.path == f"/counter/cases/{body['id']}"
    assert desk.post("/counter/find", text=token[:-4] + "AAAA").status_code == 403
    kiosk.client.post(url, headers=kiosk.headers)  # a new one ends it
    assert desk.post("/counter/find", text=token).status_code == 403
    elsewhere = desks("officer", OTHER_OFFICE)
    fresh = kiosk.client.post(url, headers=kiosk.headers).json()["token"]
    assert elsewhere.post("/counter/find", text=fresh).status_code == 404


def test_an_uploaded_paper_is_handed_out_as_a_file_and_the_reading_logged(
    world: World, kiosk: Kiosk, desks: Any
) -> None:
    body = submitted(kiosk, bring=["kk_lama"])
    with httpx.Client(base_url=str(world.client.base_url), follow_redirects=True) as phone:
        opened(world, phone, body)
        upload(phone, body, JPEG)
    desk = desks("supervisor")
    page = desk.get(f"/counter/cases/{body['id']}").text
    link = re.search(r'href="(/counter/cases/[^"]+/attachments/[^"]+)"', page)
    assert link
    file = desk.get(link[1])
    assert file.content == JPEG
    assert file.headers["content-disposition"] == 'attachment; filename="kk_lama.jpg"'
    assert "sandbox" in file.headers["content-security-policy"]
    assert "supervisor-mpp-3217 · attachment" in desk.get(f"/counter/cases/{body['id']}").text
    assert desks("officer", OTHER_OFFICE).get(link[1]).status_code == 404


# -- tenancy


PAGES = {"counter": "/counter", "skm": "/skm", "fleet": "/fleet"}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_its_own_pages_and_no_others(desks: Any, role: Role) -> None:
    desk = desks(role)
    for resource, path in PAGES.items():
        allowed = resource in ALLOWED[role]
        assert (desk.get(path).status_code == 200) == allowed, (role, path)
    assert (desk.get("/skm.csv").status_code == 200) == ("skm" in ALLOWED[role])
    told = desk.post("/fleet/mpp-3217-01/commands", command="restart")
    assert (told.status_code == 200) == ("command" in ALLOWED[role])
    assert set(ALLOWED[role]) <= set(RESOURCES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("office", ["mpp-3217", OTHER_OFFICE])
def test_no_role_of_another_office_sees_a_case_a_ticket_or_a_kiosk(
    kiosk: Kiosk, desks: Any, role: Role, office: str
) -> None:
    body = submitted(kiosk)
    desk = desks(role, office)
    own = office == "mpp-3217"
    case = desk.get(f"/counter/cases/{body['id']}")
    assert (case.status_code == 200) == (own and "case" in ALLOWED[role])
    decided = desk.post(f"/counter/cases/{body['id']}", version=1, action="review")
    assert (decided.status_code == 200) == (own and "case" in ALLOWED[role])
    if "counter" in ALLOWED[role]:
        assert (body["queue_number"] in desk.get("/counter").text) == own
        assert (desk.post("/counter/find", text=body["number"]).status_code == 200) == own
    if "fleet" in ALLOWED[role]:
        page = desk.get("/fleet").text
        assert ("mpp-3217-01" in page) == (own or role == "national")
        assert (ELSEWHERE in page) == (not own or role == "national")
    if "command" in ALLOWED[role]:
        assert desk.post(f"/fleet/{ELSEWHERE}/commands", command="restart").status_code == (
            404 if own else 200
        )
    assert SECRET_NAMES[AYU] not in (case.text if not own else "")


# -- survey and fleet


def test_the_survey_page_grades_and_exports(kiosk: Kiosk, desks: Any) -> None:
    for mark in (4, 4, 3):
        kiosk.put(
            "surveys",
            {
                "id": str(uuid4()),
                "service": "CAP-MTI-01",
                "answers": {f"u{n}": mark for n in range(1, 10)},
                "language": "id",
                "on": "2020-02-02",
            },
        )
    desk = desks("supervisor")
    page = desk.get("/skm?since=2020-02-01&until=2020-02-03").text
    assert "91.67" in page
    rows = desk.get("/skm.csv?since=2020-02-01&until=2020-02-03").text.splitlines()
    assert rows[1] == "service,CAP-MTI-01,3,0,0,3.67,3.67,3.67,3.67,3.67,3.67,3.67,3.67,3.67,91.67,A"
    assert desk.get("/skm?since=2021-01-01&until=2020-01-01").status_code == 422
    assert desk.get("/skm?since=nonsense").status_code == 422
    other = desks("supervisor", OTHER_OFFICE)
    assert "91.67" not in other.get("/skm?since=2020-02-01&until=2020-02-03").text


def beat(**changes: Any) -> dict[str, Any]:
    return {
        "at": stamp(),
        "software_version": "9.9.9",
        "state": "attract",
        "devices": [{"name": "printer", "state": "paper_out", "good": False}],
        "waiting": 7,
        "dead": 2,
        "audit_count": 1,
        "audit_head": "a" * 64,
    } | changes


def test_a_kiosks_fault_is_on_the_fleet_page_at_once_and_its_silence_after_a_minute(
    world: World, desks: Any
) -> None:

    kiosk = world.kiosk(ELSEWHERE)
    desk = desks("technician", OTHER_OFFICE)
    kiosk.post("heartbeats", beat())
    page = desk.get("/fleet").text
    for words in ("printer: paper_out", "9.9.9", "7 / 2", "Gangguan"):
        assert words in page
    world.clock.ahead = timedelta(seconds=61)
    assert "Tidak ada kabar" in desk.get("/fleet/board").text


def test_a_command_reaches_its_kiosk_until_the_outcome_is_told(world: World, desks: Any) -> None:
    kiosk, desk = world.kiosk(ELSEWHERE), desks("technician", OTHER_OFFICE)
    desk.post(f"/fleet/{ELSEWHERE}/commands", command="update_ring", argument="pilot")
    told = kiosk.get("commands").json()["commands"]
    mine = next(one for one in told if one["command"] == "update_ring")
    assert mine["argument"] == "pilot"
    assert mine in kiosk.get("commands").json()["commands"]
    stranger = world.kiosk()
    assert mine["id"] not in {one["id"] for one in stranger.get("commands").json()["commands"]}
    assert stranger.post(f"commands/{mine['id']}", {"outcome": "done"}).status_code == 404
    assert kiosk.post(f"commands/{mine['id']}", {"outcome": "done"}).status_code == 200
    assert mine["id"] not in {one["id"] for one in kiosk.get("commands").json()["commands"]}
    assert "pilot · selesai" in desk.get("/fleet").text


def test_a_technician_clears_an_audit_alarm_after_looking(world: World, desks: Any) -> None:
    kiosk, desk = world.kiosk(ELSEWHERE), desks("technician", OTHER_OFFICE)
    kiosk.post("heartbeats", beat(audit_count=9, audit_head="c" * 64))
    kiosk.post("heartbeats", beat(audit_count=8, audit_head="d" * 64))
    assert "jejak audit terpotong" in desk.get("/fleet").text
    desk.post(f"/fleet/{ELSEWHERE}/alarm")
    assert "jejak audit terpotong" not in desk.get("/fleet").text


def test_pages_allow_no_inline_script_and_are_not_cached(desks: Any) -> None:
    desk = desks("supervisor")
    for path in ("/counter", "/skm", "/fleet", "/sign-in", "/display/mpp-3217"):
        page = desk.get(path)
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["cache-control"] == "no-store"
        assert not re.search(r"<script(?![^>]*src=)", page.text)
        assert not re.search(r"\son\w+=|style=", page.text)
    assert desk.get("/static/htmx.js").status_code == 200
