"""Journal, outbox and audit trail on a real SQLite file."""

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.audit import AuditTrail, UnknownEventError, catalogue
from kiosk.store.database import NAME, open_database
from kiosk.store.records import Item, Records, Stamp
from kiosk.store.sealing import SealBrokenError, Sealer, load_key

STAMP = Stamp(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), 12.5, "boot")
SECRET = "BUDI RAHASIA"


def accept(records, number="MPP-3217-261124-AAAAAAA-A", id_="a", queue=None):
    with records.lock, records.db.atomic():
        records.accept(
            [Item(f"{id_}-evidence", "evidence", "v", b"{}"), Item(id_, "application", "v", SECRET.encode())],
            STAMP,
            number=number,
            queue_number=queue,
            nik="3217991505800001",
            receipt=SECRET.encode(),
        )


def test_an_application_is_written_whole_or_not_at_all(make_records):
    records = make_records()
    accept(records)
    with pytest.raises(sqlite3.IntegrityError):
        accept(records, id_="b")  # the same number again
    assert records.counts().waiting == 2
    assert records.applications() == (("a", "MPP-3217-261124-AAAAAAA-A", "waiting"),)
    assert records.receipt("b") is None


def test_it_is_there_after_a_restart_in_its_order(make_records):
    records = make_records()
    accept(records)
    records.close()
    again = make_records()
    assert [one.item.kind for one in again.waiting(10)] == ["evidence", "application"]
    assert again.waiting(10)[1].item.body == SECRET.encode()
    assert again.unprinted(STAMP.wall - timedelta(minutes=1)) == ("a",)


def test_nothing_personal_stands_in_the_file(make_records, tmp_path):
    records = make_records()
    accept(records)
    records.close()
    content = b"".join(path.read_bytes() for path in (tmp_path / "kiosk").iterdir())
    assert SECRET.encode() not in content
    assert b"3217991505800001" not in content


def test_a_row_that_was_moved_does_not_open(make_records):
    records = make_records()
    accept(records)
    accept(records, number="MPP-3217-261124-BBBBBBB-B", id_="b")
    db = records.db.conn
    first = db.execute("SELECT sealed FROM outbox WHERE id = 'a'").fetchone()[0]
    db.execute("UPDATE outbox SET sealed = ? WHERE id = 'b'", (first,))
    with pytest.raises(SealBrokenError):
        records.waiting(10)


def test_another_key_opens_nothing():
    sealed = Sealer(bytes(32)).seal("outbox/x", b"content")
    with pytest.raises(SealBrokenError):
        Sealer(bytes(31) + b"1").open("outbox/x", sealed)
    with pytest.raises(SealBrokenError):
        Sealer(bytes(32)).open("outbox/x", b"short")


def test_the_demo_key_is_made_once_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    first, demo = load_key(tmp_path)
    assert demo
    assert load_key(tmp_path) == (first, True)
    assert (tmp_path / "demo-store.key").stat().st_mode & 0o777 == 0o600


def test_a_credential_goes_before_the_demo_key(tmp_path, monkeypatch):
    (tmp_path / "store-key").write_bytes(bytes(32))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert load_key(tmp_path / "data") == (bytes(32), False)


def test_queue_numbers_start_anew_each_day_and_end_with_the_block(make_records):
    records = make_records()
    with records.db.atomic():
        given = [records.next_queue_number("B", "2026-11-24", 101, 103) for _ in range(4)]
        assert given == ["B-101", "B-102", "B-103", None]
        assert records.next_queue_number("C", "2026-11-24", 101, 103) == "C-101"
        assert records.next_queue_number("B", "2026-11-25", 101, 103) == "B-101"


