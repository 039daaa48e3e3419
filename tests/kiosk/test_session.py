"""The session as a citizen meets it, with no window and no device."""

from dataclasses import replace

import pytest

from kiosk.session import events as e
from kiosk.session.effects import AskServer, Commit, FetchProfile, PrintReceipt, SendSurvey, StartFace, Wipe
from kiosk.session.states import State
from ui import intent as i
from ui import view as v


def test_the_whole_way_ends_with_a_printed_receipt_and_a_survey(drive):
    drive.verified().committed()
    assert drive.asked(PrintReceipt)
    drive(e.PrintEnded("app", "printed"))
    assert drive.state is State.DONE
    assert drive.screen.view.printed
    drive(i.Continue(), *(i.Rate(f"u{at}", 4) for at in range(1, 10)))
    assert drive.state is State.FAREWELL
    assert len(drive.asked(SendSurvey)) == 1
    drive.wait(20)
    assert drive.state is State.ATTRACT


def test_nothing_is_printed_and_nobody_is_told_before_the_commit(drive):
    drive.verified().reviewed()(i.Submit())
    assert drive.state is State.COMMIT
    assert drive.asked(Commit)
    assert not drive.asked(PrintReceipt)
    assert not isinstance(drive.screen.view, v.Done)


def test_consent_comes_first_and_is_recorded_with_its_version(drive):
    drive(i.Begin(), i.Continue(), i.Agree())
    assert drive.state is State.CONSENT, "nothing is ticked yet"
    drive(i.TickConsent("data"), i.Agree())
    assert drive.model.visit.consent.version == "1"
    assert not drive.model.visit.consent.face
    assert "nik" not in drive.screen.view.ways, "without consent no face check is offered"


def test_refusing_consent_leads_to_the_services_and_not_to_a_dead_end(drive):
    drive(i.Begin(), i.Continue(), i.Refuse())
    assert drive.state is State.SERVICES
    drive(i.ChooseService("ADM-KK-01"))
    assert not drive.screen.view.can_start
    assert drive.screen.view.refusal.id == "farewell.counter"
    drive(i.Continue())
    assert drive.state is State.SERVICE_DETAIL


@pytest.mark.parametrize(
    ("nik", "error"),
    [
        ("321799150580000", "nik.err_len"),
        ("3217993202800001", "nik.err_date"),
        ("3217991505800000", "nik.err_serial"),
        ("0017991505800001", "nik.err_province"),
    ],
)
def test_a_wrong_nik_is_an_error_with_a_reason(drive, nik, error):
    drive.consented().typed(nik)
    assert drive.state is State.NIK_ENTRY
    assert drive.screen.view.error.id == error


def test_an_unknown_region_in_the_nik_is_a_warning(drive):
    drive.consented()(i.ChooseWay("nik"), *(i.DigitPressed(one) for one in "3217991505800001"), i.Continue())
    assert drive.screen.view.warning.id == "nik.warn_region"
    assert drive.screen.view.error is None
    drive(i.Continue())
    assert drive.state is State.FACE_GUIDE


def test_a_match_fetches_the_profile_and_a_stranger_does_not(drive):
    drive.consented().typed().captured()
    assert drive.asked(AskServer)[-1].way == "face"
    drive.answered("no_match")
    assert drive.state is State.FACE_FAILED
    assert not drive.asked(FetchProfile)
    assert drive.screen.view.attempts_left == 2
    assert drive.screen.view.ways == ("ikd", "counter")


def test_after_the_last_attempt_other_ways_remain(drive):
    drive.consented().typed()
    for _ in range(3):
        drive.captured().answered("no_match") if drive.state is State.FACE_GUIDE else drive(
            i.Retry(), e.FaceCaptured(drive.model.visit.attempt + 1, _evidence())
        ).answered("no_match")
    assert drive.screen.view.attempts_left == 0
    before = len(drive.asked(StartFace))
    drive(i.Retry())
    assert len(drive.asked(StartFace)) == before
    drive(i.ChooseWay("counter"))
    assert drive.state is State.NIK_ENTRY


def _evidence():
    from protocol.wire import FaceEvidence

    return FaceEvidence(engine="sface", template="AAAA", pad_decision="live", pad_score=1.0)


def test_a_photograph_held_up_is_refused_without_saying_why(drive):
    drive.consented().typed()(i.Continue(), e.FaceRefused(1, "spoof"))
    assert drive.state is State.FACE_FAILED
    assert drive.screen.view.title.id == "fail.title"
    assert not drive.asked(AskServer)


def test_could_not_check_is_not_does_not_match(drive):
    drive.consented().typed().captured()(e.Verified(drive.model.visit.id, None))
    assert drive.state is State.PROFILE
    assert drive.model.visit.identity == "pending"
    assert drive.screen.view.note.id == "profile.pending"
    assert not drive.asked(FetchProfile)
    drive(i.Continue()).reviewed()(i.Submit())
    assert drive.asked(Commit)[-1].evidence is not None, "the evidence is kept for later"


def test_evidence_is_sealed_once_for_the_whole_visit(drive):
    drive.consented().typed().captured()(e.Verified(drive.model.visit.id, None), i.Continue())
    drive.committed()(e.PrintEnded("app", "printed"), i.AnotherService())
    assert drive.state is State.SERVICES
    drive.reviewed("ADM-CTK-01")(i.Submit())
    assert drive.asked(Commit)[-1].evidence is None


def test_an_officer_decides_between_match_and_no_match(drive):
    drive.consented().typed().captured().answered("officer")
    assert drive.model.visit.identity == "pending"
    assert drive.model.visit.evidence is None, "the server has seen it already"


