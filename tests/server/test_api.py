"""The wire: sign-in, stored once, errors without personal data, catalogue and tracking."""

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import Connection, delete, func, select

from config.catalogue import load
from protocol.wire import ApplicationState, DeviceSession, TrackingState
from server.storage.devices import revoke
from server.storage.schema import applications, device_status, metadata, surveys, verifications
from server.storage.writer import each
from tests.server.kit import (
    AYU,
    BUDI,
    DOOMED,
    SECOND,
    SECRET_NAMES,
    Kiosk,
    World,
    application,
    face_request,
    ikd_request,
    limit,
    sign_in_body,
    stamp,
    survey,
)

# -- sign-in


def test_sign_in_tells_the_kiosk_who_and_where_it_is(world: World) -> None:
    kiosk = world.kiosk()
    answer = world.client.post("/v1/devices/sign-in", json=sign_in_body("mpp-3217-01", secret(world)))
    session = DeviceSession.model_validate_json(answer.content)
    assert (session.office, session.region_code) == ("MPP Kota Contoh", "3217")
    assert session.queue_block.first < session.queue_block.last
    assert session.evidence_recipient == kiosk.recipient
    assert session.evidence_recipient.startswith("age1")


def secret(world: World) -> str:
    import tomllib

    return str(tomllib.loads(world.provision.read_text())["device_secret"])


@pytest.mark.parametrize("device", ["mpp-3217-01", "no-such-kiosk", "x\0y", "Robert'); --"])
def test_a_wrong_secret_or_device_is_unauthorised_and_then_locked_out(world: World, device: str) -> None:
    for _ in range(world.settings.sign_in_tries):
        answer = world.client.post("/v1/devices/sign-in", json=sign_in_body(device, "wrong" * 5))
        assert (answer.status_code, answer.json()["type"]) == (401, "unauthorised")
    assert world.client.post("/v1/devices/sign-in", json=sign_in_body(device, "wrong" * 5)).status_code == 429


def test_an_unknown_wire_version_is_named(world: World) -> None:
    answer = world.client.post("/v1/devices/sign-in", json=sign_in_body("mpp-3217-01", "x" * 20, version=99))
    assert (answer.status_code, answer.json()["type"]) == (400, "version")


def test_a_token_ends_with_its_time_and_with_its_device(world: World) -> None:
    kiosk = world.kiosk()
    assert kiosk.get("catalogue").status_code == 200
    world.clock.ahead = timedelta(hours=world.settings.session_hours, seconds=1)
    assert kiosk.get("catalogue").status_code == 401
    world.clock.ahead = timedelta()
    kiosk = world.kiosk(DOOMED)
    assert kiosk.get("catalogue").status_code == 200
    world.context.storage.writer.run_blocking(each(revoke), (DOOMED, world.clock()))
    world.clock.ahead = timedelta(seconds=20)
    assert kiosk.get("catalogue").status_code == 401


def test_everything_but_sign_in_and_tracking_needs_a_token(world: World) -> None:
    document = world.client.get("/openapi.json").json()
    free = {"/v1/devices/sign-in", "/v1/track/{number}", "/healthz"}
    for path, operations in document["paths"].items():
        for method in operations:
            filled = path.replace("{id}", str(uuid4())).replace("{number}", "MPP-3217-261124-AAAAAAA-0")
            answer = world.client.request(method, filled, headers={"Authorization": "Bearer nonsense"})
            assert (answer.status_code != 401) == (path in free), path


# -- stored once


def test_the_same_application_again_is_the_same_success_and_another_body_conflicts(kiosk: Kiosk) -> None:
    sent = application(kiosk.verified_visit())
    first, again = kiosk.put("applications", sent), kiosk.put("applications", sent)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    state = ApplicationState.model_validate_json(first.content)
    assert (state.number, state.identity, state.version) == (sent["number"], "verified", 1)
    shuffled = dict(reversed(sent.items())) | {"fields": dict(reversed(sent["fields"].items()))}
    assert kiosk.put("applications", shuffled).status_code == 200  # another order says nothing else
    other = kiosk.put("applications", sent | {"fields": {"no_hp": "+62812"}})
    assert (other.status_code, other.json()["type"]) == (409, "conflict")


