"""Verified once: a visit pass lets other channels go on; copied, expired or revoked it does not."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from server.domain.passes import Pass, read, sign
from server.storage.schema import pass_uses
from tests.server.kit import AYU, BUDI, SECOND, Kiosk, World, application, consent, stamp


def issued(kiosk: Kiosk, nik: str = AYU) -> dict[str, Any]:
    answer = kiosk.client.post(f"/v1/visits/{kiosk.verified_visit(nik)}/pass", headers=kiosk.headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def shown(token: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "visit_id": str(uuid4()),
        "token": token,
        "consent": consent(face=False),
        "at": stamp(),
    } | changes


def test_another_kiosk_goes_on_with_a_pass_and_without_a_face(world: World, kiosk: Kiosk) -> None:
    other, use = world.kiosk(SECOND), shown(issued(kiosk)["token"])
    assert other.put("pass-uses", use).json()["decision"] == "match"
    assert other.put("pass-uses", use).json()["decision"] == "match"  # the same once more
    assert other.get(f"visits/{use['visit_id']}/profile").json()["nik"] == AYU
    state = other.put("applications", application(use["visit_id"], AYU)).json()
    assert state["identity"] == "verified"
    assert other.put("applications", application(use["visit_id"], BUDI)).json()["identity"] == "refused"


def test_a_copied_pass_is_refused_noted_and_ends_for_both(world: World, kiosk: Kiosk) -> None:
    made = issued(kiosk)
    assert kiosk.put("pass-uses", shown(made["token"])).json()["decision"] == "match"
    copy = kiosk.put("pass-uses", shown(made["token"])).json()
    assert (copy["decision"], copy["reasons"]) == ("no_match", ["pass_copied"])
    assert kiosk.put("pass-uses", shown(made["token"])).json()["reasons"] == ["pass_revoked"]
    outcomes = world.context.storage.read_blocking(
        lambda connection: [
            row.outcome for row in connection.execute(select(pass_uses).order_by(pass_uses.c.seq))
        ]
    )
    assert outcomes[-3:] == ["ok", "copied", "revoked"]


def test_an_expired_pass_is_refused(world: World, kiosk: Kiosk) -> None:
    made = issued(kiosk)
    world.clock.ahead = timedelta(hours=world.settings.pass_hours, seconds=1)
    assert world.kiosk().put("pass-uses", shown(made["token"])).json()["reasons"] == ["pass_expired"]


def test_a_pass_that_was_taken_back_is_refused(world: World, kiosk: Kiosk) -> None:
    made = issued(kiosk)
    other = world.kiosk(SECOND)
    url = f"/v1/passes/{made['id']}"
    assert other.client.delete(url, headers=other.headers).status_code == 404
    assert kiosk.client.delete(url, headers=kiosk.headers).status_code == 200
    assert kiosk.put("pass-uses", shown(made["token"])).json()["reasons"] == ["pass_revoked"]


def test_a_new_pass_of_a_visit_ends_the_earlier_one(kiosk: Kiosk) -> None:
    visit = kiosk.verified_visit()
    first, second = (
        kiosk.client.post(f"/v1/visits/{visit}/pass", headers=kiosk.headers).json()["token"] for _ in range(2)
    )
    assert kiosk.put("pass-uses", shown(first)).json()["reasons"] == ["pass_revoked"]
    assert kiosk.put("pass-uses", shown(second)).json()["decision"] == "match"


def test_no_pass_without_a_verification_of_this_kiosk(world: World, kiosk: Kiosk) -> None:
    for visit in (uuid4(), world.kiosk(SECOND).verified_visit()):
        answer = kiosk.client.post(f"/v1/visits/{visit}/pass", headers=kiosk.headers)
        assert answer.status_code == 403


@pytest.mark.parametrize(
    "token", ["", "MPP1.", "MPP1.AAAA", "MPP1." + "A" * 115, "https://example.id", "MPP1.é"]
)
def test_what_is_no_pass_is_refused(kiosk: Kiosk, token: str) -> None:
    assert kiosk.put("pass-uses", shown(token)).json()["reasons"] == ["pass_invalid"]


def test_a_pass_never_moves_a_visit_to_another_citizen(kiosk: Kiosk) -> None:
    made = issued(kiosk, BUDI)
    visit = str(kiosk.verified_visit(AYU))
    assert kiosk.put("pass-uses", shown(made["token"], visit_id=visit)).status_code == 403
    assert kiosk.get(f"visits/{visit}/profile").json()["nik"] == AYU


def test_a_pass_carries_no_nik_and_only_our_signature_counts() -> None:
    ours, theirs = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    one = Pass(uuid4(), datetime(2026, 11, 24, 8, tzinfo=UTC))
    token = sign(ours, one)
    assert read(ours.public_key(), token) == one
    assert read(theirs.public_key(), token) is None
    for at in range(5, len(token) - 1):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert read(ours.public_key(), changed) is None
    assert len(token) < 130  # small enough for a QR code on a receipt


def test_a_pass_spares_no_consent(kiosk: Kiosk) -> None:
    use = shown(issued(kiosk)["token"], consent=consent(face=False, data=False))
    kiosk.put("pass-uses", use)
    assert kiosk.get(f"visits/{use['visit_id']}/profile").status_code == 403
