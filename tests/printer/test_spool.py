"""The spool prints each job once and says truthfully how it ended, over a real pty and a real TCP port."""

import dataclasses

import pytest

from printer import layout, profiles, samples, wire
from printer.connection import BadUriError
from printer.simulated import PaperSimulator
from printer.spool import PrintJob, Spool

WHOLE = len(wire.encode(layout.compose(samples.counter(), profiles.load(80)), profiles.load(80)))
NUMBER = samples.counter().number


def complete(simulator: PaperSimulator):
    """Pieces of paper on which a whole receipt stands, down to its last line."""
    return [piece for piece in simulator.receipts() if samples.counter().kiosk_id in piece.text]


def test_a_job_is_printed_byte_for_byte_and_confirmed(desk):
    finished = desk.print("a")
    assert finished.outcome == "printed"
    assert finished.length_mm > 50
    (piece,) = desk.simulator.receipts()
    assert piece.raw == wire.encode(
        layout.compose(samples.counter(), desk.simulator.profile), desk.simulator.profile
    )
    assert piece.cut
    assert piece.qr_texts == (samples.counter().track_url,)


def test_the_same_id_again_is_reported_and_not_printed(desk):
    first = desk.print("a")
    assert desk.print("a") == first
    assert len(desk.simulator.receipts()) == 1


def test_a_reprint_is_a_copy_with_the_same_numbers(desk):
    desk.print("a")
    assert desk.print("a", reprint=True).copy == 1
    assert desk.print("a", reprint=True).copy == 2
    original, first, second = desk.simulator.receipts()
    assert "SALINAN / COPY 1" in first.text
    assert "SALINAN / COPY 2" in second.text
    assert original.qr_texts == first.qr_texts == second.qr_texts


def test_a_reprint_of_a_job_from_before_a_restart_is_a_copy(desk):
    assert desk.print("from yesterday", reprint=True).copy == 1
    assert "SALINAN / COPY 1" in desk.simulator.receipts()[0].text


def test_elements_are_printed_as_they_are(desk):
    elements = layout.compose(samples.trial_page(), desk.simulator.profile)
    desk.spool.submit(PrintJob("t", elements))
    assert desk.finished.get(timeout=20).outcome == "printed"
    assert "HALAMAN UJI" in desk.simulator.receipts()[0].text


def test_paper_out_before_the_job_prints_nothing(desk):
    desk.simulator.paper = "out"
    assert desk.print("a").outcome == "paper_out"
    assert desk.simulator.bytes_printed == 0
    desk.simulator.paper = "ok"
    assert desk.print("a").outcome == "printed"
    assert len(complete(desk.simulator)) == 1