def test_two_applications_never_share_a_number(kiosk: Kiosk) -> None:
    sent = application(uuid4())
    assert kiosk.put("applications", sent).status_code == 200
    assert kiosk.put("applications", application(uuid4(), number=sent["number"])).status_code == 409


def test_many_kiosk_threads_sending_the_same_bodies_store_each_once(world: World, kiosk: Kiosk) -> None:
    bodies = [application(uuid4()) for _ in range(20)] * 5

    async def flood() -> list[int]:
        async with httpx.AsyncClient(
            base_url=kiosk.client.base_url, headers=kiosk.headers, timeout=60
        ) as client:
            answers = await asyncio.gather(
                *(client.put(f"/v1/applications/{body['id']}", json=body) for body in bodies)
            )
            return [answer.status_code for answer in answers]

    assert set(asyncio.run(flood())) == {200}
    held = world.context.storage.read_blocking(
        lambda connection: connection.execute(
            select(func.count()).where(applications.c.id.in_([UUID(one["id"]) for one in bodies]))
        ).scalar_one()
    )
    assert held == 20


def test_rival_bodies_under_one_id_leave_one_winner(kiosk: Kiosk) -> None:
    visit, first = uuid4(), application(uuid4())
    rivals = [first | {"fields": {"no_hp": f"+62812000000{n:02}"}, "visit_id": str(visit)} for n in range(12)]
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda body: kiosk.put("applications", body).status_code, rivals))
    assert sorted(answers) == [200] + [409] * 11


def test_concurrent_duplicates_of_a_verification_are_one_verification(world: World, kiosk: Kiosk) -> None:
    request = ikd_request(uuid4(), world.ikd_token(AYU))
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _n: kiosk.put("verifications", request).json(), range(8)))
    assert [one["decision"] for one in answers] == ["match"] * 8
    held = world.context.storage.read_blocking(
        lambda connection: connection.execute(
            select(func.count()).where(verifications.c.visit_id == UUID(request["visit_id"]))
        ).scalar_one()
    )
    assert held == 1


def test_a_survey_is_stored_once_and_names_nobody(world: World, kiosk: Kiosk) -> None:
    sent = survey()
    first, again = kiosk.put("surveys", sent), kiosk.put("surveys", sent)
    assert first.status_code == 200
    assert first.json() == again.json()
    assert kiosk.put("surveys", sent | {"language": "en"}).status_code == 409
    row = world.context.storage.read_blocking(
        lambda connection: connection.execute(select(surveys).where(surveys.c.id == UUID(sent["id"]))).one()
    )
    assert json.loads(row.answers)["u9"] == 4
    assert not {"visit_id", "device_id", "nik_key"} & set(row._mapping)


def test_an_application_is_shown_to_the_kiosk_that_sent_it_alone(world: World, kiosk: Kiosk) -> None:
    sent = application(uuid4())
    kiosk.put("applications", sent)
    assert kiosk.get(f"applications/{sent['id']}").status_code == 200
    assert world.kiosk(SECOND).get(f"applications/{sent['id']}").status_code == 404
    assert kiosk.get(f"applications/{uuid4()}").status_code == 404


# -- heartbeats


def beat(**changes: object) -> dict[str, object]:
    return {
        "at": stamp(),
        "software_version": "0.1.0",
        "state": "attract",
        "devices": [{"name": "printer", "state": "ready", "good": True}],
        "waiting": 0,
        "dead": 0,
        "audit_count": 10,
        "audit_head": "a" * 64,
    } | changes


def forget(connection: Connection, _item: None) -> None:
    connection.execute(delete(device_status))


