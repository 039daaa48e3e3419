"""What goes over to a card and comes back: APDUs (ISO/IEC 7816-4) and NFC Forum Type 4 tags. Pure."""

from dataclasses import dataclass, field

GET_UID = bytes.fromhex("FFCA000000")
"""PC/SC part 3, 3.2.2.1.3: answered by the reader for contactless cards."""
NDEF_APPLICATION = bytes.fromhex("D2760000850101")
CAPABILITY_FILE = bytes.fromhex("E103")
LONGEST_NDEF = 2048
URI_PREFIXES = ("", "http://www.", "https://www.", "http://", "https://")
"""NFC Forum URI record type definition, table 3; the others never lead to a service of a kiosk."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A card's answer; `word` is the status word, 0x9000 when all is well."""

    data: bytes = field(repr=False)
    word: int

    @property
    def ok(self) -> bool:
        return self.word == 0x9000


@dataclass(frozen=True, slots=True)
class NdefFile:
    """Where the message of a tag lies: its file, its largest size, and the largest single read."""

    identifier: bytes
    size: int
    read: int


def answer(raw: bytes) -> Answer | None:
    """None where the answer is shorter than a status word."""
    return Answer(raw[:-2], int.from_bytes(raw[-2:], "big")) if len(raw) >= 2 else None


def select_application(name: bytes) -> bytes:
    return b"\x00\xa4\x04\x00" + bytes([len(name)]) + name + b"\x00"


def select_file(identifier: bytes) -> bytes:
    return b"\x00\xa4\x00\x0c" + bytes([len(identifier)]) + identifier


def read_binary(offset: int, count: int) -> bytes:
    """`count` is 1 to 255 bytes at an offset below 32,768."""
    return b"\x00\xb0" + offset.to_bytes(2, "big") + bytes([count])


def ndef_file(capability: bytes) -> NdefFile | None:
    """The NDEF file control of a capability container; None where the tag may not be read or makes no sense."""
    if len(capability) < 15 or capability[7] != 0x04 or capability[8] < 6:
        return None
    if capability[13] != 0x00:  # reading needs a key
        return None
    size = int.from_bytes(capability[11:13], "big")
    read = min(int.from_bytes(capability[3:5], "big"), 0xFF)
    return NdefFile(capability[9:11], size, read) if 2 < size <= 0x7FFF and read > 0 else None


def address_of(message: bytes) -> str | None:
    """The address in the first record of an NDEF message, where it is a short URI record alone in its record."""
    if len(message) < 5:
        return None
    flags, type_length, length = message[0], message[1], message[2]
    begins, chunked, short, has_id, kind = (
        flags & 0x80,
        flags & 0x20,
        flags & 0x10,
        flags & 0x08,
        flags & 0x07,
    )
    payload = message[4 : 4 + length]
    if not begins or chunked or not short or has_id or kind != 1 or type_length != 1:
        return None
    if message[3:4] != b"U" or len(payload) != length or length < 2 or payload[0] >= len(URI_PREFIXES):
        return None
    try:
        rest = payload[1:].decode("utf-8")
    except UnicodeDecodeError:
        return None
    return URI_PREFIXES[payload[0]] + rest if rest.isprintable() else None


def message_with(address: str) -> bytes:
    """An NDEF message of one URI record, as a phone shows it; for the simulator.

    Raises:
        ValueError: longer than a short record.
    """
    prefix, text = max(
        ((n, text) for n, text in enumerate(URI_PREFIXES) if address.startswith(text)),
        key=lambda one: len(one[1]),
    )
    payload = bytes([prefix]) + address[len(text) :].encode()
    if len(payload) > 0xFF:
        raise ValueError("too long for a short record")
    return b"\xd1\x01" + bytes([len(payload)]) + b"U" + payload
