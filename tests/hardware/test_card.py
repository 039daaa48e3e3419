"""Cards through the real PC/SC service: a virtual reader below pcscd, software cards on it."""

import fcntl
import os
import queue
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card import talk, wire
from hardware.card.ktp import KtpFault, KtpRecord, PlainReader, SimulatedSamReader
from hardware.card.owner import CardReader
from hardware.card.simulated import ATR, Applet, KtpCard, PhoneCard, PlainCard, VirtualReader
from hardware.card.status import CardAddress, CardEvent, CardInserted, CardRemoved, ReaderStatus
from tests.hardware.kit import PATIENCE_S, until

SOCKET = Path("/run/pcscd/pcscd.comm")


def service_runs() -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.connect(str(SOCKET))
        return True
    return False


PCSCD = shutil.which("pcscd", path="/usr/sbin:/usr/bin")
MISSING = next(
    (
        words
        for absent, words in (
            (PCSCD is None, "pcscd is not installed"),
            (not Path("/etc/reader.conf.d/vpcd").exists(), "vsmartcard-vpcd is not installed"),
            (talk.driver() is None, "pyscard is not installed"),
            (os.geteuid() != 0, "starting pcscd needs root"),
            (service_runs(), "a PC/SC service runs on this machine already"),
        )
        if absent
    ),
    "",
)
with_pcscd = pytest.mark.skipif(bool(MISSING), reason=MISSING)
KEY = b"the simulated SAM's key"
RECORD = KtpRecord("3217010101010001", "SITI CONTOH", "1990-01-01")
ADDRESS = "https://ikd.example.go.id/p?t=9f2c7e11"


def present() -> bool | None:
    """Whether a card lies on the virtual reader; None where there is no reader or no service."""
    scard = talk.driver()
    assert scard is not None
    with suppress(talk.PcscError), talk.context(scard) as handle:
        for reader in talk.readers(scard, handle):
            if "00 00" in reader:
                _, told = scard.SCardGetStatusChange(handle, 0, [(reader, scard.SCARD_STATE_UNAWARE)])
                return bool(told[0][1] & scard.SCARD_STATE_PRESENT)
    return None


