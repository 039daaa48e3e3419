"""Examples for the OpenAPI document. The NIK carries district 99, which no real one has."""

from typing import Any

NIK = "3217990101900001"
_CONSENT = {"version": "1", "language": "id", "at": "2026-11-24T02:00:00Z", "face": True, "data": True}

VERIFICATION: dict[str, Any] = {
    "id": "4b3c1c2e-6a3d-4a53-9a39-0d3f0b0f5a01",
    "visit_id": "1f5a2f5e-59f5-4a0a-8a7e-52d2a7f1c201",
    "consent": _CONSENT,
    "way": "face",
    "nik": NIK,
    "face": {
        "engine": "sface",
        "template": "TVBQVDEFc2ZhY2UAAIA/",
        "pad_decision": "live",
        "pad_score": 0.98,
        "witnesses": [{"name": "planarity", "score": 0.91, "decision": "confirm"}],
        "challenge": ["turn_left", "blink"],
        "challenge_skipped": False,
    },
    "at": "2026-11-24T02:00:20Z",
}
APPLICATION: dict[str, Any] = {
    "id": "8c1de1f0-7f3c-4a54-b9c1-5a2f7f1c3e01",
    "visit_id": "1f5a2f5e-59f5-4a0a-8a7e-52d2a7f1c201",
    "number": "MPP-3217-261124-K7QMB2X-4",
    "service": "ADM-KK-05",
    "catalogue_version": "2026.11.1",
    "nik": NIK,
    "identity": "verified",
    "consent": _CONSENT,
    "fields": {"no_hp": "+6281200000000"},
    "corrections": [{"field": "alamat"}],
    "bring": ["surat_kehilangan"],
    "queue_number": "A-101",
    "due": "2026-11-25",
    "channel": "kiosk",
    "happened_at": "2026-11-24T02:03:00Z",
}
SURVEY: dict[str, Any] = {
    "id": "0d6e8f5a-2b3c-4d5e-8f90-a1b2c3d4e501",
    "service": "ADM-KK-05",
    "answers": {f"u{number}": 4 for number in range(1, 10)},
    "language": "id",
    "on": "2026-11-24",
}


def body(example: dict[str, Any]) -> dict[str, Any]:
    """The `openapi_extra` of a route with an example body."""
    return {"requestBody": {"content": {"application/json": {"example": example}}}}