@pytest.mark.parametrize(
    ("second", "alarm"),
    [
        ({"audit_count": 11, "audit_head": "b" * 64}, ""),
        ({}, ""),
        ({"audit_count": 9}, "shrunk"),
        ({"audit_head": "c" * 64}, "rewritten"),
    ],
)
def test_an_audit_trail_that_shrinks_or_changes_raises_an_alarm(
    world: World, kiosk: Kiosk, second: dict[str, object], alarm: str
) -> None:
    world.context.storage.writer.run_blocking(each(forget), None)
    assert kiosk.post("heartbeats", beat()).status_code == 200
    assert kiosk.post("heartbeats", beat(**second)).status_code == 200
    kiosk.post("heartbeats", beat(audit_count=50, audit_head="d" * 64))  # later growth clears nothing
    row = world.context.storage.read_blocking(
        lambda connection: connection.execute(select(device_status)).one()
    )
    assert (row.audit_alarm, row.state) == (alarm, "attract")


# -- catalogue, tracking


def test_the_catalogue_comes_once_and_then_only_when_it_changed(kiosk: Kiosk) -> None:
    first = kiosk.get("catalogue")
    assert first.json()["version"] == load().version
    assert len(first.json()["services"]) == 47
    assert kiosk.get("catalogue", **{"If-None-Match": first.headers["etag"]}).status_code == 304
    assert kiosk.get("catalogue", **{"If-None-Match": '"old"'}).status_code == 200


def test_whoever_has_the_number_sees_stage_and_due_date_and_nothing_personal(
    world: World, kiosk: Kiosk
) -> None:
    sent = application(kiosk.verified_visit())
    kiosk.put("applications", sent)
    state = TrackingState.model_validate_json(world.client.get(f"/v1/track/{sent['number']}").content)
    assert (state.stage, str(state.due)) == ("received", sent["due"])
    for language, word in (("id", "Diterima"), ("en", "Received")):
        page = world.client.get(f"/t/{sent['number']}?lang={language}")
        assert page.status_code == 200
        assert word in page.text
        assert f'lang="{language}"' in page.text
        assert not {AYU, SECRET_NAMES[AYU], "+62812"} & set(page.text.split())
        assert AYU not in page.text
        assert SECRET_NAMES[AYU] not in page.text
        assert "script-src 'self'" in page.headers["content-security-policy"]
    assert world.client.get("/v1/track/MPP-3217-261124-AAAAAAA-0").status_code == 404
    assert world.client.get("/t/MPP-3217-261124-AAAAAAA-0").status_code == 404
    assert world.client.get("/t/nonsense").status_code == 404


def test_numbers_cannot_be_guessed_in_bulk(world: World) -> None:
    limit(world.context.track_rate, 5)
    answers = [world.client.get(f"/t/MPP-3217-261124-AAAAAA{n}-0").status_code for n in "ABCDEFG"]
    assert answers == [404] * 5 + [429] * 2


def test_a_collector_reads_figures_without_personal_data(world: World, kiosk: Kiosk) -> None:
    kiosk.put("applications", application(kiosk.verified_visit()))
    world.faults.set("registry", "down")
    text = world.client.get("/metrics").text
    assert 'mpp_applications{kind="received"}' in text
    assert 'mpp_verifications{kind="match"}' in text
    assert 'mpp_adapter_open{kind="registry"} 0.0' in text
    assert AYU not in text


# -- errors and personal data


def test_no_error_repeats_what_was_sent(kiosk: Kiosk) -> None:
    secret_words = ("3217995505900777", "BUDI RAHASIA")
    sent = application(uuid4())
    for body in (
        sent | {"nik": "3217995505900777x"},
        sent | {"3217995505900777": 1},
        sent | {"fields": {"nama": ["BUDI RAHASIA"]}},
        sent | {"fields": {"BUDI RAHASIA": "x" * 3000}},
        sent | {"corrections": [{"BUDI RAHASIA": 1}]},
        sent | {"happened_at": "BUDI RAHASIA"},
        sent | {"happened_at": "2026-11-24T00:00:00"},
        sent | {"happened_at": "0001-01-01T00:00:00+14:00"},
        sent | {"id": str(uuid4())},
    ):
        url = f"/v1/applications/{sent['id']}"
        answer = kiosk.client.put(url, json=body, headers=kiosk.headers)
        assert (answer.status_code, answer.json()["type"]) == (422, "invalid")
        assert answer.headers["content-type"] == "application/problem+json"
        assert not any(word in answer.text for word in secret_words)
    broken = kiosk.client.put(url, content=b'{"nik": "3217995505900777', headers=kiosk.headers)
    assert broken.status_code == 422
    assert "3217995505900777" not in broken.text


