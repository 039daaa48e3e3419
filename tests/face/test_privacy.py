"""What keeps faces private: templates that serve one visit, and a process that can send and write nothing."""

import subprocess
import sys
import textwrap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from face.compare import compare
from face.protected import Protected, WrongKeyError, protect, turned, visit_key
from face.reference import enrol
from face.template import Template

SECRET = bytes(range(32))


@pytest.fixture(scope="module")
def pair(photos, engine):
    return enrol(photos / "obama.jpg", engine), enrol(photos / "obama3.jpg", engine)


def key(visit=b"visit", nonce=b"nonce"):
    return visit_key(SECRET, visit, nonce)


def test_under_the_key_of_the_visit_the_comparison_is_the_same(pair, engine):
    reference, probe = pair
    sent = Protected.from_bytes(protect(probe, key()).to_bytes())
    found = compare(turned(reference, sent, key()), sent.template, engine.thresholds)
    assert found.score == pytest.approx(compare(reference, probe, engine.thresholds).score, abs=1e-4)
    assert found.decision == "match"


@pytest.mark.parametrize("other", [key(visit=b"another"), key(nonce=b"again")], ids=["visit", "nonce"])
def test_a_stolen_one_links_no_visits_and_serves_no_other(pair, engine, other):
    reference, probe = pair
    stolen = protect(probe, key())
    assert abs(float(stolen.template.vector @ protect(probe, other).template.vector)) < 0.36
    assert abs(float(stolen.template.vector @ probe.vector)) < 0.36
    with pytest.raises(WrongKeyError):
        turned(reference, stolen, other)


def test_an_altered_one_is_refused(pair):
    reference, probe = pair
    sent = protect(probe, key())
    changed = Protected(Template("sface", sent.template.vector + np.float32(0.01)), sent.tag)
    with pytest.raises(WrongKeyError):
        turned(reference, changed, key())


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        visit_key(b"short", b"visit", b"nonce")


@given(st.binary(max_size=200))
def test_other_bytes_are_no_protected_template(data):
    with pytest.raises(ValueError):
        Protected.from_bytes(b"MPPP1" + data)
    with pytest.raises(ValueError):
        Protected.from_bytes(data)


def confined(lines, tmp_path):
    """What a process says that was confined before it ran the lines."""
    script = f"""
        import socket, sys
        from face.sandbox import confine
        found = confine()
        print(found.files, found.network, *found.missing, sep="; ")
        try:
            {lines.format(folder=tmp_path)}
        except PermissionError:
            print("refused")
        else:
            print("done")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_the_process_that_sees_faces_reaches_no_network(tmp_path, family):
    first, said = confined(f"socket.socket(socket.{family})", tmp_path)
    if "True" not in first.split("; ")[1]:
        pytest.skip(f"this kernel cannot: {first}")
    assert said == "refused"


@pytest.mark.parametrize("lines", ["open('{folder}/face.jpg', 'wb')", "open('{folder}/there', 'ab')"])
def test_the_process_that_sees_faces_writes_no_file(tmp_path, lines):
    (tmp_path / "there").write_bytes(b"x")
    first, said = confined(lines, tmp_path)
    if not first.startswith("True"):
        pytest.skip(f"this kernel cannot: {first}")
    assert said == "refused"


def test_it_still_reads_its_models_and_talks_to_the_kiosk(tmp_path):
    (tmp_path / "model").write_bytes(b"x")
    assert confined("open('{folder}/model', 'rb'); socket.socketpair()", tmp_path)[1] == "done"
