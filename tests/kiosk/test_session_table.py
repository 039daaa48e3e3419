"""The table holds for any order of events: no way in without a way out, and a wipe on every way out."""

from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.session import events as e
from kiosk.session.effects import Wipe
from kiosk.session.states import IDLE, UPKEEP, VISIT, State
from kiosk.session.table import EVENTS, TABLE
from protocol.wire import FaceEvidence, VerificationAnswer
from ui import intent as i

EVIDENCE = FaceEvidence(engine="sface", template="AAAA", pad_decision="live", pad_score=1.0)
INTENTS = st.sampled_from(
    [
        i.Begin(),
        i.ChooseLanguage("en"),
        i.ToggleMode("contrast"),
        i.ToggleMode("slow"),
        i.ToggleMode("no_camera"),
        i.TickConsent("face"),
        i.TickConsent("data"),
        i.Agree(),
        i.Refuse(),
        i.ChooseWay("nik"),
        i.ChooseWay("ikd"),
        i.ChooseWay("counter"),
        i.DigitPressed("3"),
        i.DeletePressed(),
        i.ClearPressed(),
        i.ToggleShown(),
        i.Continue(),
        i.Continue(),
        i.Continue(),
        i.Back(),
        i.Cancel(),
        i.Retry(),
        i.SkipChallenge(),
        i.ChooseDomain("nakes"),
        i.Search("akta"),
        i.TurnPage(1),
        i.TurnPage(-1),
        i.ChooseService("ADM-NIK-01"),
        i.ChooseService("CAP-LHR-01"),
        i.EditField("no_hp", "0812"),
        i.FlagWrong("nik"),
        i.TickStatement(),
        i.Submit(),
        i.Reprint(),
        i.AnotherService(),
        i.Finish(),
        i.Rate("u1", 3),
        i.SkipSurvey(),
        i.StillHere(),
        i.CallStaff(),
        i.CloseStaff(),
        i.MaintenanceGesture(),
        i.MaintenanceAction("camera"),
        i.MaintenanceAction("leave"),
    ]
)
WHOLE_NIK = [i.DigitPressed(one) for one in "3217991505800001"]
REPORTS = st.sampled_from(
    [
        "match",
        "no_match",
        "none",
        "captured",
        "spoof",
        "lost",
        "profile",
        "committed",
        "commit_failed",
        "printed",
        "paper_out",
        "pin_right",
        "pin_wrong",
        "self_test",
        "self_test_bad",
        "scanned",
        "whole_nik",
        "tick",
        "long_wait",
        "camera_gone",
        "camera_back",
    ]
)


def _answer(decision):
    return VerificationAnswer(id=UUID(int=1), available=True, decision=decision)


def report(drive, word):
    visit = drive.model.visit
    told = {
        "match": lambda: [e.Verified(visit.id, _answer("match"))],
        "no_match": lambda: [e.Verified(visit.id, _answer("no_match"))],
        "none": lambda: [e.Verified(visit.id, None)],
        "captured": lambda: [e.FaceCaptured(visit.attempt, EVIDENCE)],
        "spoof": lambda: [e.FaceRefused(visit.attempt, "spoof")],
        "lost": lambda: [e.CameraLost(visit.attempt)],
        "profile": lambda: [e.ProfileCame(visit.id, None)],
        "committed": lambda: [e.Committed(visit.id, "a", "MPP-3217-261124-AAAAAAA-A", "A-101", "u", False)],
        "commit_failed": lambda: [e.CommitFailed(visit.id, "STO-01")],
        "printed": lambda: [e.PrintEnded("a", "printed")],
        "paper_out": lambda: [e.PrintEnded("a", "paper_out")],
        "pin_right": lambda: [e.PinChecked(True)],
        "pin_wrong": lambda: [e.PinChecked(False, 30)],
        "self_test": lambda: [e.SelfTested()],
        "self_test_bad": lambda: [e.SelfTested("STO-03", "oos.store")],
        "scanned": lambda: [e.Scanned("token")],
        "whole_nik": lambda: WHOLE_NIK,
        "tick": lambda: [e.Tick()],
        "camera_gone": lambda: [e.DevicesChanged("camera", "gone", good=False)],
        "camera_back": lambda: [e.DevicesChanged("camera", "live", good=True)],
    }
    if word == "long_wait":
        drive.now += 4000
        return [e.Tick()]
    return told[word]()


def test_every_pair_of_state_and_event_is_listed():
    for state in State:
        assert set(TABLE[state]) == set(EVENTS), state
    assert set(State) == IDLE | VISIT | UPKEEP


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(INTENTS, REPORTS), max_size=60))
def test_any_order_of_events_can_be_drawn_and_left_and_wipes(new_drive, steps):
    drive = new_drive()
    for one in steps:
        for event in report(drive, one) if isinstance(one, str) else [one]:
            before, asked = drive.model, len(drive.effects)
            drive(event)
            assert drive.screen.view is not None, "every state can be drawn"
            left = before.state in VISIT - {State.FAREWELL} and drive.state not in VISIT - {State.FAREWELL}
            if left:
                assert any(isinstance(effect, Wipe) for effect in drive.effects[asked:]), before.state
            if drive.state in IDLE | UPKEEP:
                visit = drive.model.visit
                kept = [visit.nik, visit.profile, visit.form, visit.evidence, visit.consent]
                assert not any(kept), "something personal outlives the visit"
    for _ in range(12):  # nobody touches anything any more: every state is left by its deadline
        drive.now += 4000
        drive(e.Tick())
        if drive.state is State.SELF_TEST:
            drive(e.SelfTested())
    assert drive.state in IDLE
