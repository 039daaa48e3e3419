"""Measurements: rates with their intervals, and lists that cannot be used."""

import json
import shutil

import numpy as np
import pytest

from face import statistics
from face.evaluate import ListFaultError, evaluate, read_pairs
from kiosk.cli.main import main


def test_rates_carry_the_interval_of_their_sample():
    rate = statistics.Rate(0, 500)
    assert rate.value == 0
    assert rate.interval == pytest.approx((0.0, 0.0076), abs=1e-4)
    assert statistics.Rate(0, 0).value is None


def test_perfectly_parted_scores_have_no_errors_and_mixed_ones_half():
    low, high = np.linspace(0, 0.3, 200), np.linspace(0.6, 0.9, 200)
    assert statistics.eer(high, low) == 0
    assert statistics.accuracy(high, low) == pytest.approx(1, abs=0.003)
    assert statistics.fnmr_at(high, low, 1e-2) == 0
    assert statistics.eer(low, low) == pytest.approx(0.5, abs=0.01)
    assert statistics.fnmr_at(high, low, 1e-4) is None, "200 impostors cannot show one in ten thousand"


@pytest.fixture
def pairs(photos, tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(
        "same,reference,probe,group\n1,obama.jpg,obama3.jpg,a\n0,obama.jpg,biden.jpg,a\n"
        "0,biden.jpg,obama3.jpg,b\n1,obama3.jpg,obama.jpg,b\n"
    )
    return path


def test_evaluate_reports_the_promised_keys(pairs, photos, capsys):
    assert main(["face", "evaluate", "--pairs", str(pairs), "--images", str(photos), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    for key in ("engine", "pairs", "images", "not_found", "accuracy", "eer", "threshold", "fmr", "fnmr"):
        assert key in found
    assert set(found["fnmr_at_fmr"]) == {"1e-2", "1e-3", "1e-4"}
    assert (found["pairs"], found["images"], found["not_found"]) == (4, 3, 0)
    assert (found["fmr"], found["fnmr"]) == (0, 0)
    assert all(group["few"] for group in found["groups"]), "two people say nothing about a group"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "columns"),
        ("a,b\n1,2\n", "columns"),
        ("same,reference,probe\n2,a.jpg,b.jpg\n", "line 2"),
        ("same,reference,probe\n1,a.jpg,absent.jpg\n", "no picture"),
        ("same,reference,probe\n1,obama.jpg,obama3.jpg\n", "genuine and impostor"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(photos, engine, tmp_path, text, said):
    path = tmp_path / "pairs.csv"
    path.write_text(text)
    with pytest.raises(ListFaultError, match=said):
        evaluate(read_pairs(path), photos, engine)


def test_pad_reports_the_promised_keys(photos, tmp_path, capsys):
    live, attack = tmp_path / "live", tmp_path / "attack/paper"
    live.mkdir()
    attack.mkdir(parents=True)
    shutil.copy(photos / "obama.jpg", live / "1.jpg")
    shutil.copy(photos / "biden.jpg", attack / "1.jpg")
    arguments = ["face", "pad", "--live", str(live), "--attack", str(attack.parent), "--json"]
    assert main([*arguments, "--pad-models", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["live_frames"], found["attack_frames"]) == (1, 1)
    assert found["bpcer"] == 0
    assert set(found["apcer"]) == set(found["sequence"]["apcer"]) == {"paper"}
    assert set(found["witnesses"]) == {"moire"}
    assert main([*arguments, "--pad-models", str(tmp_path), "--live", str(tmp_path / "none")]) == 2
