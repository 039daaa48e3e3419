"""The QR scanner: whatever comes over its line, codes stay whole; what was unplugged comes back without a restart."""

import queue
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.scanner.owner import Scanned, Scanner, ScannerEvent, ScannerStatus
from hardware.scanner.simulated import SimulatedScanner
from hardware.scanner.wire import LONGEST, Framer

QUICK_BAUD = 115200
"""At this speed a code has less than a second from its first byte to its last."""
EXAMPLES = settings(max_examples=150, deadline=None, database=None)
PIECES = st.lists(
    st.one_of(st.binary(max_size=40), st.sampled_from([b"\r\n", b"\n", b"KODE-1\r\n", b"x" * (LONGEST + 50)]))
)


def fed(pieces: list[bytes]) -> list[str]:
    framer = Framer()
    return [code for piece in pieces for code in framer.feed(piece, 10.0)]


@EXAMPLES
@given(PIECES, st.data())
def test_codes_do_not_depend_on_how_the_line_cuts_them(pieces: list[bytes], data: st.DataObject):
    whole = b"".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=20)))
    edges = [0, *cuts, len(whole)]
    assert fed([whole[start:end] for start, end in pairwise(edges)]) == fed([whole])


@EXAMPLES
@given(st.lists(st.tuples(st.binary(max_size=3000), st.floats(0, 5))))
def test_no_bytes_at_any_pace_upset_the_framer(feeds: list[tuple[bytes, float]]):
    framer, at = Framer(), 0.0
    for data, pause in feeds:
        at += pause
        for code in framer.feed(data, at):
            assert 0 < len(code.encode()) <= LONGEST
            assert not {"\r", "\n"} & set(code)


@EXAMPLES
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="]"), min_size=1))
def test_what_was_printed_is_what_is_read(text: str):
    assert fed([text.encode() + b"\r\n"]) == [text]


@pytest.mark.parametrize(
    ("sent", "codes"),
    [
        (b"x" * LONGEST + b"\r\n", ["x" * LONGEST]),
        (b"x" * (LONGEST + 1) + b"\r\nKODE\r\n", ["KODE"]),
        (b"\xff\xfe\r\nKODE\r\n", ["KODE"]),
        (b"\r\n\r\n\n", []),
        (b"]Q1KODE\r\n", ["KODE"]),
        (b"]Q1\r\n", []),
        (b"]1,2\r\n", ["]1,2"]),
    ],
)
def test_the_edges_of_a_code(sent: bytes, codes: list[str]):
    assert fed([sent]) == codes


def test_of_a_code_that_drips_past_its_time_nothing_is_heard():
    framer, at, codes = Framer(), 0.0, []
    for byte in b"3171234567890001\r\n":
        codes += framer.feed(bytes([byte]), at)
        at += 0.4
    assert codes == []  # above all not its second half, which would look like a code
    assert framer.dropped == 1
    assert framer.feed(b"KODE\r\n", at) == ["KODE"]


@pytest.mark.parametrize("noise", [b"half a code", b"x" * (3 * LONGEST)])
def test_noise_without_an_end_does_not_swallow_a_later_code(noise: bytes):
    framer = Framer()
    assert framer.feed(noise, 0.0) == []
    assert framer.feed(b"KODE\r\n", 5.0) == ["KODE"]


class Desk:
    """A scanner on a pty with its owner, and what the owner said."""

    def __init__(self) -> None:
        self.device = SimulatedScanner()
        self.said: queue.Queue[ScannerEvent] = queue.Queue()
        self.owner = Scanner(f"{self.device.uri}?baud={QUICK_BAUD}", self.said.put)

    def next(self) -> ScannerEvent:
        return self.said.get(timeout=15)

    def close(self) -> None:
        assert self.owner.stop()
        self.device.close()


@pytest.fixture
def desk(nothing_left: None) -> Iterator[Desk]:
    made = Desk()
    try:
        made.owner.start()
        assert made.next() == ScannerStatus("ready")
        yield made
    finally:
        made.close()


def test_a_scan_arrives(desk: Desk):
    desk.device.scan("MPP-2025-0001")
    assert desk.next() == Scanned("MPP-2025-0001")
    assert desk.owner.status == "ready"


def test_garbage_is_dropped_and_the_next_scan_arrives(desk: Desk):
    desk.device.send(bytes(range(128, 256)) + b"\r\n" + b"\xff" * 3000 + b"\r\n")
    desk.device.scan("MPP-2025-0002")
    assert desk.next() == Scanned("MPP-2025-0002")


def test_a_dripping_scanner_gives_no_half_code(desk: Desk):
    for byte in b"3171234567":
        desk.device.send(bytes([byte]))
        time.sleep(0.1)
    desk.device.send(b"\r\n")
    desk.device.scan("MPP-2025-0003")
    assert desk.next() == Scanned("MPP-2025-0003")


def test_unplugged_and_plugged_again_it_works_without_a_restart(desk: Desk):
    for turn in range(2):
        desk.device.send(b"half")  # what the pulled plug cut off is no part of a later code
        desk.device.unplug()
        assert desk.next() == ScannerStatus("gone")
        assert desk.owner.status == "gone"
        desk.device.plug()
        assert desk.next() == ScannerStatus("ready")
        desk.device.scan(f"MPP-{turn}")
        assert desk.next() == Scanned(f"MPP-{turn}")


def test_a_scanner_that_is_not_there_is_gone_until_it_comes(nothing_left: None):
    made = Desk()
    try:
        made.device.unplug()
        made.owner.start()
        assert made.next() == ScannerStatus("gone")
        made.device.plug()
        assert made.next() == ScannerStatus("ready")
    finally:
        made.close()


@pytest.mark.parametrize("path", ["/dev/null", "/proc/version", "/", "/dev/kiosk/nowhere"])
def test_what_is_no_serial_line_is_gone(path: str, nothing_left: None):
    said: queue.Queue[ScannerEvent] = queue.Queue()
    owner = Scanner(f"serial:{path}", said.put)
    owner.start()
    assert said.get(timeout=15) == ScannerStatus("gone")
    assert owner.stop()


def test_an_owner_that_never_started_stops(nothing_left: None):
    assert Scanner("serial:/dev/kiosk/nowhere", lambda event: None).stop()
