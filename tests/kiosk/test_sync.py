"""The outbox sender against a real HTTP server that misbehaves on purpose."""

import contextlib
import json
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kiosk.store.records import Item, Stamp
from kiosk.sync.client import Client, Rejected, Unreachable
from kiosk.sync.provisioning import Provisioning, ProvisioningFault, load
from kiosk.sync.sender import Sender, push

STAMP = Stamp(datetime(2026, 11, 24, tzinfo=UTC), 1.0, "boot")
SESSION = {
    "token": "t" * 20,
    "expires_at": "2027-01-01T00:00:00Z",
    "server_time": "2026-11-24T00:00:00Z",
    "office": "MPP",
    "region": "R",
    "region_code": "3217",
    "queue_block": {"first": 1, "last": 9},
    "evidence_recipient": "age1x",
}


class Centre:
    """Answers as `script` says, one entry a PUT: a status, `cut` (close without an answer) or `garbage`."""

    def __init__(self):
        self.script, self.got, self.signed_in = [], [], 0
        centre = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                centre.signed_in += 1
                self._read()
                self._answer(200, SESSION)

            def do_PUT(self):
                body = self._read()
                word = centre.script.pop(0) if centre.script else 200
                if word == "cut":
                    self.connection.close()
                    return
                if word == "slow":
                    time.sleep(1.5)
                    word = 200
                centre.got.append((self.path.rsplit("/", 1)[1], body, word))
                self._answer(word, {"type": "invalid", "title": "x", "status": word})

            def _read(self):
                return self.rfile.read(int(self.headers["Content-Length"]))

            def _answer(self, status, value):
                content = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the client gave up waiting
                    self.wfile.write(content)

            def log_message(self, *args): ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def accepted(self):
        return [id_ for id_, _, status in self.got if status == 200]


@pytest.fixture
def centre():
    found = Centre()
    yield found
    found.close()


@pytest.fixture
def client(centre, settings):
    quick = settings.server.model_copy(update={"read_seconds": 0.8, "connect_seconds": 0.5})
    found = Client(quick, _who(centre.url))
    yield found
    found.close()


def _who(url):
    return Provisioning(
        server_url=url,
        device_id="mpp-3217-01",
        device_secret="s" * 20,
        evidence_recipient="age1x",
        region_code="3217",
        queue_first=1,
        queue_last=9,
    )


@pytest.fixture
def records(make_records):
    found = make_records()
    for at in range(5):
        found.enqueue(Item(f"id{at}", "survey", "", b"{}"), STAMP)
    yield found
    found.close()


def drain(records, client, refused, most=60):
    for _ in range(most):
        if not isinstance(push(records, client, lambda kind, status: refused.append(status)), Unreachable):
            return
    raise AssertionError("the outbox never empties")


def test_everything_arrives_once_and_in_order(records, client, centre):
    drain(records, client, [])
    assert centre.accepted == [f"id{at}" for at in range(5)]
    assert records.counts().waiting == 0
    assert centre.signed_in == 1


@pytest.mark.parametrize("trouble", ["cut", 500, 503, 429, "slow"])
def test_trouble_on_the_way_loses_nothing_and_keeps_the_order(records, client, centre, trouble):
    centre.script = [200, trouble, trouble, 200]
    drain(records, client, [])
    firsts = list(dict.fromkeys(centre.accepted))
    assert firsts == [f"id{at}" for at in range(5)]
    assert records.counts().dead == 0


def test_what_is_refused_for_good_becomes_a_dead_letter_with_its_reason(records, client, centre):
    centre.script = [200, 422, 409]
    refused = []
    drain(records, client, refused)
    assert refused == [422, 409]
    assert [(one.id, one.reason) for one in records.dead_letters()] == [
        ("id1", "422 invalid"),
        ("id2", "409 invalid"),
    ]
    assert records.retry_dead() == 2
    drain(records, client, [])
    assert records.counts().dead == 0
    assert len(set(centre.accepted)) == 5


def test_an_unknown_kiosk_keeps_its_items(records, client, centre):
    centre.script = [403]
    assert isinstance(push(records, client, lambda kind, status: None), Unreachable)
    assert records.counts().waiting == 5
    assert records.counts().dead == 0


def test_an_expired_token_is_renewed(records, client, centre):
    centre.script = [401]
    drain(records, client, [])
    assert centre.signed_in == 2
    assert len(centre.accepted) == 5


def test_no_server_is_a_typed_answer(settings):
    quick = settings.server.model_copy(update={"connect_seconds": 0.3})
    client = Client(quick, _who("http://127.0.0.1:9"))
    assert isinstance(client.sign_in(), Unreachable)
    client.close()


def test_a_refusal_is_told_apart_from_silence(client, centre):
    centre.script = [404]
    assert client.put("survey", "x", b"{}") == Rejected(404, "invalid")


def test_the_sender_sends_what_is_nudged_and_stops(records, client, centre, settings):
    counts, reachable = [], []
    sender = Sender(
        records,
        client,
        push_seconds=30,
        longest_wait=30,
        on_counts=counts.append,
        on_reachable=lambda good, reason: reachable.append(good),
        on_refused=lambda kind, status: None,
    )
    sender.start()
    limit = time.monotonic() + 10
    while records.counts().waiting and time.monotonic() < limit:
        time.sleep(0.02)
    records.enqueue(Item("late", "survey", "", b"{}"), STAMP)
    sender.nudge()
    while records.counts().waiting and time.monotonic() < limit:
        time.sleep(0.02)
    assert sender.stop()
    assert centre.accepted[-1] == "late"
    assert reachable[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "enrol this kiosk"), ("x = [", "not a TOML file"), ('server_url = "http://x"', "device_id")],
)
def test_a_missing_or_wrong_enrolment_says_what_to_do(tmp_path, content, words):
    file = tmp_path / "device.toml"
    if content is not None:
        file.write_text(content)
    found = load(file)
    assert isinstance(found, ProvisioningFault)
    assert words in found.words
