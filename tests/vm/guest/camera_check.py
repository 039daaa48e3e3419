"""The camera's owner on V4L2 itself: the kernel's test camera negotiates, stalls, goes and comes back."""

import subprocess
import time
from pathlib import Path

from gadgets import modprobe, until

from hardware.camera import v4l2
from hardware.camera.owner import Camera
from hardware.camera.source import open_source
from hardware.camera.status import CameraFault

DRIVER = Path("/sys/bus/platform/drivers/vivid")


def control(setting: str) -> None:
    subprocess.run(["v4l2-ctl", "-d", "/dev/video0", "-c", setting], check=True)


def main() -> None:
    modprobe("vivid n_devs=2")
    until(lambda: len(v4l2.capture_devices()) == 2, "two cameras")
    devices = v4l2.capture_devices()
    print("cameras", [str(one) for one in devices], v4l2.capability(devices[0]))
    assert len(list(Path("/dev").glob("video*"))) > 2, "nodes that give no pictures are not taken for cameras"

    camera = Camera("auto", 641, 359, 30)
    took = until(lambda: camera.status == "live", "the first frame")
    frame = camera.newest(5.0)
    assert frame is not None
    assert camera.format is not None
    assert frame.image.shape[:2] == (camera.format.height, camera.format.width), (
        "what is said is what is given"
    )
    assert (camera.format.width, camera.format.height) != (641, 359), "no camera has this size"
    print(f"live after {took:.2f} s: asked for 641x359, got {camera.format}")

    busy = open_source(f"v4l2:{devices[0]}", 640, 360, 30)
    kind = busy.kind if isinstance(busy, CameraFault) else "opened"
    print("a second opening of the same camera:", kind)
    if not isinstance(busy, CameraFault):
        got = busy.read()
        busy.close()
        assert isinstance(got, CameraFault), "two may not read one camera"

    held = v4l2.hold_still(devices[0], True)
    print("held still:", held)
    assert held["gain_auto"] == "set"
    assert held["privacy" if "privacy" in held else "white_balance_auto"] in ("set", "unsupported")
    assert v4l2.get_control(devices[0], "gain_auto") == 0
    v4l2.hold_still(devices[0], False)
    assert v4l2.get_control(devices[0], "gain_auto") == 1
    assert v4l2.set_control(Path("/dev/video99"), "gain_auto", 1) == "gone"

    control("percentage_of_dropped_buffers=100")
    print(f"stalled after {until(lambda: camera.status == 'stalled', 'the stall'):.2f} s")
    assert camera.newest(0.1) is None
    control("percentage_of_dropped_buffers=0")
    print(f"live again after {until(lambda: camera.status == 'live', 'the end of the stall'):.2f} s")

    for turn in range(2):
        before = camera.newest(5.0)
        (DRIVER / "unbind").write_text("vivid.0")
        gone = until(lambda: camera.status in ("gone", "absent"), "unplugging")
        assert camera.newest(0.0) is None
        time.sleep(1.5)
        (DRIVER / "bind").write_text("vivid.0")
        back = until(lambda: camera.status == "live", "plugging")
        after = camera.newest(5.0)
        assert before is not None
        assert after is not None
        assert after.sequence > before.sequence
        print(f"unplugged {turn + 1}: told after {gone:.2f} s, live {back:.2f} s after it came back")
        assert back <= 2.0
    assert camera.stop()


if __name__ == "__main__":
    main()
