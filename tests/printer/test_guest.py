"""The printer over real USB: in a guest whose kernel has both ends of the cable.

GUEST names the folder of a built guest (vmlinuz, initrd.gz, root.ext4 with libusb-1.0-0); the guest runs
run.sh from the share at boot, writes `status` and powers off.
"""

import json
import os
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

GUEST = Path(os.environ.get("GUEST", "/nonexistent"))
QEMU = shutil.which("qemu-system-x86_64")
# Whatever the printer part imports; the guest's Python is Debian 12's.
LIBRARIES = (
    *("escpos", "usb", "serial", "qrcode", "PIL", "pillow.libs", "six.py", "yaml"),
    *("importlib_resources", "barcode", "argcomplete", "appdirs.py"),
)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(not (GUEST / "vmlinuz").exists(), reason="GUEST names no built guest")
@pytest.mark.skipif(QEMU is None, reason="qemu-system-x86_64 is not installed")
@pytest.mark.skipif(sysconfig.get_python_version() != "3.11", reason="the guest has Python 3.11")
def test_the_spool_prints_over_real_usb_and_finds_a_replugged_printer(tmp_path: Path):
    here = Path(__file__).parent
    packages = Path(sysconfig.get_path("purelib"))
    for name in LIBRARIES:
        source = packages / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / "lib" / name)
        else:
            (tmp_path / "lib").mkdir(exist_ok=True)
            shutil.copy(source, tmp_path / "lib" / name)
    shutil.copytree(here.parents[1] / "printer", tmp_path / "lib" / "printer")
    shutil.copy(here / "guest" / "usb_printer.py", tmp_path)
    (tmp_path / "run.sh").write_text("cd /mnt/share && PYTHONPATH=/mnt/share/lib python3 -B usb_printer.py\n")
    subprocess.run(_command(tmp_path), check=True, timeout=240)
    assert (tmp_path / "status").read_text().strip() == "0", (tmp_path / "out.log").read_text()
    said = json.loads((tmp_path / "result.json").read_text())
    assert said["passed"]
    assert said["libusb"] == ["A-1", "A-2", "A-3", "A-4"], "no number twice, none missing"
    assert said["back_s"] <= 2.0


def _command(share: Path) -> list[str]:
    assert QEMU is not None
    return [
        QEMU,
        *shlex.split("-machine pc -accel tcg,thread=multi -cpu max -smp 2 -m 1536"),
        *shlex.split(f"-display none -no-reboot -nodefaults -serial file:{share}/console.log"),
        *shlex.split(f"-kernel {GUEST}/vmlinuz -initrd {GUEST}/initrd.gz"),
        *("-append", "console=ttyS0 quiet panic=-1 random.trust_cpu=on systemd.show_status=0"),
        *shlex.split(f"-drive file={GUEST}/root.ext4,format=raw,if=none,id=d0,snapshot=on"),
        *shlex.split("-device virtio-blk-pci,drive=d0 -device virtio-rng-pci"),
        *shlex.split(f"-virtfs local,path={share},mount_tag=share,security_model=none"),
    ]
