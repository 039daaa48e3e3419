"""Whole captures on the attack rig: nothing that is no living person of the portrait gets in."""

import json

import numpy as np
import pytest

from face.challenge import draw
from face.engine import load_engine
from face.reference import enrol
from face.simulated import rig
from face.simulated.person import SimulatedPerson
from kiosk.cli.main import main


@pytest.fixture(scope="module")
def reference(photos):
    return enrol(photos / "astronaut.png", load_engine("sface"))


@pytest.mark.parametrize("kind", rig.ATTACKS)
def test_no_attack_of_the_rig_is_accepted(photos, engine, reference, kind):
    random = np.random.default_rng([3, list(rig.ATTACKS).index(kind)])
    nonce = random.bytes(16)
    challenge = draw(nonce, rig.ALL)
    scene = rig._Scene(photos / "astronaut.png", photos / "biden.jpg", challenge, random)
    camera = rig.VIRTUAL if kind == "injected_virtual_camera" else rig.BOUND
    result = rig.capture(rig.ATTACKS[kind](scene), challenge, engine, rig.Options(), nonce, camera)
    assert not rig.accepts(result, reference, engine)


def test_the_person_of_the_portrait_is_accepted(photos, engine, reference):
    nonce = b"any nonce"
    person = SimulatedPerson(photos / "astronaut.png", rig.SIZE)
    result = rig.capture(person, draw(nonce, rig.ALL), engine, rig.Options(), nonce, rig.BOUND)
    assert rig.accepts(result, reference, engine)


def test_the_rig_reports_the_promised_keys(photos, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(rig, "ATTACKS", {"print_still": rig.ATTACKS["print_still"]})
    for name in ("biden.jpg", "astronaut.png"):
        (tmp_path / name).symlink_to(photos / name)
    arguments = ["face", "rig", "--photos", str(tmp_path), "--rounds", "1", "--jobs", "1"]
    assert main([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["genuine_streams"] == found["genuine_accepted"] == 2 * rig.GENUINE
    assert (found["attacks"], found["attack_kinds"], found["attacks_accepted"]) == (2, 1, 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--rounds", "0"], "rounds"), (["--jobs", "0"], "jobs"), (["--photos", "/nowhere"], "two portraits")],
)
def test_the_rig_says_what_it_cannot_do(arguments, said, capsys):
    assert main(["face", "rig", *arguments]) == 2
    assert said in capsys.readouterr().err
