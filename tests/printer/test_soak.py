"""Hundreds of receipts with faults at random: one original each, and nothing leaks."""

import gc
import os
import random
import threading
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from printer import profiles, samples
from printer.simulated import PaperSimulator

FAULTS = (
    *("none", "none", "none"),
    *("out", "out_during", "cover", "unplug", "unplug_during", "reset", "mute", "jam"),
)
LONG = pytest.mark.skipif("SOAK" not in os.environ, reason="takes three minutes; SOAK=1 runs it")


def _strike(simulator: PaperSimulator, fault: str, chance: random.Random) -> None:
    match fault:
        case "out":
            simulator.paper = "out"
        case "out_during":
            simulator.paper_out_after(chance.randrange(1, 400))
        case "cover":
            simulator.cover_open = True
        case "unplug":
            simulator.unplug()
        case "unplug_during":
            simulator.unplug_after(chance.randrange(1, 500))
        case "reset":
            simulator.reset_after(chance.randrange(1, 500))
        case "mute":
            simulator.mute = True
        case "jam":
            simulator.cutter_jam = True


def _mend(simulator: PaperSimulator) -> None:
    simulator.mute = False
    simulator.cutter_jam = False
    simulator.cover_open = False
    simulator.paper = "ok"
    simulator.calm()
    simulator.replug()


@pytest.mark.parametrize("jobs", [200, pytest.param(2000, marks=[LONG, pytest.mark.timeout(1800)])])
def test_every_job_ends_with_one_original_at_most_and_nothing_leaks(desk_at, jobs: int):
    chance = random.Random(20261124)
    with PaperSimulator(profiles.load(80), "tcp") as simulator:
        desk = desk_at(simulator)
        papers: Counter[str] = Counter()
        whole: Counter[str] = Counter()
        flat = None
        for turn in range(jobs):
            number = f"MPP-3217-261124-{turn:07d}-5"
            receipt = samples.numbered(number)
            _strike(simulator, chance.choice(FAULTS), chance)
            tries = 0
            while desk.print(number, receipt).outcome not in ("printed", "printed_unconfirmed"):
                _mend(simulator)
                tries += 1
                assert tries < 20
            assert desk.print(number, receipt).outcome in ("printed", "printed_unconfirmed")
            _mend(simulator)
            desk.until("ready")
            for piece in simulator.take_receipts():
                if receipt.kiosk_id in piece.text and piece.qr_texts:
                    found = piece.qr_texts[0].rsplit("/", 1)[-1]
                    whole[found] += 1
                    papers[found] += "SALINAN" not in piece.text
            if turn == jobs // 4:
                flat = _footprint()
                tracemalloc.start()
                base = tracemalloc.get_traced_memory()[0]
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - base
        tracemalloc.stop()
        # One line may be opening or closing at this moment; a leak would be one for each job.
        assert all(now <= then + 2 for now, then in zip(_footprint(), flat, strict=True))
    assert set(whole) == {f"MPP-3217-261124-{turn:07d}-5" for turn in range(jobs)}, "every one came out"
    assert max(papers.values()) == 1, "no second original"
    assert grown < 2_000_000, "bytes that stay allocated after the warm-up"


def _footprint() -> tuple[int, int]:
    return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))
