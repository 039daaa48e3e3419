"""Facts about the machine: boot, clocks, disk, memory, temperature, supply. None where the kernel does not say."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
MEMORY = Path("/proc/meminfo")
UPTIME = Path("/proc/uptime")
THERMAL = Path("/sys/class/thermal")
HWMON = Path("/sys/class/hwmon")
BLOCK = Path("/sys/block")


def boot_id() -> str:
    """Changes with every start of the machine, so that monotonic times of two starts are never compared."""
    return BOOT_ID.read_text(encoding="ascii").strip()


@dataclass(frozen=True, slots=True)
class Clocks:
    """Seconds. `monotonic` stands still while the machine sleeps, `boottime` does not; neither ever jumps."""

    wall: float
    monotonic: float
    boottime: float


def clocks() -> Clocks:
    return Clocks(time.time(), time.monotonic(), time.clock_gettime(time.CLOCK_BOOTTIME))


def uptime_seconds() -> float | None:
    """Since the machine started."""
    text = _read(UPTIME).split()
    return float(text[0]) if text else None


def disk_free_mb(path: Path) -> int:
    """Megabytes free where `path` (or its nearest existing parent) lies."""
    path = path.absolute()
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free // 1_000_000


def disk_wear_percent() -> int | None:
    """The most worn eMMC of the machine, in steps of 10 (JEDEC JESD84-B51: DEVICE_LIFE_TIME_EST)."""
    worn: list[int] = []
    for file in BLOCK.glob("mmcblk*/device/life_time"):
        estimates = [int(word, 16) for word in _read(file).split()]
        worn += [min(10 * estimate, 100) for estimate in estimates if estimate]
    return max(worn, default=None)


def memory_total_mb() -> int | None:
    return _memory("MemTotal:")


def memory_available_mb() -> int | None:
    """Megabytes that programs can still get."""
    return _memory("MemAvailable:")


def _memory(name: str) -> int | None:
    for line in _read(MEMORY).splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024 // 1_000_000
    return None


def temperature_celsius() -> float | None:
    """The hottest thermal zone that answers."""
    readings = (_read(zone).strip() for zone in THERMAL.glob("thermal_zone*/temp"))
    return max((int(text) / 1000 for text in readings if text.lstrip("-").isdigit()), default=None)


def undervoltage() -> bool | None:
    """Whether the supply was too weak since the last reading; only boards that measure it know."""
    alarms = [_read(file).strip() for file in HWMON.glob("hwmon*/in0_lcrit_alarm")]
    return any(text == "1" for text in alarms) if alarms else None


def _read(file: Path) -> str:
    """Empty where the file is not there or its sensor does not answer."""
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""
