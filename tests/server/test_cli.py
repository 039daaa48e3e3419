"""`mpp-server` as a person or the kiosk's demo uses it."""

import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import httpx
import pytest

from server.app import create_app
from server.cli import main
from server.demo.citizens import CITIZENS
from server.demo.seed import seed
from server.settings import ServerSettings, load_settings
from tests.server.kit import serving, sign_in_body


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    commands = (
        "run migrate seed citizens applications ikd-token notices office device totp officer bench fault"
    )
    for command in commands.split():
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        assert "--data" in capsys.readouterr().out


def test_seeding_again_changes_nothing(tmp_path: Path) -> None:
    provision = tmp_path / "kiosk.toml"
    assert main(["seed", "--data", str(tmp_path / "d"), "--provision", str(provision)]) == 0
    first = provision.read_text()
    assert main(["seed", "--data", str(tmp_path / "d"), "--provision", str(provision)]) == 0
    assert provision.read_text() == first
    said = tomllib.loads(first)
    assert said["region_code"] == "3217"
    assert len(said["demo_citizen"]) >= 6
    assert all(one["nik"].startswith("321799") for one in said["demo_citizen"])


def test_missing_photographs_are_said_clearly(tmp_path: Path) -> None:
    done = seed(ServerSettings(data_dir=tmp_path), None, server_url="http://x", photos=tmp_path / "none")
    assert done.with_photo == 0
    assert len(done.trouble) == 3
    assert all("make setup" in line for line in done.trouble)


def test_demo_citizens_cover_an_adult_a_nurse_and_a_child() -> None:
    assert any(one.sdmk.get("str_no") for one in CITIZENS)
    ages = sorted(one.dukcapil["tanggal_lahir"] for one in CITIZENS)
    assert ages[-1] > "2009-11-24"
    for one in CITIZENS:
        day = int(one.nik[6:8])
        born = f"{day % 40:02}{one.nik[8:12]}"
        said = one.dukcapil["tanggal_lahir"]
        assert born == said[8:10] + said[5:7] + said[2:4]
        assert (day > 40) == (one.dukcapil["jenis_kelamin"] == "P")


def test_a_wrong_settings_file_or_nik_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ikd-token", "12", "--data", str(tmp_path)]) == 1
    assert "16 digits" in capsys.readouterr().err
    (tmp_path / "server.toml").write_text("visit_minutes = -1\n")
    assert main(["migrate", "--data", str(tmp_path)]) == 1
    assert "visit_minutes" in capsys.readouterr().err
    (tmp_path / "server.toml").write_text("nonsense = 1\n")
    assert "nonsense" in str(load_settings(tmp_path, {}))


def test_a_served_server_is_driven_from_the_command_line(tmp_path: Path) -> None:
    """Run, sign in over HTTP, flip a fault from outside, list applications, stop by signal."""
    data, provision = tmp_path / "d", tmp_path / "kiosk.toml"
    command = [sys.executable, "-m", "server.cli"]
    environment = os.environ | {"MPP_SERVER_DATA": str(data)}
    subprocess.run([*command, "seed", "--provision", str(provision)], check=True, env=environment)
    with subprocess.Popen(
        [*command, "run", "--port", "0"], stdout=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            assert "ready on" in line
            url = line.split()[-1]
            assert httpx.get(f"{url}/healthz").json() == {"status": "ok"}
            secret = tomllib.loads(provision.read_text())["device_secret"]
            answer = httpx.post(f"{url}/v1/devices/sign-in", json=sign_in_body("mpp-3217-01", secret))
            assert answer.status_code == 200
            subprocess.run([*command, "fault", "registry", "down"], check=True, env=environment)
            listed = subprocess.run(
                [*command, "applications", "--json"],
                check=True,
                env=environment,
                capture_output=True,
                text=True,
            )
            assert json.loads(listed.stdout) == []
            taken = subprocess.run(
                [*command, "run", "--port", url.rpartition(":")[2]],
                env=environment,
                capture_output=True,
                text=True,
            )
            assert taken.returncode == 1
            assert "cannot listen" in taken.stderr
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def test_an_office_and_its_kiosks_are_enrolled_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path / "d")]
    office = ["--name", "MPP Kubu Raya", "--region", "Kabupaten Kubu Raya", "--region-code", "6112"]
    assert main(["office", "mpp-6112", *office, *data]) == 0
    enrol = ["--office", "mpp-6112", "--provision", str(tmp_path / "k.toml")]
    assert main(["device", "kr-01", *enrol, "--queue", "1-50", *data]) == 0
    said = tomllib.loads((tmp_path / "k.toml").read_text())
    assert (said["device_id"], said["region_code"], said["queue_last"]) == ("kr-01", "6112", 50)
    assert said["evidence_recipient"].startswith("age1")
    assert (tmp_path / "k.toml").stat().st_mode & 0o777 == 0o600
    assert main(["device", "kr-02", *enrol, "--queue", "50-99", *data]) == 1
    assert "kr-01 already" in capsys.readouterr().err
    assert main(["device", "kr-02", *enrol, "--queue", "51-99", *data]) == 0
    assert main(["device", "kr-02", "--office", "nowhere", "--queue", "51-99", *enrol[2:], *data]) == 1
    assert main(["device", "kr-01", "--revoke", *data]) == 0
    assert main(["device", "kr-09", "--revoke", *data]) == 1
    assert main(["device", "kr-03", *data]) == 1
    app = create_app(ServerSettings(data_dir=tmp_path / "d"))
    with serving(app) as url:
        body = sign_in_body("kr-01", said["device_secret"])
        assert httpx.post(f"{url}/v1/devices/sign-in", json=body).status_code == 401
        other = tomllib.loads((tmp_path / "k.toml").read_text())
        body = sign_in_body("kr-02", other["device_secret"])
        assert httpx.post(f"{url}/v1/devices/sign-in", json=body).json()["office"] == "MPP Kubu Raya"
