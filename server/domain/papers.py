"""What an uploaded file is, by its first bytes; its name and declared type are the sender's word only."""

from typing import Literal

MediaType = Literal["image/jpeg", "image/png", "application/pdf"]

_SIGNATURES: tuple[tuple[bytes, MediaType], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
)
_ENDS: dict[MediaType, bytes] = {
    "image/jpeg": b"\xff\xd9",
    "image/png": b"IEND\xaeB`\x82",
    "application/pdf": b"%%EOF",
}
SMALLEST = 200
TAIL = 1024


def media_type(content: bytes) -> MediaType | None:
    """The type of a whole picture or PDF; None for anything else and for a file that was cut off."""
    if len(content) < SMALLEST:
        return None
    found = next((kind for start, kind in _SIGNATURES if content.startswith(start)), None)
    if found is None or _ENDS[found] not in content[-TAIL:]:
        return None
    return found
