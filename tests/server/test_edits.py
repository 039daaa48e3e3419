"""Nobody's change is lost, and none wins by being last."""

import itertools
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.server.kit import AYU, BUDI, FACES, SECOND, Kiosk, World, application, face_request, stamp


def edit(visit: UUID, application_id: str, base: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "visit_id": str(visit),
        "application_id": application_id,
        "base_version": base,
        "fields": {"no_hp": f"+62812{base:04}"},
        "happened_at": stamp(),
    } | changes


def submitted(kiosk: Kiosk) -> tuple[UUID, str]:
    body = application(visit := kiosk.verified_visit())
    kiosk.put("applications", body)
    return visit, body["id"]


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 3])))
def test_edits_that_arrive_in_any_order_are_applied_in_theirs(kiosk: Kiosk, order: tuple[int, ...]) -> None:
    visit, application_id = submitted(kiosk)
    sent = {base: edit(visit, application_id, base) for base in order}
    for base in order:
        state = kiosk.put("edits", sent[base]).json()["state"]
        assert state in ("applied", "held")
    for base in order:
        assert kiosk.put("edits", sent[base]).json() == {
            "id": sent[base]["id"],
            "state": "applied",
            "version": 4,
        }


def test_an_edit_from_an_old_version_is_a_conflict_for_an_officer(kiosk: Kiosk, desks: Any) -> None:
    visit, application_id = submitted(kiosk)
    assert kiosk.put("edits", edit(visit, application_id, 1)).json()["state"] == "applied"
    rival = edit(visit, application_id, 1, fields={"no_hp": "+6289999"})
    assert kiosk.put("edits", rival).json() == {"id": rival["id"], "state": "conflict", "version": 2}
    desk = desks()
    page = desk.get(f"/counter/cases/{application_id}").text
    assert "+628120001" in page
    assert "+6289999" in page
    assert "Dua perubahan bertentangan" in desk.get("/counter").text
    page = desk.post(f"/counter/cases/{application_id}/edits/{rival['id']}", choice="accept").text
    assert "+6289999" in page
    assert "+628120001" not in page
    assert kiosk.put("edits", rival).json()["state"] == "applied"
    again = desk.post(f"/counter/cases/{application_id}/edits/{rival['id']}", choice="refuse")
    assert again.status_code == 409


def test_an_officer_may_keep_what_is_there(kiosk: Kiosk, desks: Any) -> None:
    visit, application_id = submitted(kiosk)
    kiosk.put("edits", edit(visit, application_id, 1))
    rival = edit(visit, application_id, 1, fields={"no_hp": "+6289999"})
    kiosk.put("edits", rival)
    page = desks().post(f"/counter/cases/{application_id}/edits/{rival['id']}", choice="refuse").text
    assert "+628120001" in page
    assert "+6289999" not in page
    assert kiosk.put("edits", rival).json()["state"] == "refused"


def test_what_an_officer_decided_meanwhile_is_not_overwritten(kiosk: Kiosk, desks: Any) -> None:
    visit, application_id = submitted(kiosk)
    desks().post(f"/counter/cases/{application_id}", version=1, action="review")
    assert kiosk.put("edits", edit(visit, application_id, 1)).json()["state"] == "conflict"


def test_a_held_edit_is_applied_when_its_version_comes(kiosk: Kiosk, desks: Any) -> None:
    visit, application_id = submitted(kiosk)
    early = edit(visit, application_id, 2)
    assert kiosk.put("edits", early).json()["state"] == "held"
    desks().post(f"/counter/cases/{application_id}", version=1, action="review")
    assert kiosk.put("edits", early).json() == {"id": early["id"], "state": "applied", "version": 3}


def test_a_citizen_withdraws_and_nothing_follows(kiosk: Kiosk) -> None:
    visit, application_id = submitted(kiosk)
    assert (
        kiosk.put("edits", edit(visit, application_id, 1, withdraw=True, fields={})).json()["state"]
        == "applied"
    )
    assert kiosk.get(f"applications/{application_id}").json()["stage"] == "withdrawn"
    assert kiosk.put("edits", edit(visit, application_id, 2)).json()["state"] == "conflict"


def test_only_the_citizen_of_an_application_may_edit_it(world: World, kiosk: Kiosk) -> None:
    _, application_id = submitted(kiosk)
    assert kiosk.put("edits", edit(kiosk.verified_visit(BUDI), application_id, 1)).status_code == 403
    assert kiosk.put("edits", edit(uuid4(), application_id, 1)).status_code == 403
    stranger = uuid4()
    kiosk.put("verifications", face_request(stranger, AYU, face=FACES[BUDI]))
    assert kiosk.put("edits", edit(stranger, application_id, 1)).status_code == 403
    other = world.kiosk(SECOND)  # the same citizen at another kiosk goes on
    assert other.put("edits", edit(other.verified_visit(AYU), application_id, 1)).json()["state"] == "applied"


def test_the_same_edit_again_is_one_edit_and_another_body_conflicts(kiosk: Kiosk) -> None:
    visit, application_id = submitted(kiosk)
    one = edit(visit, application_id, 1)
    assert kiosk.put("edits", one).json() == kiosk.put("edits", one).json()
    assert kiosk.put("edits", one | {"fields": {"no_hp": "+62"}}).status_code == 409
    assert kiosk.get(f"applications/{application_id}").json()["version"] == 2
