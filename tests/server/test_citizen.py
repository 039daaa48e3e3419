"""A citizen goes on at home: details after a one-time code or with the pass, and missing papers."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from config.catalogue import load
from server.domain.papers import media_type
from tests.server.kit import (
    AYU,
    BUDI,
    JPEG,
    SECRET_NAMES,
    Kiosk,
    World,
    application,
    code_in,
    last_message,
    opened,
    upload,
)

PDF = b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF\n"


@pytest.fixture
def phone(world: World) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=str(world.client.base_url), follow_redirects=True, timeout=30) as client:
        yield client


def submitted(kiosk: Kiosk, nik: str = AYU, **changes: Any) -> dict[str, Any]:
    body = application(kiosk.verified_visit(nik), nik, bring=["kk_lama"], **changes)
    assert kiosk.put("applications", body).status_code == 200
    return body


def test_details_open_with_the_code_that_was_sent_and_the_code_is_good_once(
    world: World, kiosk: Kiosk, phone: httpx.Client
) -> None:
    body = submitted(kiosk)
    url = f"/t/{body['number']}"
    assert phone.get(f"{url}/details").url.path == url  # not without a code
    page = opened(world, phone, body)
    assert page.url.path == f"{url}/details"
    assert SECRET_NAMES[AYU] in page.text
    assert load().documents["kk_lama"].label.id in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    phone.cookies.clear()
    again = phone.post(f"{url}/open", data={"code": code_in(last_message(world))})
    assert again.status_code == 401


def test_a_code_cannot_be_guessed_and_ends_with_its_time(
    world: World, kiosk: Kiosk, phone: httpx.Client
) -> None:
    body = submitted(kiosk)
    url = f"/t/{body['number']}"
    phone.post(f"{url}/code")
    right = code_in(last_message(world))
    for guess in range(5):
        assert phone.post(f"{url}/open", data={"code": f"{guess:06}"}).status_code == 401
    assert phone.post(f"{url}/open", data={"code": right}).status_code == 401
    phone.post(f"{url}/code")
    world.clock.ahead = timedelta(minutes=world.settings.code_minutes, seconds=1)
    assert phone.post(f"{url}/open", data={"code": code_in(last_message(world))}).status_code == 401


def test_the_page_does_not_tell_whether_a_number_or_a_contact_exists(
    world: World, kiosk: Kiosk, phone: httpx.Client
) -> None:
    known, without = submitted(kiosk), submitted(kiosk, fields={"nama_lengkap": "X"})
    before = last_message(world)
    pages = [
        phone.post(f"/t/{number}/code").text.replace(number, "")
        for number in (without["number"], "MPP-3217-261124-AAAAAAA-0")
    ]
    assert last_message(world) == before
    pages.append(phone.post(f"/t/{known['number']}/code").text.replace(known["number"], ""))
    assert len(set(pages)) == 1


def test_a_session_opens_one_application_alone(world: World, kiosk: Kiosk, phone: httpx.Client) -> None:
    mine, others = submitted(kiosk, AYU), submitted(kiosk, BUDI)
    opened(world, phone, mine)
    cookie = phone.cookies["mpp_citizen"]
    phone.cookies.clear()
    answer = phone.get(f"/t/{others['number']}/details", headers={"Cookie": f"mpp_citizen={cookie}"})
    assert SECRET_NAMES[BUDI] not in answer.text
    assert answer.url.path == f"/t/{others['number']}"
    world.clock.ahead = timedelta(minutes=31)
    late = phone.get(f"/t/{mine['number']}/details", headers={"Cookie": f"mpp_citizen={cookie}"})
    assert SECRET_NAMES[AYU] not in late.text


def test_a_visit_pass_opens_the_details_of_its_own_citizen(
    world: World, kiosk: Kiosk, phone: httpx.Client
) -> None:
    visit = kiosk.verified_visit(AYU)
    token = kiosk.client.post(f"/v1/visits/{visit}/pass", headers=kiosk.headers).json()["token"]
    others = submitted(kiosk, BUDI)
    assert phone.post(f"/t/{others['number']}/open", data={"code": token}).status_code == 401
    token = kiosk.client.post(f"/v1/visits/{visit}/pass", headers=kiosk.headers).json()["token"]
    mine = submitted(kiosk, AYU)
    assert SECRET_NAMES[AYU] in phone.post(f"/t/{mine['number']}/open", data={"code": token}).text
    with httpx.Client(base_url=phone.base_url, follow_redirects=True) as another:
        assert another.post(f"/t/{mine['number']}/open", data={"code": token}).status_code == 401


def test_a_missing_paper_is_sent_from_the_phone_and_lies_sealed(
    world: World, kiosk: Kiosk, phone: httpx.Client
) -> None:
    body = submitted(kiosk)
    opened(world, phone, body)
    assert "Dokumen diterima" in upload(phone, body, JPEG).text
    assert "Dokumen diterima" in upload(phone, body, PDF).text
    assert "terkirim: 2" in phone.get(f"/t/{body['number']}/details").text
    files = [one for one in (Path(world.settings.data_dir) / "attachments").rglob("*") if one.is_file()]
    assert files
    for one in files:
        assert one.stat().st_mode & 0o777 == 0o600
        assert b"x" * 50 not in one.read_bytes()


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><script>alert(1)</script>" * 40, JPEG[:-2], b"%PDF-1.7" + b"x" * 500, b"MZ" + b"x" * 500],
)
def test_what_is_no_whole_picture_or_pdf_is_said_at_once(
    world: World, kiosk: Kiosk, phone: httpx.Client, content: bytes
) -> None:
    body = submitted(kiosk)
    opened(world, phone, body)
    assert "tidak terbaca" in upload(phone, body, content).text
    assert media_type(content) is None


def test_only_papers_that_were_asked_for_are_taken(world: World, kiosk: Kiosk, phone: httpx.Client) -> None:
    body = submitted(kiosk)
    opened(world, phone, body)
    assert "tidak diminta" in upload(phone, body, JPEG, document="akta_cerai").text


def test_an_upload_over_the_limit_is_refused(world: World, kiosk: Kiosk, phone: httpx.Client) -> None:
    body = submitted(kiosk)
    opened(world, phone, body)
    large = b"\xff\xd8\xff" + b"x" * world.settings.upload_bytes + b"\xff\xd9"
    assert upload(phone, body, large).status_code == 413


def test_without_a_carrier_no_code_is_sent_and_nothing_breaks(
    world: World, kiosk: Kiosk, phone: httpx.Client
) -> None:
    body, before = submitted(kiosk), last_message(world)
    for fault in ("down", "slow"):
        world.faults.set("notice", fault)
        assert phone.post(f"/t/{body['number']}/code").status_code == 200
    assert last_message(world) == before
