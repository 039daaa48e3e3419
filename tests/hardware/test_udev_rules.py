"""The udev rules: every line is one that udev understands, and the three names of the kiosk come from identities."""

import re
from pathlib import Path

import pytest

RULES = Path(__file__).parents[2] / "systemd" / "70-mpp-kiosk.rules"
PART = re.compile(r'(?P<key>[A-Z]+)(?P<of>\{[\w/]+\})?(?P<op>==|!=|\+=|-=|:=|=)"(?P<value>[^"]*)"')
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
    assert {name for name, _ in links()} == {"kiosk/printer", "kiosk/scanner", "kiosk/camera"}


def test_a_name_comes_from_vendor_and_product_in_one_subsystem_alone():
    subsystem = {"kiosk/printer": "usbmisc", "kiosk/scanner": "tty", "kiosk/camera": "video4linux"}
    for name, wanted in links():
        assert wanted["SUBSYSTEM"] == subsystem[name]
        assert re.fullmatch(r"[0-9a-f]{4}", wanted["ATTRS{idVendor}"]), "sysfs writes small letters"
        assert re.fullmatch(r"[0-9a-f?]{4}(\|[0-9a-f]{4})*", wanted["ATTRS{idProduct}"])
        assert not re.search(r"\d", wanted.get("KERNEL", "")), "running numbers name nothing"


def test_no_identity_stands_for_two_names():
    seen: dict[tuple[str, str], str] = {}
    for name, wanted in links():
        for product in wanted["ATTRS{idProduct}"].split("|"):
            assert seen.setdefault((wanted["ATTRS{idVendor}"], product), name) == name