@pytest.mark.parametrize("after", [1, 40, WHOLE // 2, WHOLE - 60])
def test_paper_out_during_the_job_is_not_called_printed(desk, after: int):
    desk.simulator.paper_out_after(after)
    assert desk.print("a").outcome == "paper_out"
    desk.simulator.paper = "ok"
    again = desk.print("a")
    assert (again.outcome, again.copy) == ("printed", 0)
    (whole,) = complete(desk.simulator)
    assert whole.cut
    assert whole.text.startswith(samples.counter().office), "the rest of the first try must not follow"


def test_a_printer_that_keeps_what_waits_gets_a_marked_copy_next(desk):
    desk.simulator.knows_clear = False
    desk.simulator.paper_out_after(100)
    assert desk.print("a").outcome == "paper_out"
    desk.simulator.paper = "ok"
    assert desk.print("a").copy == 1
    originals = [piece for piece in complete(desk.simulator) if "SALINAN" not in piece.text]
    assert len(originals) <= 1


def test_paper_near_its_end_prints_and_is_reported(desk):
    desk.simulator.paper = "near_end"
    assert desk.print("a").outcome == "printed"
    assert desk.spool.status().state == "paper_near_end"


def test_an_open_cover_holds_the_job_back(desk):
    desk.simulator.cover_open = True
    assert desk.print("a").outcome == "cover_open"
    desk.simulator.cover_open = False
    assert desk.print("a").outcome == "printed"
    assert len(complete(desk.simulator)) == 1


def test_a_stuck_knife_is_a_failure_and_the_next_try_a_copy(desk):
    desk.simulator.cutter_jam = True
    failed = desk.print("a")
    assert failed.outcome == "failed"
    assert "knife" in failed.detail
    assert desk.print("a").outcome == "failed"
    desk.simulator.cutter_jam = False
    again = desk.print("a")
    assert (again.outcome, again.copy) == ("printed", 1)
    originals = [piece for piece in complete(desk.simulator) if "SALINAN" not in piece.text]
    assert len(originals) == 1, "the uncut original can be torn off, so the second one is marked"


def test_a_mute_printer_prints_and_the_doubt_is_said(desk):
    desk.simulator.mute = True
    finished = desk.print("a")
    assert finished.outcome == "printed_unconfirmed"
    desk.wait(lambda: len(complete(desk.simulator)) == 1)
    assert desk.spool.status().state == "unknown"
    assert desk.print("a").outcome == "printed_unconfirmed"
    assert len(complete(desk.simulator)) == 1


def test_a_printer_that_answers_nonsense_is_unknown_and_prints(desk):
    desk.simulator.garbage = True
    assert desk.print("a").outcome == "printed_unconfirmed"
    desk.wait(lambda: len(complete(desk.simulator)) == 1)


def test_endless_noise_does_not_hold_the_spool(desk):
    desk.simulator.mute = True
    desk.simulator.drip = 0.005
    desk.simulator.mute = False
    assert desk.print("a").outcome == "printed"


def test_automatic_status_bytes_do_not_confuse_it(desk):
    desk.simulator.auto_status = True
    assert desk.print("a").outcome == "printed"
    desk.simulator.paper_out_after(100)
    assert desk.print("b").outcome == "paper_out"


def test_a_printer_without_gs_r_is_confirmed_by_its_status(desk):
    desk.simulator.knows_gs_r = False
    assert desk.print("a").outcome == "printed"
    desk.simulator.paper_out_after(100)
    assert desk.print("b").outcome == "paper_out"


@pytest.mark.parametrize("after", [20, 200, WHOLE - 5])
def test_a_restart_in_the_middle_is_not_called_printed(desk, after: int):
    desk.print("first")  # so that the queries before the job are known to pass
    queries = 4 * 3 + 3
    desk.simulator.reset_after(queries + after)
    lost = desk.print("a")
    assert lost.outcome in ("failed", "gone")
    desk.until("ready")
    again = desk.print("a")
    assert again.outcome == "printed"
    # On a closed connection nobody knows how much came out: then the second try is a marked copy.
    assert again.copy == (1 if lost.outcome == "gone" else 0) or after == 20
    assert len(complete(desk.simulator)) == 2


@pytest.mark.parametrize("after", [20, 250, WHOLE - 5])
def test_a_cable_pulled_in_the_middle_is_gone_and_comes_back(desk, after: int):
    desk.until("ready")
    desk.simulator.unplug_after(after)
    assert desk.print("a").outcome == "gone"
    desk.until("gone")


def test_a_replugged_printer_is_found_again(desk_at):
    with PaperSimulator(profiles.load(80), "tcp") as network:
        desk = desk_at(network)
        desk.print("a")
        network.unplug()
        desk.until("gone")
        assert desk.print("b").outcome == "gone"
        network.replug()
        desk.until("ready")
        assert desk.print("b").outcome == "printed"
        assert len(complete(network)) == 2


def test_a_printer_that_takes_no_bytes_is_offline_and_holds_nobody(desk_at):
    with PaperSimulator(profiles.load(80)) as full:
        full.slow = 50
        desk = desk_at(full)
        assert desk.print(
            "a", dataclasses.replace(samples.counter(), bring=("kertas " * 15000,))
        ).outcome in (
            "offline",
            "failed",
        )


def test_an_absent_printer_is_gone_at_once(desk_at, tmp_path):
    with PaperSimulator(profiles.load(80), "tcp") as network:
        network.unplug()
        assert desk_at(network).print("a").outcome == "gone"


def test_jobs_that_wait_when_the_printer_is_closed_are_reported():
    ends = []
    with PaperSimulator(profiles.load(80)) as simulator:
        spool = Spool(simulator.uri, simulator.profile, ends.append)
        spool.submit(PrintJob("a", samples.usual()))
        spool.stop()  # never started: nothing is lost, nothing hangs
        spool.start()
        spool.stop()
    assert [end.outcome for end in ends if hasattr(end, "outcome")] == ["printed"]


def test_an_address_that_cannot_be_read_is_refused_before_anything_starts():
    with pytest.raises(BadUriError, match="expected serial"):
        Spool("parallel:0", profiles.load(80), print)


def test_a_job_does_not_show_the_citizen_in_its_text():
    assert "3217" not in repr(PrintJob("a", samples.usual()))