@pytest.mark.parametrize("damage", ["header", "middle", "truncated"])
def test_a_damaged_file_is_put_aside_and_a_fresh_one_begun(tmp_path, damage):
    folder = tmp_path / "kiosk"
    opened = open_database(folder)
    records = Records(opened.db, Sealer(bytes(32)))
    for at in range(60):
        accept(records, number=f"MPP-3217-261124-AAAAAA{chr(65 + at % 26)}-{at % 10}x{at}", id_=str(at))
    opened.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    records.close()
    path = folder / NAME
    content = bytearray(path.read_bytes())
    if damage == "header":
        content[:64] = b"x" * 64
    elif damage == "middle":
        for page in range(2, len(content) // 4096):
            content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    else:
        del content[len(content) // 2 :]
    path.write_bytes(content)
    again = open_database(folder)
    assert again.quarantined is not None
    assert again.quarantined.exists()
    assert Records(again.db, Sealer(bytes(32))).counts().waiting == 0
    again.db.conn.close()


def test_a_full_disk_refuses_and_loses_nothing(tmp_path):
    """SQLite's own page limit stands for a disk without room."""
    opened = open_database(tmp_path / "kiosk")
    records = Records(opened.db, Sealer(bytes(32)))
    accept(records)
    pages = opened.db.conn.execute("PRAGMA page_count").fetchone()[0]
    opened.db.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError):
        records.enqueue(Item("big", "survey", "", b"x" * 400_000), STAMP)
    assert records.counts().waiting == 2
    records.close()


def test_the_chain_holds_and_names_the_first_bad_entry(make_records):
    records = make_records()
    trail = AuditTrail(records)
    for at in range(5):
        trail.write("service.chosen", {"service": f"ADM-KK-0{at}"}, STAMP.wall)
    assert trail.verify().first_bad is None
    assert trail.head()[0] == 5
    with records.db.atomic():
        records.db.execute("UPDATE audit SET fields = '{}' WHERE sequence = 3")
    assert trail.verify().first_bad == 3


@pytest.mark.parametrize("removed", [1, 3])
def test_a_removed_entry_breaks_the_chain(make_records, removed):
    records = make_records()
    trail = AuditTrail(records)
    for _ in range(5):
        trail.write("staff.called", {"state": "form"}, STAMP.wall)
    with records.db.atomic():
        records.db.execute("DELETE FROM audit WHERE sequence = ?", (removed,))
    assert trail.verify().first_bad == removed


def test_a_cut_tail_shows_in_the_head(make_records):
    records = make_records()
    trail = AuditTrail(records)
    for _ in range(3):
        trail.write("staff.called", {"state": "form"}, STAMP.wall)
    known = trail.head()
    with records.db.atomic():
        records.db.execute("DELETE FROM audit WHERE sequence = 3")
    assert trail.verify().first_bad is None, "the chain alone cannot tell"
    assert trail.head() != known, "the head that the centre knows can"


def test_an_event_or_field_outside_the_catalogue_is_a_bug(make_records):
    trail = AuditTrail(make_records())
    with pytest.raises(UnknownEventError):
        trail.write("visit.name", {}, STAMP.wall)
    with pytest.raises(UnknownEventError):
        trail.write("visit.began", {"nik": "x"}, STAMP.wall)


def test_every_event_that_the_code_writes_is_in_the_catalogue(request):
    import re

    source = "\n".join(path.read_text() for path in (request.config.rootpath / "kiosk").rglob("*.py"))
    written = set(re.findall(r'(?:Audit|note|write)\(\s*"([a-z_]+\.[a-z_]+)"', source))
    written |= {"receipt.printed", "receipt.failed"}
    assert written <= set(catalogue())
    assert {name for name in catalogue() if name.split(".")[0] != "receipt"} <= written


def test_a_copied_database_without_its_key_stays_shut(make_records, tmp_path):
    records = make_records()
    accept(records)
    records.close()
    shutil.copytree(tmp_path / "kiosk", tmp_path / "stolen")
    stolen = Records(open_database(tmp_path / "stolen").db, Sealer(b"k" * 32))
    with pytest.raises(SealBrokenError):
        stolen.waiting(10)
    stolen.close()
