"""The scanner over a real line: a pty, opened by the same driver as a real one."""

import queue
import threading
from collections.abc import Iterator

import pytest

from hardware.scanner.owner import Scanned, Scanner, ScannerEvent, ScannerStatus
from hardware.scanner.simulated import SimulatedScanner
from tests.hardware.kit import PATIENCE_S, until


class Ear:
    def __init__(self, simulated: SimulatedScanner) -> None:
        self.codes: queue.Queue[str] = queue.Queue()
        self.words: list[str] = []
        self.scanner = Scanner(simulated.uri, self.hear)
        self.scanner.start()

    def hear(self, event: ScannerEvent) -> None:
        match event:
            case Scanned(text):
                self.codes.put(text)
            case ScannerStatus(word):
                self.words.append(word)

    def heard(self) -> str:
        return self.codes.get(timeout=PATIENCE_S)

    def reaches(self, word: str) -> None:
        until(lambda: self.scanner.status == word, f"{word!r}")


@pytest.fixture
def simulated(nothing_left: None) -> Iterator[SimulatedScanner]:
    simulated = SimulatedScanner()
    yield simulated
    simulated.close()


@pytest.fixture
def ear(simulated: SimulatedScanner) -> Iterator[Ear]:
    ear = Ear(simulated)
    ear.reaches("ready")
    yield ear
    assert ear.scanner.stop()


def test_a_code_is_heard_whole(simulated: SimulatedScanner, ear: Ear):
    simulated.scan("https://mpp.go.id/t/A-0912")
    assert ear.heard() == "https://mpp.go.id/t/A-0912"
    assert ear.words == ["ready"]


def test_many_codes_in_a_row_are_heard_in_their_order(simulated: SimulatedScanner, ear: Ear):
    for n in range(50):
        simulated.scan(f"code {n}")
    assert [ear.heard() for _ in range(50)] == [f"code {n}" for n in range(50)]


def test_an_unplugged_scanner_is_gone_and_works_again_when_it_comes_back(
    simulated: SimulatedScanner, ear: Ear
):
    for n in range(3):
        simulated.unplug()
        ear.reaches("gone")
        simulated.plug()
        ear.reaches("ready")
        simulated.scan(f"back {n}")
        assert ear.heard() == f"back {n}"


def test_a_scanner_that_is_not_there_yet_is_found_when_it_comes(simulated: SimulatedScanner):
    simulated.unplug()
    ear = Ear(simulated)
    ear.reaches("gone")
    simulated.plug()
    ear.reaches("ready")
    assert ear.scanner.stop()


def test_noise_is_no_code_and_the_next_code_is_heard(simulated: SimulatedScanner, ear: Ear):
    simulated.garbage()
    simulated.send(b"\r")
    simulated.scan("after the noise")
    assert ear.heard() == "after the noise"
    until(lambda: ear.scanner.dropped == 1, "the count of the spoilt code")


def test_a_dripping_scanner_never_holds_its_owner(simulated: SimulatedScanner, ear: Ear):
    drip = threading.Thread(target=simulated.drip, args=("3217010101010001", 0.05))
    drip.start()
    assert ear.heard() == "3217010101010001", "slow, but within its deadline"
    drip.join()
    simulated.send(b"no end")
    assert ear.scanner.stop(), "half a code on the line does not keep the thread"


def test_nobody_else_opens_the_scanner(simulated: SimulatedScanner, ear: Ear):
    second = Ear(simulated)
    second.reaches("busy")
    simulated.scan("for the owner")
    assert ear.heard() == "for the owner"
    assert second.scanner.stop()
    assert second.codes.empty()


@pytest.mark.parametrize(
    ("uri", "word"),
    [
        ("", "absent"),
        ("smoke:/dev/null", "absent"),
        ("serial:/dev/null?baud=fast", "absent"),
        ("serial:/dev/null?baud=12345", "absent"),
        ("serial:/dev/null", "gone"),
        ("evdev:/dev/null", "gone"),
        ("evdev:/dev/none", "gone"),
    ],
)
def test_what_is_no_scanner_is_a_word(uri: str, word: str, nothing_left: None):
    words: queue.Queue[str] = queue.Queue()
    scanner = Scanner(uri, lambda event: words.put(event.word) if isinstance(event, ScannerStatus) else None)
    scanner.start()
    assert words.get(timeout=PATIENCE_S) == word
    assert scanner.stop()


def test_a_code_may_be_an_identity_and_never_shows_in_words():
    assert "3217" not in repr(Scanned("3217010101010001"))