def test_a_body_over_the_limit_is_refused_declared_or_not(world: World, kiosk: Kiosk) -> None:
    url = f"/v1/applications/{uuid4()}"
    large = b"x" * (world.settings.max_body_bytes + 1)
    assert kiosk.client.put(url, content=large, headers=kiosk.headers).status_code == 413
    chunked = kiosk.client.put(url, content=iter([large[:1000], large]), headers=kiosk.headers)
    assert (chunked.status_code, chunked.json()["type"]) == (413, "too-large")


def test_unknown_addresses_and_methods_are_problems_too(world: World) -> None:
    for method, path, status in (("GET", "/v1/nothing", 404), ("DELETE", "/healthz", 405)):
        answer = world.client.request(method, path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_bug_answers_500_and_logs_no_values(
    world: World, kiosk: Kiosk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_anything: object) -> None:
        raise ValueError(f"bad row of {AYU}")

    monkeypatch.setattr("server.storage.applications.by_id", fail)
    with caplog.at_level(logging.DEBUG):
        answer = kiosk.get(f"applications/{uuid4()}")
    assert (answer.status_code, answer.json()["type"]) == (500, "internal")
    assert "ValueError" in caplog.text
    assert AYU not in caplog.text + answer.text


def test_no_personal_data_in_logs_or_in_any_file_of_the_server(
    world: World, kiosk: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for nik in (AYU, BUDI):
            visit = kiosk.verified_visit(nik)
            kiosk.get(f"visits/{visit}/profile")
            kiosk.put("applications", application(visit, nik))
            kiosk.put("evidence", kiosk.sealed(face_request(uuid4(), nik)))
            kiosk.put("verifications", face_request(visit, nik) | {"nik": "12"})
    if not world.settings.database:
        world.context.storage.read_blocking(
            lambda connection: connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        )
    written = dump(world) + b"".join(
        one.read_bytes() for one in Path(world.settings.data_dir).rglob("*") if one.is_file()
    )
    for word in (AYU, BUDI, *SECRET_NAMES.values(), "+6281200000000"):
        assert word not in caplog.text
        assert word.encode() not in written
    assert b"MPP-3217-261124" in written  # the search does see what is stored


def dump(world: World) -> bytes:
    """Every value in every table, as bytes."""

    def read(connection: Connection) -> bytes:
        found = [
            value if isinstance(value, bytes) else str(value).encode()
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
            for value in row
        ]
        return b"\n".join(found)

    return world.context.storage.read_blocking(read)


def test_templates_are_gone_once_they_are_answered(world: World, kiosk: Kiosk) -> None:
    kiosk.put("evidence", kiosk.sealed(face_request(visit := uuid4())))
    wanted = (visit, kiosk.verified_visit(BUDI))
    rows = world.context.storage.read_blocking(
        lambda connection: connection.execute(
            select(verifications).where(verifications.c.visit_id.in_(wanted))
        ).all()
    )
    assert len(rows) == 2
    assert all(row.sealed is None for row in rows)


def test_keys_are_for_the_servers_user_alone(world: World) -> None:
    keys = list(world.settings.keys_dir.iterdir())
    assert {one.name for one in keys} >= {"seal.key", "evidence.age", "ikd-simulator.key", "visit-pass.key"}
    assert all(one.stat().st_mode & 0o777 == 0o600 for one in [*keys, world.provision])