class Service:
    """pcscd, started and stopped."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        assert PCSCD is not None
        Path("/run/pcscd").mkdir(exist_ok=True)
        self._process = subprocess.Popen(
            [PCSCD, "--foreground"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until(self._listens, "the virtual reader")

    @staticmethod
    def _listens() -> bool:
        return present() is not None

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None
            SOCKET.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """There is one such service a machine: test processes that run side by side take turns."""
    with (Path(tempfile.gettempdir()) / "mpp-kiosk-pcscd.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        service = Service()
        yield service
        service.stop()


class Ear:
    def __init__(self) -> None:
        self.events: queue.Queue[CardEvent] = queue.Queue()
        self.reader = CardReader(self._hear, "Virtual PCD 00 00")
        self.reader.start()

    def _hear(self, event: CardEvent) -> None:
        if not isinstance(event, ReaderStatus):
            self.events.put(event)

    def heard(self) -> CardEvent:
        return self.events.get(timeout=PATIENCE_S)


@pytest.fixture
def slot() -> Iterator[VirtualReader]:
    slot = VirtualReader()
    yield slot
    slot.remove()
    until(lambda: not present(), "the empty reader")


@pytest.fixture
def ear(service: Service, slot: VirtualReader, nothing_left: None) -> Iterator[Ear]:
    ear = Ear()
    until(lambda: ear.reader.status == "ready", "ready")
    yield ear
    assert ear.reader.stop()
    slot.remove()


@with_pcscd
def test_a_card_that_comes_and_goes_is_told_with_its_number(ear: Ear, slot: VirtualReader):
    for _ in range(3):
        slot.insert(PlainCard(b"\x04\x01\x02\x03"))
        assert ear.heard() == CardInserted(ATR, b"\x04\x01\x02\x03")
        slot.remove()
        assert ear.heard() == CardRemoved()
        until(lambda: present() is False)


@with_pcscd
def test_a_phone_presents_its_address(ear: Ear, slot: VirtualReader):
    slot.insert(PhoneCard(ADDRESS))
    assert isinstance(ear.heard(), CardInserted)
    assert ear.heard() == CardAddress(ADDRESS)


@with_pcscd
def test_a_long_address_comes_in_many_reads(ear: Ear, slot: VirtualReader):
    address = "https://ikd.example.go.id/p?t=" + "a1" * 100
    slot.insert(PhoneCard(address, largest_read=16))
    assert isinstance(ear.heard(), CardInserted)
    assert ear.heard() == CardAddress(address)


@with_pcscd
def test_a_service_that_ends_is_told_and_found_again(ear: Ear, slot: VirtualReader, service: Service):
    service.stop()
    until(lambda: ear.reader.status in ("no_service", "no_reader"), "the loss")
    service.start()
    until(lambda: ear.reader.status == "ready", "ready again")
    slot.insert(PlainCard())
    assert isinstance(ear.heard(), CardInserted)


def read_ktp(card: Applet, slot: VirtualReader) -> KtpRecord | KtpFault:
    scard = talk.driver()
    assert scard is not None
    slot.remove()
    until(lambda: present() is False, "the empty reader")
    slot.insert(card)
    until(lambda: present() is True, "the card")
    with talk.context(scard) as handle:
        (reader,) = [name for name in talk.readers(scard, handle) if "00 00" in name]
        with talk.conversation(scard, handle, reader) as transmit:
            return SimulatedSamReader(transmit, KEY, secrets.token_bytes).read(5.0)


@with_pcscd
def test_only_a_card_that_proves_itself_to_the_sam_names_a_person(service: Service, slot: VirtualReader):
    assert read_ktp(KtpCard(RECORD, KEY), slot) == RECORD
    assert read_ktp(KtpCard(RECORD, b"a forger's key"), slot) == KtpFault("not_genuine")
    assert read_ktp(PlainCard(), slot) == KtpFault("not_ktp")
    assert read_ktp(PhoneCard(ADDRESS), slot) == KtpFault("not_ktp")


def test_a_plain_reader_identifies_nobody():
    assert PlainReader().read(1.0) == KtpFault("unsupported")


def test_a_recorded_proof_is_no_proof():
    card, recorded = KtpCard(RECORD, KEY), {}

    def through(command: bytes) -> wire.Answer | None:
        recorded[command[:5]] = card.process(command)
        return wire.answer(recorded[command[:5]])

    assert SimulatedSamReader(through, KEY, secrets.token_bytes).read(1.0) == RECORD

    def replayed(command: bytes) -> wire.Answer | None:
        return wire.answer(recorded[command[:5]])

    assert SimulatedSamReader(replayed, KEY, secrets.token_bytes).read(1.0) == KtpFault("not_genuine")


def test_nobody_is_named_in_words():
    assert "3217" not in repr(RECORD)
    assert "SITI" not in repr(RECORD)
    assert "04A1" not in repr(CardInserted(ATR, b"\x04\xa1")).upper().replace("\\X", "")
    assert "ikd" not in repr(CardAddress(ADDRESS))


@given(st.lists(st.binary(max_size=60), max_size=12))
def test_no_answer_of_a_card_raises(answers: list[bytes]):
    left = iter(answers)

    def transmit(command: bytes) -> wire.Answer | None:
        return wire.answer(next(left, b""))

    talk.uid(transmit)
    talk.address(transmit)
    SimulatedSamReader(transmit, KEY, secrets.token_bytes).read(1.0)


@given(st.lists(st.binary(max_size=40), max_size=40), st.binary(min_size=15, max_size=15))
def test_a_tag_that_answers_always_yes_with_anything_neither_raises_nor_holds(parts, capability: bytes):
    left = iter([b"", b"", capability, b"", b"\x07\xff", *parts])
    talk.address(lambda command: wire.Answer(next(left, b""), 0x9000))


@given(st.binary(max_size=300))
def test_no_message_of_a_tag_raises(message: bytes):
    wire.address_of(message)
    wire.ndef_file(message)


@given(st.sampled_from(wire.URI_PREFIXES), st.text("abcxyz0189/?=&.-", min_size=1, max_size=200))
def test_every_address_comes_through(prefix: str, rest: str):
    assert wire.address_of(wire.message_with(prefix + rest)) == prefix + rest
