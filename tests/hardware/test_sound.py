from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.sound import jack, volume
from hardware.sound.jack import Jack
from hardware.sound.volume import Level, VolumeFault
from tests.hardware.kit import until

STEREO = """Simple mixer control 'Master',0
  Capabilities: pvolume pswitch
  Playback channels: Front Left - Front Right
  Limits: Playback 0 - 65536
  Front Left: Playback 45875 [70%] [on]
  Front Right: Playback 32768 [50%] [on]
"""


def test_the_quietest_channel_counts():
    assert volume.parse(STEREO) == Level(50, muted=False)
    assert volume.parse("Mono: Playback 0 [0%] [-99.00dB] [off]") == Level(0, muted=True)


def test_a_recording_switch_that_is_off_mutes_nothing():
    answer = "  Front Left: 39 [70%] [0.00dB] Capture [off]\n  Front Right: 39 [70%] [0.00dB] Capture [off]\n"
    assert volume.parse(answer) == Level(70, muted=False)
    assert volume.parse("  Mono: Capture 20 [40%] [on]\n") is None


def test_a_control_without_a_level_has_none():
    assert volume.parse("Simple mixer control 'Capture Source',0\n  Items: 'Mic'") is None


@given(st.text(max_size=200))
def test_no_answer_raises(answer: str):
    volume.parse(answer)


def test_the_first_control_that_there_is_is_set():
    asked = []

    def card(words: tuple[str, ...]) -> str | VolumeFault:
        asked.append(words)
        return STEREO if words[1] == "PCM" else VolumeFault("no_control")

    assert volume.put(50, card) == Level(50, muted=False)
    assert asked[-1] == ("sset", "PCM", "50%", "unmute")
    assert volume.get(card) == Level(50, muted=False)


def test_a_machine_without_sound_says_so():
    assert volume.put(50, lambda words: VolumeFault("no_control")) == VolumeFault("no_control")
    assert volume.get(lambda words: VolumeFault("no_program")) == VolumeFault("no_program")


@pytest.mark.parametrize("percent", [-1, 101])
def test_what_is_no_percentage_is_refused(percent: int):
    with pytest.raises(ValueError):
        volume.put(percent)


def device(inputs: Path, name: str, switches: str) -> None:
    folder = inputs / name / "device" / "capabilities"
    folder.mkdir(parents=True)
    (folder / "sw").write_text(switches)


def test_the_jack_is_found_by_its_switch_without_opening_a_device(tmp_path: Path):
    device(tmp_path, "event0", "0\n")
    device(tmp_path, "event2", "1\n")  # a lid
    device(tmp_path, "event10", "4\n")
    device(tmp_path, "event11", "14\n")
    assert jack.find(tmp_path) == "event10"


def test_a_machine_without_a_jack_is_no_trouble(tmp_path: Path, nothing_left: None):
    owner = Jack(lambda word: None, tmp_path)
    owner.start()
    until(lambda: owner.status == "absent")
    assert owner.stop()
