"""Loudness on a sound card of the kernel's own, and a jack that is plugged."""

from evdev import UInput, ecodes
from gadgets import modprobe, until

from hardware.sound import volume
from hardware.sound.jack import Jack


def main() -> None:
    modprobe("snd-dummy", "uinput", "evdev")
    for percent in (30, 80, 0, 55):
        level = volume.put(percent)
        print("asked for", percent, "got", level)
        assert isinstance(level, volume.Level)
        assert abs(level.percent - percent) <= 3, "the steps of the card"
        assert not level.muted
        assert volume.get() == level
    jack = Jack(lambda word: print("  jack:", word))
    jack.start()
    until(lambda: jack.status == "absent", "a machine without a jack")
    for _ in range(2):
        with UInput({ecodes.EV_SW: [ecodes.SW_HEADPHONE_INSERT]}, name="Headphone") as socket:
            until(lambda: jack.status == "unplugged", "the jack")
            for value, word in ((1, "plugged"), (0, "unplugged"), (1, "plugged")):
                socket.write(ecodes.EV_SW, ecodes.SW_HEADPHONE_INSERT, value)
                socket.syn()
                until(lambda word=word: jack.status == word, word)
        until(lambda: jack.status in ("gone", "absent"), "the end of the device")
    assert jack.stop()


if __name__ == "__main__":
    main()
