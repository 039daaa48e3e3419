"""Never another person's paper: interleaved requests of many citizens, and every answer is its own citizen's.

A few thousand requests here; `MPP_OWNERS=100000` asks for the long run.
"""

import base64
import json
import os
import random
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx

from server.adapters.population import Citizen, Population
from server.bench.client import Checked, drive, request
from tests.server.kit import SECOND, World, application, face_request, template

CITIZENS = 200
REQUESTS = int(os.environ.get("MPP_OWNERS", "4000"))
NIKS = [f"321799010190{at:04}" for at in range(1, CITIZENS + 1)]
MARK = re.compile(rb"321799010190\d{4}|WARGA RAHASIA \d{4}")


def name(nik: str) -> str:
    return f"WARGA RAHASIA {nik[-4:]}"


def people() -> list[Citizen]:
    return [
        Citizen.model_construct(
            nik=nik,
            as_of=date(2026, 11, 1),
            dukcapil={"nama_lengkap": name(nik)},
            sdmk={},
            template=template(5000 + at),
        )
        for at, nik in enumerate(NIKS)
    ]


def test_no_answer_ever_carries_another_citizens_data(world: World) -> None:
    Population(world.settings.simulator_dir, world.context.sealer).put(people())
    tokens = {device: world.kiosk(device).token for device in ("mpp-3217-01", SECOND)}
    owners = [
        verified(world, tokens[device], at)
        for at, device in zip(range(CITIZENS), list(tokens) * CITIZENS, strict=False)
    ]
    port = httpx.URL(str(world.client.base_url)).port
    assert port is not None
    measured = drive(port, story(owners), 32, REQUESTS, 900.0)
    assert measured.requests == REQUESTS
    assert measured.failed == 0


def verified(world: World, token: str, at: int) -> tuple[str, str, UUID]:
    visit, nik = uuid4(), NIKS[at]
    body = face_request(visit, nik, face=template(5000 + at))
    url = f"/v1/verifications/{body['id']}"
    answer = world.client.put(url, json=body, headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["decision"] == "match"
    return nik, token, visit


def story(owners: list[tuple[str, str, UUID]]) -> Iterator[Checked]:
    """Profiles, submissions, look-ups and replays, in an order that no two citizens share."""
    chance = random.Random(7)
    sent: list[tuple[dict[str, Any], tuple[str, str, UUID]]] = []
    while True:
        owner = chance.choice(owners)
        nik, token, visit = owner
        kind = chance.random()
        if kind < 0.5 or len(sent) < 50:
            if kind < 0.25 or len(sent) < 50:
                body = application(visit, nik, fields={"nama_lengkap": name(nik)}, queue_number=None)
                sent.append((body, owner))
                yield put(body, owner)
            else:
                yield Checked(request("GET", f"/v1/visits/{visit}/profile", token), profile_of(nik))
        else:
            body, owner = sent[chance.randrange(len(sent) - 40)]
            if kind < 0.75:
                data = request("GET", f"/v1/applications/{body['id']}", owner[1])
                yield Checked(data, application_is(body))
            else:
                yield put(body, owner)


def put(body: dict[str, Any], owner: tuple[str, str, UUID]) -> Checked:
    data = request("PUT", f"/v1/applications/{body['id']}", owner[1], json.dumps(body).encode())
    return Checked(data, application_is(body))


def profile_of(nik: str) -> Any:
    def right(status: int, body: bytes) -> bool:
        return status == 200 and set(MARK.findall(body)) == {nik.encode(), name(nik).encode()}

    return right


def application_is(sent: dict[str, Any]) -> Any:
    def right(status: int, body: bytes) -> bool:
        if status != 200 or MARK.search(body):
            return False
        state = json.loads(body)
        return (state["id"], state["number"], state["identity"]) == (sent["id"], sent["number"], "verified")

    return right


def test_the_marks_would_be_seen() -> None:
    assert base64.b64encode(template(5000)) != base64.b64encode(template(5001))
    assert not profile_of(NIKS[0])(200, f'{{"nik": "{NIKS[1]}", "name": "{name(NIKS[0])}"}}'.encode())
    assert profile_of(NIKS[0])(200, f'{{"nik": "{NIKS[0]}", "name": "{name(NIKS[0])}"}}'.encode())
