"""What simulated kiosks send: submissions of the usual size, heartbeats, look-ups."""

import json
import random
import secrets
from collections.abc import Iterator, Sequence
from uuid import UUID, uuid4

from server.bench.client import request

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_AT = "2026-11-24T02:00:00Z"
_CONSENT = {"version": "1", "language": "id", "at": _AT, "face": True, "data": True}
_FIELDS = {
    "nama_lengkap": "BUDI CONTOH SANTOSO",
    "no_kk": "3217991203100001",
    "no_hp": "+6281200000000",
    "alamat": "JL. CONTOH NO. 1 RT 001 RW 002, PADALARANG, KABUPATEN BANDUNG BARAT",
    "hubungan_keluarga": "kepala_keluarga",
    "alasan_permohonan": "nikah",
}
_heartbeat = json.dumps(
    {
        "at": _AT,
        "software_version": "0.1.0",
        "state": "attract",
        "devices": [
            {"name": name, "state": "ready", "good": True} for name in ("printer", "camera", "scanner")
        ],
        "waiting": 0,
        "dead": 0,
        "audit_count": 10,
        "audit_head": "a" * 64,
    }
).encode()


def number(day: str = "261124") -> str:
    drawn = secrets.randbits(40)
    return f"MPP-3217-{day}-" + "".join(_LETTERS[(drawn >> 5 * at) & 31] for at in range(7)) + "-0"


def submission(application_id: UUID) -> bytes:
    """About 900 bytes of JSON."""
    return json.dumps(
        {
            "id": str(application_id),
            "visit_id": str(uuid4()),
            "number": number(),
            "service": "ADM-KK-02",
            "catalogue_version": "2026.11.1",
            "nik": f"321799{random.randrange(10**10):010}",  # noqa: S311 - a load, not a secret
            "identity": "pending",
            "consent": _CONSENT,
            "fields": _FIELDS,
            "corrections": [],
            "bring": ["kk_lama"],
            "due": "2026-11-25",
            "channel": "kiosk",
            "happened_at": _AT,
        }
    ).encode()


def submissions(
    tokens: Sequence[str], where: str = "/v1/applications", sent: list[str] | None = None
) -> Iterator[bytes]:
    """New applications without end, from all kiosks in turn; the ids go into `sent`."""
    at = 0
    while True:
        one = uuid4()
        yield request("PUT", f"{where}/{one}", tokens[at % len(tokens)], submission(one))
        if sent is not None:
            sent.append(str(one))
        at += 1


def pulls(tokens: Sequence[str]) -> Iterator[bytes]:
    """Pages of 50 changes."""
    while True:
        yield request("GET", "/v1/changes?limit=50", tokens[0])


def mixed(tokens: Sequence[str]) -> Iterator[bytes]:
    """A busy day: of ten requests five heartbeats, three submissions, one look-up, one page of changes."""
    sent: list[tuple[str, str]] = []
    at = 0
    while True:
        token = tokens[at % len(tokens)]
        kind = at % 10
        if kind in (1, 4, 7):
            one = uuid4()
            yield request("PUT", f"/v1/applications/{one}", token, submission(one))
            sent.append((str(one), token))
        elif kind == 9 and len(sent) > 200:
            # one that was sent long enough ago to be answered
            application, owner = sent[-200]
            yield request("GET", f"/v1/applications/{application}", owner)
        elif kind == 5:
            yield request("GET", "/v1/changes?limit=50", token)
        else:
            yield request("POST", "/v1/heartbeats", token, _heartbeat)
        at += 1
