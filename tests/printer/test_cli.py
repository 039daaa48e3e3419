"""The printer by hand, from the command line."""

import argparse
import json
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from printer import samples
from printer.cli import add_commands
from printer.simulated import PaperSimulator


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    arguments = parser.parse_args(words)
    return arguments.run(arguments)


@pytest.mark.parametrize("width", ["80", "58"])
def test_a_receipt_is_drawn_and_its_bytes_kept(tmp_path: Path, width: str):
    picture, raw, again = tmp_path / "receipt.png", tmp_path / "receipt.bin", tmp_path / "again.png"
    assert run("receipt", "render", "--out", str(picture), "--raw", str(raw), "--width", width) == 0
    assert raw.read_bytes().startswith(b"\x1b@")
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(cv2.imread(str(picture)))
    assert read == samples.counter().track_url
    assert run("receipt", "render", "--out", str(again), "--from", str(raw), "--width", width) == 0
    assert again.read_bytes() == picture.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("receipt", "render", "--out", "/no/such/folder/x.png"),
        ("receipt", "render", "--out", "x.png", "--from", "/dev/null"),
        ("receipt", "render", "--out", "x.png", "--profile", "daisywheel"),
        ("device", "printer", "status", "--uri", "lpt:1"),
        ("device", "printer", "status", "--uri", "tcp://127.0.0.1:1"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(
    words: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.chdir(tmp_path)
    assert run(*words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_a_printer_says_its_status(capsys: pytest.CaptureFixture[str]):
    with PaperSimulator(line="tcp") as simulator:
        assert run("device", "printer", "status", "--uri", simulator.uri, "--json") == 0
        assert json.loads(capsys.readouterr().out)["state"] == "ready"
        simulator.paper = "out"
        assert run("device", "printer", "status", "--uri", simulator.uri, "--json") == 1
        assert json.loads(capsys.readouterr().out) == {
            "state": "paper_out",
            "detail": "the paper has ended",
            "can_print": False,
        }


def test_a_test_page_comes_out(capsys: pytest.CaptureFixture[str]):
    with PaperSimulator() as simulator:
        assert run("device", "printer", "test", "--uri", simulator.uri, "--language", "en") == 0
        assert "PRINTER TEST PAGE" in simulator.receipts()[0].text
        assert capsys.readouterr().out.strip() == "printed"
        simulator.cover_open = True
        assert run("device", "printer", "test", "--uri", simulator.uri, "--json") == 1
        assert json.loads(capsys.readouterr().out)["outcome"] == "cover_open"


def test_the_bench_reaches_what_was_promised(capsys: pytest.CaptureFixture[str]):
    assert run("bench", "print", "--json") == 0
    measured = json.loads(capsys.readouterr().out)
    assert set(measured) >= {"bytes", "raster_bytes", "compose_ms", "plain_escpos_ms", "line_s"}
    assert measured["bytes"] <= 350
    assert measured["raster_bytes"] >= 20 * measured["bytes"]
    assert set(measured["line_s"]) >= {"9600", "19200", "38400", "57600", "115200", "usb"}
    assert run("bench", "print") == 0
    assert "as a picture" in capsys.readouterr().out


def test_shared_groups_are_added_to_and_not_made_twice():
    parser = argparse.ArgumentParser()
    groups = parser.add_subparsers(required=True)
    devices = groups.add_parser("device").add_subparsers(required=True)
    devices.add_parser("camera").set_defaults(run=lambda _: 7)
    add_commands(groups)
    camera = parser.parse_args(["device", "camera"])
    assert camera.run(camera) == 7
    assert parser.parse_args(["device", "printer", "status", "--uri", "tcp://x"]).uri == "tcp://x"


def test_a_simulator_in_its_own_process_prints_draws_and_obeys(tmp_path: Path):
    control, out = tmp_path / "control", tmp_path / "out"
    code = (
        "import argparse, sys; from printer.cli import add_commands; p = argparse.ArgumentParser();"
        "add_commands(p.add_subparsers()); a = p.parse_args(); sys.exit(a.run(a))"
    )
    words = ["device", "printer", "simulate", "--line", "tcp", "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words, "--control", str(control), "--out", str(out)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        uri = process.stdout.readline().strip()
        assert run("device", "printer", "test", "--uri", uri) == 0
        assert process.stdout.readline().startswith("receipt 1")
        control.write_text("cover open\n")
        for _ in range(100):
            if run("device", "printer", "status", "--uri", uri) == 1:
                break
        else:
            pytest.fail("the order was not obeyed")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        process.stdout.close()
    assert (out / "receipt-0001.png").stat().st_size > 1000
