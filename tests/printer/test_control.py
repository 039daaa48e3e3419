"""Faults by word."""

from pathlib import Path

import pytest

from printer.control import BadOrderError, ControlFile, obey
from printer.simulated import PaperSimulator


def test_every_order_is_obeyed():
    with PaperSimulator(line="tcp") as simulator:
        for line in (
            "paper out  # the roll has ended",
            "cover open",
            "knife stuck",
            "mute on",
            "garbage on",
            "auto-status on",
            "drip 0.5",
            "slow 100",
            "wait 0.01",
            "after 10 reset",
            "after 10 unplug",
            "after 10 paper-out",
            "",
            "# nothing",
        ):
            obey(simulator, line)
        assert (simulator.paper, simulator.cover_open, simulator.cutter_jam) == ("out", True, True)
        assert (simulator.mute, simulator.garbage, simulator.auto_status) == (True, True, True)
        assert (simulator.drip, simulator.slow) == (0.5, 100)
        for line in ("paper ok", "cover closed", "knife free", "mute off", "garbage off", "auto-status off"):
            obey(simulator, line)
        for line in ("drip off", "slow off", "calm", "unplug", "replug"):
            obey(simulator, line)
        assert (simulator.paper, simulator.cover_open, simulator.cutter_jam) == ("ok", False, False)
        assert (simulator.drip, simulator.slow) == (None, None)


@pytest.mark.parametrize(
    "line", ["paper wet", "cover", "cover ajar", "after soon reset", "drip much", "sing"]
)
def test_an_order_that_makes_no_sense_is_refused(line: str):
    with PaperSimulator(line="tcp") as simulator, pytest.raises(BadOrderError, match="not an order"):
        obey(simulator, line)


def test_lines_added_to_a_file_are_obeyed_once(tmp_path: Path, desk):
    path = tmp_path / "control"
    control = ControlFile(desk.simulator, path)
    with path.open("a") as file:
        file.write("paper ")
        file.flush()
        file.write("out\nnonsense\n")
    desk.until("paper_out")
    desk.wait(lambda: control.refused == ["nonsense"])
    desk.simulator.paper = "ok"
    desk.until("ready")
    control.close()
