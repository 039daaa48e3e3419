"""The udev rules: what udev's own engine makes of them, and that the names of the kiosk come from identities."""

import ctypes.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RULES = Path(__file__).parents[2] / "systemd" / "70-mpp-kiosk.rules"
PART = re.compile(r'(?P<key>[A-Z]+)(?P<of>\{[\w/]+\})?(?P<op>==|!=|\+=|-=|:=|=)"(?P<value>[^"]*)"')
SUBSYSTEM = {
    "kiosk/printer": "usbmisc",
    "kiosk/scanner": "tty",
    "kiosk/scanner-keys": "input",
    "kiosk/camera": "video4linux",
}
MATCHES = {"ACTION", "SUBSYSTEM", "KERNEL", "ATTR", "ATTRS", "ENV"}
ASSIGNS = {
    "SYMLINK": "+=",
    "TAG": "+=",
    "ENV": "=",
    "IMPORT": "=",
    "GOTO": "=",
    "LABEL": "=",
    "OPTIONS": "+=",
}
LINES = [line for line in RULES.read_text(encoding="ascii").splitlines() if line and not line.startswith("#")]


def parts(line: str) -> list[re.Match[str]]:
    found = [PART.fullmatch(part.strip()) for part in line.split(",")]
    assert all(found), f"udev would drop this line: {line}"
    return [part for part in found if part]


@pytest.mark.parametrize("line", LINES)
def test_every_line_is_a_rule(line: str):
    for part in parts(line):
        if part["op"] in ("==", "!="):
            assert part["key"] in MATCHES
        else:
            assert ASSIGNS[part["key"]] == part["op"]


def test_every_jump_has_its_mark():
    jumps = {
        part["key"]: part["value"]
        for line in LINES
        for part in parts(line)
        if part["key"] in ("GOTO", "LABEL")
    }
    assert jumps["GOTO"] == jumps["LABEL"]


def links() -> list[tuple[str, dict[str, str]]]:
    """Each name with what the device must be."""
    found = []
    for line in LINES:
        names = [part["value"] for part in parts(line) if part["key"] == "SYMLINK"]
        wanted = {
            part["key"] + (part["of"] or ""): part["value"] for part in parts(line) if part["op"] == "=="
        }
        found += [(name, wanted) for name in names]
    return found


def test_the_names_are_those_that_the_kiosk_opens():
    assert {name for name, _ in links()} == set(SUBSYSTEM)


def test_a_name_comes_from_vendor_and_product_in_one_subsystem_alone():
    for name, wanted in links():
        assert wanted["SUBSYSTEM"] == SUBSYSTEM[name]
        assert re.fullmatch(r"[0-9a-f]{4}", wanted["ATTRS{idVendor}"]), "sysfs writes small letters"
        assert re.fullmatch(r"[0-9a-f?]{4}(\|[0-9a-f]{4})*", wanted["ATTRS{idProduct}"])
        assert not re.search(r"\d", wanted.get("KERNEL", "")), "running numbers name nothing"


def test_no_identity_stands_for_two_names():
    seen: dict[tuple[str, str], str] = {}
    for name, wanted in links():
        for product in wanted["ATTRS{idProduct}"].split("|"):
            assert seen.setdefault((wanted["ATTRS{idVendor}"], product), name) == name


# -- by udev's own engine

PRIVATE = """
mount -t tmpfs none /run
mkdir /run/dev
for node in null zero random urandom; do
    touch "/run/dev/$node"
    mount --bind "/dev/$node" "/run/dev/$node"
done
mount --rbind /run/dev /dev
mount --bind "$1" /etc/udev/rules.d
exec umockdev-wrapper "$2" "$3"
"""
"""udev writes links below /dev and its records below /run: in a namespace of its own the machine's stay untouched."""


def missing() -> str | None:
    for tool in ("udevadm", "umockdev-wrapper", "unshare"):
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    if ctypes.util.find_library("umockdev") is None:
        return "the library of umockdev is not installed"
    if not Path("/etc/udev/rules.d").is_dir():
        return "udev is not installed"
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode != 0:
        return "no right to a mount namespace of its own"
    return None


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, str]]:
    """What udev gives each device of the scene."""
    if (words := missing()) is not None:
        pytest.skip(words)
    scene = Path(__file__).with_name("udev_scene.py")
    before = Path("/dev/kiosk").exists()
    ran = subprocess.run(
        ["unshare", "-m", "sh", "-euc", PRIVATE, "sh", str(RULES.parent), sys.executable, str(scene)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert not Path("/dev/kiosk").exists() or before, "a link was made on the machine itself"
    said: dict[str, dict[str, str]] = json.loads(ran.stdout)
    return said


@pytest.mark.parametrize(
    ("device", "link"),
    [
        ("lp0", "/dev/kiosk/printer"),
        ("ttyACM0", "/dev/kiosk/scanner"),
        ("video0", "/dev/kiosk/camera"),
        ("event0", "/dev/kiosk/scanner-keys"),
        ("ttyACM1", ""),
        ("ttyACM2", ""),
        ("video1", ""),
        ("event1", ""),
    ],
)
def test_udev_names_the_devices_of_the_kiosk_and_no_other(
    made: dict[str, dict[str, str]], device: str, link: str
):
    assert made[device].get("DEVLINKS", "") == link


def test_nothing_else_writes_to_or_listens_to_a_scanner(made: dict[str, dict[str, str]]):
    assert made["ttyACM0"]["ID_MM_DEVICE_IGNORE"] == "1"
    assert made["event0"]["LIBINPUT_IGNORE_DEVICE"] == "1"
    assert "LIBINPUT_IGNORE_DEVICE" not in made["event1"], "a real keyboard stays one"
