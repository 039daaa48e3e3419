"""Whole visits with real parts in every place but the window."""

import pytest

from kiosk.demo.world import ikd_token
from kiosk.session.states import State
from tests.flow.kit import PHOTOS, held
from ui import intent as i
from ui import view as v

pytestmark = pytest.mark.skipif(not PHOTOS.exists(), reason="the demo photographs are not installed")


def test_a_citizen_leaves_with_a_receipt_and_the_server_has_the_application_once(visit, server, server_data):
    server()
    at = visit()
    at.world.camera.show(PHOTOS / "obama3.jpg")
    at.verified()
    assert at.kiosk.model.visit.identity == "verified"
    assert at.kiosk.model.visit.profile["nama_lengkap"][0]
    at.applied()
    assert at.kiosk.screen.view.printed
    (paper,) = at.world.printer.receipts()
    assert at.number in paper.text.replace("\n", "")
    assert at.nik not in paper.text
    assert paper.qr_texts[0].endswith(at.number)
    at(i.AnotherService())
    assert at.kiosk.model.state is State.SERVICES
    at.applied("ADM-NIK-01")
    at.synced()
    assert [one["identity"] for one in held(server_data, at)] == ["verified", "verified"]
    assert at.kiosk.audit.verify().first_bad is None


def test_a_stranger_is_not_let_in_and_may_choose_another_way(visit, server):
    server()
    at = visit()
    at.world.camera.show(PHOTOS / "biden.jpg")
    at.to_face()
    at.reach(State.FACE_FAILED)
    assert at.kiosk.screen.view.title.id == "fail.title"
    assert at.kiosk.screen.view.attempts_left == 2
    assert at.kiosk.model.visit.profile == {}


def test_a_photograph_held_up_gets_nowhere(visit, server):
    server()
    at = visit()
    at.world.camera.show(PHOTOS / "obama3.jpg", as_print=True)
    at.to_face()
    at.reach(State.FACE_FAILED, State.PROFILE)
    assert at.kiosk.model.state is State.FACE_FAILED
    assert at.kiosk.model.visit.identity == "none"


def test_two_faces_and_no_face_are_told_in_words(visit, server):
    server()
    at = visit()
    at.world.camera.show(None)
    at.to_face()
    at.until(lambda: _says(at, "cam.noface"))
    at.world.camera.show(PHOTOS / "obama3.jpg")
    at.world.camera.fault("second_person", True)
    at.until(lambda: _says(at, "cam.multi"))
    at.world.camera.fault("second_person", False)
    at.reach(State.PROFILE)


def _says(at, message):
    view = at.kiosk.screen.view
    return isinstance(view, v.FaceCheck) and view.phase == "position" and view.instruction.id == message


def test_a_camera_unplugged_in_the_middle_offers_another_way_and_comes_back(visit, server):
    server()
    at = visit()
    at.world.camera.show(None)
    at.to_face()
    at.world.camera.fault("gone", True)
    at.reach(State.FACE_FAILED)
    assert at.kiosk.screen.view.title.id == "fail.camera"
    at.world.camera.fault("gone", False)
    at.until(lambda: at.kiosk.model.good("camera"))
    at.world.camera.show(PHOTOS / "obama3.jpg")
    at(i.Retry())
    at.reach(State.PROFILE)


def test_an_ikd_code_identifies_without_a_face(visit, server, server_data):
    server()
    at = visit()
    at(i.Begin(), i.Continue(), i.TickConsent("data"), i.Agree(), i.ChooseWay("ikd"))
    at.world.scanner.scan("https://example.id/not-ikd")
    at.until(lambda: at.kiosk.screen.view.error is not None)
    at.world.scanner.scan(ikd_token(at.nik, server_data))
    at.reach(State.PROFILE)
    at.until(lambda: not at.kiosk.model.visit.asking)
    assert at.kiosk.model.visit.identity == "verified"


def test_paper_out_before_and_during_the_print_keeps_the_submission(visit, server):
    server()
    at = visit()
    at.world.camera.show(PHOTOS / "obama3.jpg")
    at.verified()
    at.world.printer.paper = "out"
    at.applied()
    assert at.kiosk.screen.view.problem.id == "print.paper_out"
    number = at.number
    at.world.printer.paper = "ok"
    at.world.printer.paper_out_after(120)
    at(i.Reprint())
    at.reach(State.DONE)
    assert not at.kiosk.screen.view.printed
    at.world.printer.paper = "ok"
    at.until(lambda: at.kiosk.model.good("printer"))
    at(i.Reprint())
    at.until(lambda: at.kiosk.model.state is State.DONE and at.kiosk.screen.view.printed)
    assert number in at.world.printer.receipts()[-1].text.replace("\n", "")


def test_server_down_is_accepted_kept_and_later_there_exactly_once(visit, server, server_data):
    at = visit()
    assert not at.kiosk.model.good("server")
    at.world.camera.show(PHOTOS / "obama3.jpg")
    at.to_face()
    at.reach(State.PROFILE)
    assert at.kiosk.screen.view.note.id == "profile.pending"
    at(i.Continue())
    at.applied()
    view = at.kiosk.screen.view
    assert view.offline
    assert view.printed
    assert at.kiosk.records.counts().waiting == 2, "sealed evidence and the application"
    before = len(held(server_data, at))
    server()
    at.synced(60)
    at.until(lambda: [one["identity"] for one in held(server_data, at)][before:] == ["verified"], 30)


def test_a_power_cut_after_the_commit_prints_the_same_number_at_the_next_start(visit, server, world):
    server()
    at = visit()
    at.world.camera.show(PHOTOS / "obama3.jpg")
    at.verified()
    at.world.printer.paper = "out"
    at.applied()
    number = at.number
    at.world.printer.paper = "ok"
    again = visit()
    again.until(lambda: bool(world.printer.receipts()))
    assert number in world.printer.receipts()[-1].text.replace("\n", "")
    assert again.kiosk.model.visit.nik == ""


def test_a_signed_in_technician_prints_a_test_page(visit, server):
    server()
    at = visit()
    at(i.MaintenanceGesture(), *(i.DigitPressed(one) for one in "246811"), i.Continue())
    at.until(lambda: bool(at.kiosk.model.pin_error))
    at(*(i.DigitPressed(one) for one in "246810"), i.Continue())
    at.reach(State.MAINTENANCE)
    at(i.MaintenanceAction("test_print"))
    at.until(lambda: at.kiosk.model.upkeep_message == "maint.done")
    assert len(at.world.printer.receipts()) == 1
    at(i.MaintenanceAction("camera"))
    at.until(lambda: at.loop.frames > 2)
    at(i.MaintenanceAction("leave"))
    at.reach(State.ATTRACT)


def test_nothing_personal_is_found_in_any_file_of_the_kiosk(visit, server, settings):
    server()
    at = visit()
    at.world.camera.show(PHOTOS / "obama3.jpg")
    at.verified()
    name = at.kiosk.model.visit.profile["nama_lengkap"][0]
    at.applied()
    at.synced()
    files = [path for path in settings.kiosk.data_dir.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        for marker in (at.nik, name, "081234567890"):
            assert marker.encode() not in content, path.name
            assert marker.encode("utf-16-le") not in content, path.name
            assert marker not in path.name
