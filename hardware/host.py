"""Facts about the machine: boot id, disk, memory, temperature."""

import shutil
from pathlib import Path

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
MEMORY = Path("/proc/meminfo")


def boot_id() -> str:
    """Changes with every start of the machine, so that monotonic times of two starts are never compared."""
    return BOOT_ID.read_text(encoding="ascii").strip()


def disk_free_mb(path: Path) -> int:
    """Megabytes free where `path` (or its nearest existing parent) lies."""
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free // 1_000_000


def memory_available_mb() -> int | None:
    """Megabytes that programs can still get; None where the kernel does not say."""
    for line in MEMORY.read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) // 1024
    return None


def temperature_celsius() -> float | None:
    """The hottest thermal zone; None where there is none."""
    zones = Path("/sys/class/thermal").glob("thermal_zone*/temp")
    readings = [int(zone.read_text(encoding="ascii")) / 1000 for zone in zones]
    return max(readings, default=None)
