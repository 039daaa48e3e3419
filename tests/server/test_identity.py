"""Whose visit is it: verifications, the profile they open, and evidence that arrives late."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.server.kit import (
    AYU,
    BUDI,
    FACES,
    SECOND,
    SECRET_NAMES,
    STRANGER,
    Kiosk,
    World,
    application,
    consent,
    face_request,
    ikd_request,
    template,
    until,
)


def test_the_right_face_matches_and_opens_the_profile(kiosk: Kiosk) -> None:
    visit = uuid4()
    answer = kiosk.put("verifications", face_request(visit)).json()
    assert (answer["available"], answer["decision"]) == (True, "match")
    assert answer["score"] > answer["threshold"] > 0
    profile = kiosk.get(f"visits/{visit}/profile").json()
    assert profile["nik"] == AYU
    fields = {one["name"]: one for one in profile["fields"]}
    assert fields["nama_lengkap"]["value"] == SECRET_NAMES[AYU]
    assert (fields["nama_lengkap"]["source"], fields["str_no"]["source"]) == ("dukcapil", "sdmk")
    assert fields["no_kk"]["as_of"] == "2026-11-01"


def test_a_strangers_face_does_not_match_and_opens_nothing(kiosk: Kiosk) -> None:
    visit = uuid4()
    answer = kiosk.put("verifications", face_request(visit, face=FACES[BUDI])).json()
    assert (answer["available"], answer["decision"]) == (True, "no_match")
    assert kiosk.get(f"visits/{visit}/profile").status_code == 403


def test_an_unknown_nik_is_not_found(kiosk: Kiosk) -> None:
    answer = kiosk.put("verifications", face_request(uuid4(), STRANGER)).json()
    assert (answer["available"], answer["decision"], answer["reasons"]) == (True, "no_match", ["not_found"])


@pytest.mark.parametrize(
    ("pad", "decision", "opens"),
    [("live", "match", 200), ("unsure", "officer", 403), ("spoof", "no_match", 403)],
)
def test_a_right_face_counts_only_as_far_as_the_person_was_there(
    kiosk: Kiosk, pad: str, decision: str, opens: int
) -> None:
    visit = uuid4()
    answer = kiosk.put("verifications", face_request(visit, pad_decision=pad)).json()
    assert answer["decision"] == decision
    assert kiosk.get(f"visits/{visit}/profile").status_code == opens


def test_a_face_is_not_compared_without_consent(kiosk: Kiosk) -> None:
    answer = kiosk.put("verifications", face_request(uuid4(), consent=consent(face=False)))
    assert answer.status_code == 403


def test_no_profile_without_consent_to_data(kiosk: Kiosk) -> None:
    visit = uuid4()
    kiosk.put("verifications", face_request(visit, consent=consent(data=False)))
    assert kiosk.get(f"visits/{visit}/profile").status_code == 403


def test_profile_is_locked_before_verification_for_another_kiosk_and_after_its_time(world: World) -> None:
    kiosk, other = world.kiosk(), world.kiosk(SECOND)
    assert kiosk.get(f"visits/{uuid4()}/profile").status_code == 403
    visit = kiosk.verified_visit()
    assert kiosk.get(f"visits/{visit}/profile").status_code == 200
    assert other.get(f"visits/{visit}/profile").status_code == 403
    world.clock.ahead += timedelta(minutes=world.settings.visit_minutes + 1)
    assert kiosk.get(f"visits/{visit}/profile").status_code == 403


def test_a_visit_stays_with_its_kiosk_and_its_first_citizen(world: World) -> None:
    kiosk, other = world.kiosk(), world.kiosk(SECOND)
    visit = kiosk.verified_visit(AYU)
    assert other.put("verifications", face_request(visit, AYU)).status_code == 403
    assert other.put("applications", application(visit, AYU)).status_code == 403
    assert kiosk.put("verifications", face_request(visit, BUDI)).status_code == 403
    assert kiosk.get(f"visits/{visit}/profile").json()["nik"] == AYU


def test_the_same_verification_again_has_the_same_answer_and_another_body_conflicts(kiosk: Kiosk) -> None:
    request = face_request(uuid4())
    first, again = kiosk.put("verifications", request), kiosk.put("verifications", request)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert kiosk.put("verifications", request | {"nik": BUDI}).status_code == 409


def test_too_many_tries_in_one_visit_are_refused(world: World, kiosk: Kiosk) -> None:
    visit = uuid4()
    for _ in range(world.settings.attempts_per_visit):
        assert kiosk.put("verifications", face_request(visit, face=FACES[BUDI])).status_code == 200
    assert kiosk.put("verifications", face_request(visit)).status_code == 429


@pytest.mark.parametrize(
    ("fault", "reason"), [("down", "registry_down"), ("slow", "registry_slow"), ("wrong", "registry_wrong")]
)
def test_a_failing_registry_is_no_check_rather_than_no_match(
    world: World, kiosk: Kiosk, fault: str, reason: str
) -> None:
    world.faults.set("registry", fault)  # type: ignore[arg-type]
    request = face_request(uuid4())
    answer = kiosk.put("verifications", request).json()
    assert (answer["available"], answer["decision"], answer["reasons"]) == (False, "unavailable", [reason])
    assert kiosk.get(f"visits/{request['visit_id']}/profile").status_code == 403
    world.faults.set("registry", "ok")
    assert kiosk.put("verifications", request).json()["decision"] == "match"


@pytest.mark.parametrize("fault", ["down", "slow", "wrong"])
def test_a_failing_population_registry_gives_no_profile(world: World, kiosk: Kiosk, fault: str) -> None:
    visit = kiosk.verified_visit()
    world.faults.set("profile", fault)  # type: ignore[arg-type]
    answer = kiosk.get(f"visits/{visit}/profile")
    assert (answer.status_code, answer.json()["type"]) == (503, "unavailable")
    assert SECRET_NAMES[BUDI] not in answer.text


@pytest.mark.parametrize("fault", ["down", "slow", "wrong"])
def test_a_failing_health_registry_leaves_the_rest_of_the_profile(
    world: World, kiosk: Kiosk, fault: str
) -> None:
    visit = kiosk.verified_visit(BUDI)
    world.faults.set("sdmk", fault)  # type: ignore[arg-type]
    fields = kiosk.get(f"visits/{visit}/profile").json()["fields"]
    assert {one["source"] for one in fields} == {"dukcapil"}


def test_an_ikd_token_shows_who_it_is_once(world: World, kiosk: Kiosk) -> None:
    token = world.ikd_token(BUDI)
    request = ikd_request(visit := uuid4(), token)
    assert kiosk.put("verifications", request).json()["decision"] == "match"
    assert kiosk.get(f"visits/{visit}/profile").json()["nik"] == BUDI
    assert kiosk.put("verifications", request).json()["decision"] == "match"  # the same request again
    replay = kiosk.put("verifications", ikd_request(uuid4(), token)).json()
    assert (replay["decision"], replay["reasons"]) == ("no_match", ["token_used"])


def test_an_old_or_forged_ikd_token_is_refused(world: World, kiosk: Kiosk) -> None:
    old = kiosk.put("verifications", ikd_request(uuid4(), world.ikd_token(AYU, age=91))).json()
    assert (old["decision"], old["reasons"]) == ("no_match", ["token_expired"])
    body, _, signature = world.ikd_token(AYU).partition(".")
    forged = f"{body}.{signature[:-4]}AAAA"
    for token in (forged, "https://example.id", body, "ü.ü"):
        answer = kiosk.put("verifications", ikd_request(uuid4(), token)).json()
        assert (answer["decision"], answer["reasons"]) == ("no_match", ["token_invalid"])


def test_an_ikd_token_of_somebody_else_than_the_typed_nik_does_not_match(world: World, kiosk: Kiosk) -> None:
    answer = kiosk.put("verifications", ikd_request(uuid4(), world.ikd_token(BUDI), nik=AYU)).json()
    assert (answer["decision"], answer["reasons"]) == ("no_match", ["nik_differs"])


@pytest.mark.parametrize(
    ("fault", "reason"), [("down", "ikd_down"), ("slow", "ikd_slow"), ("wrong", "ikd_wrong")]
)
def test_a_failing_ikd_is_no_check(world: World, kiosk: Kiosk, fault: str, reason: str) -> None:
    world.faults.set("ikd", fault)  # type: ignore[arg-type]
    answer = kiosk.put("verifications", ikd_request(uuid4(), world.ikd_token(AYU))).json()
    assert (answer["available"], answer["reasons"]) == (False, [reason])


# -- evidence


def identity(kiosk: Kiosk, body: dict[str, object]) -> tuple[str, str]:
    state = kiosk.get(f"applications/{body['id']}").json()
    return state["identity"], state["stage"]


@pytest.mark.parametrize("order", ["evidence first", "application first"])
def test_sealed_evidence_verifies_the_application_in_either_order(kiosk: Kiosk, order: str) -> None:
    request = face_request(visit := uuid4())
    sent = application(visit, identity="pending")
    if order == "evidence first":
        assert kiosk.put("evidence", kiosk.sealed(request)).status_code == 200
        assert kiosk.put("applications", sent).json()["identity"] == "verified"
    else:
        state = kiosk.put("applications", sent).json()
        assert (state["identity"], state["stage"]) == ("pending", "waiting_identity")
        assert kiosk.put("evidence", kiosk.sealed(request)).status_code == 200
    assert identity(kiosk, sent) == ("verified", "received")


def test_evidence_waits_while_the_registry_is_down_and_is_answered_by_itself(
    world: World, kiosk: Kiosk
) -> None:
    world.faults.set("registry", "down")
    request = face_request(visit := uuid4())
    assert kiosk.put("verifications", request).json()["decision"] == "unavailable"
    assert kiosk.put("evidence", kiosk.sealed(request)).status_code == 200
    sent = application(visit, identity="pending")
    assert kiosk.put("applications", sent).json()["identity"] == "pending"
    world.faults.set("registry", "ok")
    until(lambda: identity(kiosk, sent) == ("verified", "received"))
    assert kiosk.get(f"applications/{sent['id']}").json()["version"] == 2


def test_evidence_of_a_stranger_refuses_the_application(kiosk: Kiosk) -> None:
    sent = application(visit := uuid4(), identity="pending")
    kiosk.put("applications", sent)
    kiosk.put("evidence", kiosk.sealed(face_request(visit, face=FACES[BUDI])))
    assert identity(kiosk, sent) == ("refused", "waiting_identity")


@pytest.mark.parametrize("doubt", [{"pad_decision": "unsure"}, {"face": template(1, likeness=0.4)}])
def test_doubtful_evidence_goes_to_an_officer(kiosk: Kiosk, doubt: dict[str, str]) -> None:
    sent = application(visit := uuid4(), identity="pending")
    kiosk.put("applications", sent)
    kiosk.put("evidence", kiosk.sealed(face_request(visit, **doubt)))  # type: ignore[arg-type]
    assert identity(kiosk, sent) == ("pending", "in_review")


def test_evidence_that_can_never_be_compared_goes_to_an_officer(kiosk: Kiosk) -> None:
    sent = application(visit := uuid4(), identity="pending")
    kiosk.put("applications", sent)
    kiosk.put("evidence", kiosk.sealed(face_request(visit, face=b"MPPT1\x05dlib2" + b"\0\0\x80?" * 8)))
    assert identity(kiosk, sent) == ("pending", "in_review")


def test_evidence_opens_no_profile_before_it_is_answered(world: World, kiosk: Kiosk) -> None:
    world.faults.set("registry", "down")
    request = face_request(visit := uuid4())
    kiosk.put("evidence", kiosk.sealed(request))
    assert kiosk.get(f"visits/{visit}/profile").status_code == 403


def test_evidence_sent_twice_counts_once_and_other_content_conflicts(kiosk: Kiosk) -> None:
    request = face_request(uuid4())
    for _ in range(2):  # sealed anew each time: other bytes, the same content
        assert kiosk.put("evidence", kiosk.sealed(request)).status_code == 200
    assert kiosk.put("evidence", kiosk.sealed(request | {"nik": BUDI})).status_code == 409


def test_evidence_of_an_answered_verification_changes_nothing(kiosk: Kiosk) -> None:
    """The answer was lost on its way, so the kiosk sealed what the server already knows."""
    request = face_request(visit := uuid4())
    kiosk.put("verifications", request)
    assert kiosk.put("evidence", kiosk.sealed(request)).status_code == 200
    assert kiosk.get(f"visits/{visit}/profile").json()["nik"] == AYU


def test_evidence_must_be_what_its_envelope_says(kiosk: Kiosk) -> None:
    request = face_request(uuid4())
    for wrong in (
        kiosk.sealed(request, sealed="bm90IGFnZQ=="),
        kiosk.sealed(request, sealed="%%%"),
        kiosk.sealed(request, visit_id=str(uuid4())),
        kiosk.sealed({"id": request["id"], "visit_id": request["visit_id"], "at": request["at"]}),
        kiosk.sealed(request | {"consent": consent(face=False)}),
    ):
        answer = kiosk.put("evidence", wrong)
        assert (answer.status_code, answer.json()["type"]) == (422, "invalid")


# -- whose application


def test_an_application_for_another_nik_than_the_verified_one_is_held(kiosk: Kiosk) -> None:
    visit = kiosk.verified_visit(AYU)
    state = kiosk.put("applications", application(visit, BUDI)).json()
    assert (state["identity"], state["stage"]) == ("refused", "waiting_identity")
    assert kiosk.put("applications", application(visit, AYU)).json()["identity"] == "verified"


def test_the_kiosks_word_alone_verifies_nothing(kiosk: Kiosk) -> None:
    state = kiosk.put("applications", application(uuid4(), identity="verified")).json()
    assert (state["identity"], state["stage"]) == ("pending", "waiting_identity")
    visit = uuid4()
    kiosk.put("verifications", face_request(visit, face=FACES[BUDI]))
    assert kiosk.put("applications", application(visit, identity="verified")).json()["identity"] == "refused"


def test_a_citizen_who_refused_the_check_is_served_unverified(kiosk: Kiosk) -> None:
    state = kiosk.put("applications", application(uuid4(), identity="unverified", consent=None)).json()
    assert (state["identity"], state["stage"]) == ("unverified", "received")


def test_one_verification_serves_every_application_of_the_visit(kiosk: Kiosk) -> None:
    visit = kiosk.verified_visit()
    states = [kiosk.put("applications", application(visit)).json()["identity"] for _ in range(3)]
    assert states == ["verified"] * 3
