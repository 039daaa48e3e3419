"""The power supply: the protocol against our simulator and, where it is installed, against upsd itself."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.ups.owner import Ups
from hardware.ups.simulated import Fault, SimulatedUps
from hardware.ups.wire import Power, Refusal, Word, ask, number, value, word_of
from tests.hardware.kit import until


@pytest.fixture
def simulated(nothing_left: None) -> Iterator[SimulatedUps]:
    simulated = SimulatedUps()
    yield simulated
    simulated.close()


@pytest.fixture
def ups(simulated: SimulatedUps) -> Iterator[Ups]:
    ups = Ups(simulated.uri, lambda power: None, poll_s=0.02)
    ups.start()
    until(lambda: ups.power == Power("mains", 100, 1800), "mains")
    yield ups
    assert ups.stop()


def test_a_power_cut_and_an_empty_battery_are_told(simulated: SimulatedUps, ups: Ups):
    simulated.supply.charge, simulated.supply.runtime, simulated.supply.status = "80", "600", "OB DISCHRG"
    until(lambda: ups.power == Power("battery", 80, 600), "battery")
    simulated.supply.status = "OB LB"
    until(lambda: ups.status == "battery_low", "a low battery")
    simulated.supply.status = "OL CHRG"
    until(lambda: ups.status == "mains", "mains again")


@pytest.mark.parametrize("fault", ["stale", "garbage", "mute"])
def test_a_supply_that_makes_no_sense_is_not_taken_for_mains(simulated: SimulatedUps, ups: Ups, fault: Fault):
    simulated.supply.fault = fault
    until(lambda: ups.status in ("unknown", "gone"), "doubt")
    assert ups.power.charge is None
    simulated.supply.fault = "none"
    until(lambda: ups.power.word == "mains", "mains again")


def test_a_server_that_goes_is_gone_and_found_again(nothing_left: None):
    first = SimulatedUps()
    told: list[str] = []
    ups = Ups(first.uri, lambda power: told.append(power.word), poll_s=0.02)
    ups.start()
    until(lambda: ups.status == "mains")
    first.close()
    until(lambda: ups.status == "gone")
    second = SimulatedUps(port=first.port)
    until(lambda: ups.status == "mains")
    assert told == ["mains", "gone", "mains"]
    assert ups.stop()
    second.close()


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("OL", "mains"),
        ("OL CHRG", "mains"),
        ("OL RB", "replace_battery"),
        ("OB DISCHRG", "battery"),
        ("OB LB RB", "battery_low"),
        ("FSD OL", "battery_low"),
        ("", "unknown"),
        ("OFF", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_the_most_urgent_flag_wins(status: str, word: Word):
    assert word_of(status) == word


@given(st.binary(max_size=300))
def test_no_answer_raises(line: bytes):
    found = value(line, "ups", "ups.status")
    assert found is None or isinstance(found, (str, Refusal))
    if isinstance(found, str):
        word_of(found)
        number(found)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"\\'), max_size=40))
def test_every_value_comes_through(text: str):
    assert value(f'VAR u ups.status "{text}"\n'.encode(), "u", "ups.status") == text


@pytest.mark.parametrize("name", ["", "a b", "a\nLOGOUT", "é"])
def test_a_name_cannot_carry_a_second_command(name: str):
    with pytest.raises(ValueError):
        ask(name, "ups.status")


UPSD = Path("/lib/nut/upsd")  # the one in /sbin is a script that asks Debian's settings whether to start
DRIVER = Path("/lib/nut/dummy-ups")


@pytest.mark.skipif(not (UPSD.exists() and DRIVER.exists()), reason="nut-server is not installed")
@pytest.mark.skipif(os.geteuid() != 0, reason="upsd drops its rights, which needs root")
def test_the_real_ups_server_is_understood(tmp_path: Path, nothing_left: None):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "ups.conf").write_text(
        "[kiosk]\n driver = dummy-ups\n port = kiosk.dev\n mode = dummy-loop\n"
    )
    (tmp_path / "kiosk.dev").write_text(
        "ups.status: OB DISCHRG\nbattery.charge: 42\nbattery.runtime: 300\nups.mfr: test\nups.model: test\n"
    )
    (tmp_path / "upsd.conf").write_text(f"LISTEN 127.0.0.1 {port}\n")
    (tmp_path / "upsd.users").write_text("")
    tmp_path.chmod(0o755)
    settings = {**os.environ, "NUT_CONFPATH": str(tmp_path), "NUT_STATEPATH": str(tmp_path)}
    settings |= {"NUT_ALTPIDPATH": str(tmp_path)}
    processes = [
        subprocess.Popen(
            [*command, "-u", "root"],
            env=settings,
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in ([str(DRIVER), "-F", "-a", "kiosk"], [str(UPSD), "-F"])
    ]
    ups = Ups(f"nut://127.0.0.1:{port}/kiosk", lambda power: None, poll_s=0.05)
    ups.start()
    try:
        until(lambda: ups.power == Power("battery", 42, 300), f"the real server's answer ({ups.power})")
    finally:
        assert ups.stop()
        for process in processes:
            process.terminate()
            process.wait(10)