def test_a_camera_unplugged_in_the_middle_costs_no_attempt(drive):
    drive.consented().typed()(i.Continue(), e.CameraLost(1))
    assert drive.state is State.FACE_FAILED
    assert drive.screen.view.title.id == "fail.camera"
    assert drive.model.visit.attempts_used == 0


def test_without_a_camera_the_face_is_not_offered(drive):
    drive.consented()(e.DevicesChanged("camera", "gone", good=False))
    assert drive.screen.view.ways == ("ikd", "counter")


def test_an_expired_ikd_code_says_so_and_the_next_one_works(drive):
    drive.consented()(i.ChooseWay("ikd"), e.Scanned("old"))
    answer = _answer("unavailable", available=False, reasons=("token_expired",))
    drive(e.Verified(drive.model.visit.id, answer))
    assert drive.screen.view.error.id == "ikd.expired"
    drive(e.Scanned("new")).answered("match")
    assert drive.state is State.PROFILE
    assert drive.model.visit.identity == "verified"


def _answer(decision, **more):
    from uuid import UUID

    from protocol.wire import VerificationAnswer

    return VerificationAnswer(id=UUID(int=1), **{"available": True, "decision": decision, **more})


def test_an_answer_for_an_earlier_visit_changes_nothing(drive):
    drive.consented().typed().captured()
    before = drive.model
    drive(e.Verified("another visit", _answer("match")))
    assert drive.model == before


@pytest.mark.parametrize("outcome", ["paper_out", "cover_open", "gone", "offline", "failed"])
def test_paper_out_after_commit_keeps_the_submission(drive, outcome):
    drive.verified().committed()(e.PrintEnded("app", outcome))
    view = drive.screen.view
    assert isinstance(view, v.Done)
    assert view.number == "MPP-3217-261124-AAAAAAA-A"
    assert not view.printed
    assert view.problem.id.startswith("print.")
    drive(i.Reprint())
    assert [one.application for one in drive.asked(PrintReceipt)] == ["app", "app"]
    drive(e.PrintEnded("app", "printed"))
    assert drive.screen.view.printed


def test_a_printer_that_never_answers_does_not_hold_the_citizen(drive):
    drive.verified().committed().wait(60)
    assert drive.state in (State.DONE, State.FAREWELL, State.ATTRACT)


def test_another_service_needs_no_second_face_check(drive):
    drive.verified().committed()(e.PrintEnded("app", "printed"), i.AnotherService())
    assert drive.state is State.SERVICES
    assert drive.model.visit.identity == "verified"
    assert len(drive.asked(StartFace)) == 1


def test_an_impatient_finger_submits_once(drive):
    drive.verified().reviewed()(i.Submit(), i.Submit(), i.Submit())
    assert len(drive.asked(Commit)) == 1


def test_an_idle_citizen_is_warned_and_then_forgotten(drive):
    drive.consented().wait(45)
    assert drive.screen.overlay is not None
    drive(i.StillHere())
    assert drive.screen.overlay is None
    drive.wait(61)
    assert drive.state in (State.FAREWELL, State.ATTRACT)
    assert drive.asked(Wipe)
    assert drive.model.visit.nik == ""


def test_more_time_makes_every_wait_longer(drive):
    drive.consented()(i.ToggleMode("slow")).wait(100)
    assert drive.state is State.IDENTIFY


def test_calling_staff_holds_the_session_and_access_modes_end_with_it(drive):
    drive.consented()(i.ToggleMode("contrast"), i.CallStaff()).wait(120)
    assert drive.state is State.IDENTIFY
    drive(i.CloseStaff(), i.Cancel())
    drive.wait(20)
    assert drive.state is State.ATTRACT
    assert not drive.model.visit.modes.contrast


def test_the_gesture_asks_for_the_pin_and_a_wrong_one_locks(drive):
    drive(i.MaintenanceGesture(), i.DigitPressed("1"), i.Continue(), e.PinChecked(False, 30))
    assert drive.state is State.MAINTENANCE_SIGN_IN
    assert drive.screen.view.locked_seconds == 30
    drive(i.DigitPressed("1"))
    assert drive.screen.view.typed == 0
    drive.now += 31
    drive(i.DigitPressed("1"))
    assert drive.screen.view.typed == 1
    drive(i.Continue(), e.PinChecked(True))
    assert drive.state is State.MAINTENANCE
    drive(i.MaintenanceAction("leave"), e.SelfTested())
    assert drive.state is State.ATTRACT


def test_a_store_that_fails_closes_the_kiosk_with_a_code(drive):
    drive.verified().reviewed()(i.Submit(), e.CommitFailed(drive.model.visit.id, "STO-01"))
    assert drive.state is State.OUT_OF_SERVICE
    assert drive.screen.view.code == "STO-01"
    assert drive.model.visit.nik == ""
    assert drive.asked(Wipe)


def test_past_the_offline_limit_nothing_new_is_accepted(drive):
    drive.verified()(e.QueueChanged(1000, 0, full=True), i.ChooseService("ADM-NIK-01"))
    assert not drive.screen.view.can_start
    drive(i.Continue())
    assert drive.state is State.SERVICE_DETAIL


def test_the_reprs_of_a_visit_hold_nothing_personal(drive):
    drive.verified()
    shown = repr(drive.model) + repr(drive.effects)
    assert "3217991505800001" not in shown
    assert repr(replace(drive.model.visit, id="")) == "Visit(id='')"
