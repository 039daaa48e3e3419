"""The process that sees faces can neither write files nor reach a network: the kernel refuses, whatever runs in it.

Files by Landlock (Linux 5.13), sockets by seccomp; both stay for the life of the process and of its children. A
systemd unit may say the same; this holds without one, and is checked at run time.
"""

import ctypes
import errno
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
NO_NEW_PRIVS, SET_SECCOMP, FILTER = 38, 22, 2
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""Landlock's system calls; the numbers are the same on every architecture."""
ASK_VERSION, PATH_BENEATH = 1, 1
WRITE_FILE = 1 << 1
WRITES = {1: sum(1 << bit for bit in (1, *range(4, 13))), 2: 1 << 13, 3: 1 << 14}
"""Rights that change a file system, by the version of Landlock that brought them."""
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
NUMBER_AT, ARCHITECTURE_AT, DOMAIN_AT = 0, 4, 16
AF_UNIX = 1
SOCKETS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Of the machine: its audit number, and that of the system call `socket`."""
IO_URING_SETUP = 425
"""It could open sockets past the filter."""


@dataclass(frozen=True, slots=True)
class Confinement:
    """What the kernel has taken on."""

    files: bool
    network: bool
    missing: tuple[str, ...]
    """What it has not, and why; for the health page."""


class _Ruleset(ctypes.Structure):
    _fields_ = [("fs", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("rights", ctypes.c_uint64), ("folder", ctypes.c_int32)]


class _Instruction(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("true", ctypes.c_uint8),
        ("false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("code", ctypes.POINTER(_Instruction))]


def confine(*, network: bool = False, devices: Sequence[Path] = (Path("/dev"),)) -> Confinement:
    """Gives up, for good, what a process that looks at faces does not need.

    Args:
        network: Keep it (a camera that is reached over HTTP needs it).
        devices: Folders or files in which existing files may still be written: the camera, shared memory.
    """
    missing = []
    if _LIBC.prctl(NO_NEW_PRIVS, 1, 0, 0, 0):
        return Confinement(False, False, (f"no_new_privs: {_reason()}",))
    files = _no_writing(devices)
    if files is not None:
        missing.append(f"files: {files}")
    sockets = None if network else _no_sockets()
    if sockets is not None:
        missing.append(f"network: {sockets}")
    return Confinement(files is None, not network and sockets is None, tuple(missing))


def _reason() -> str:
    return os.strerror(ctypes.get_errno())


def _no_writing(devices: Sequence[Path]) -> str | None:
    """What hindered it, or None."""
    version = _LIBC.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(ASK_VERSION))
    if version < 1:
        return f"Landlock is not there ({_reason()})"
    handled = sum(rights for since, rights in WRITES.items() if since <= version)
    rules = _Ruleset(handled)
    ruleset = _LIBC.syscall(
        CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(ctypes.sizeof(rules)), ctypes.c_uint32(0)
    )
    if ruleset < 0:
        return _reason()
    try:
        for path in devices:
            folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                beneath = _Beneath(WRITE_FILE | (handled & WRITES[3]), folder)
                if _LIBC.syscall(
                    ADD_RULE, ruleset, ctypes.c_int(PATH_BENEATH), ctypes.byref(beneath), ctypes.c_uint32(0)
                ):
                    return _reason()
            finally:
                os.close(folder)
        return _reason() if _LIBC.syscall(RESTRICT_SELF, ruleset, ctypes.c_uint32(0)) else None
    finally:
        os.close(ruleset)


def _no_sockets() -> str | None:
    known = SOCKETS.get(platform.machine())
    if known is None:
        return f"no filter is written for {platform.machine()}"
    architecture, socket = known
    lines = (
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (EQUAL, 0, 5, architecture),
        (LOAD, 0, 0, NUMBER_AT),
        (EQUAL, 3, 0, IO_URING_SETUP),
        (EQUAL, 0, 3, socket),
        (LOAD, 0, 0, DOMAIN_AT),
        (EQUAL, 1, 0, AF_UNIX),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    )
    code = (_Instruction * len(lines))(*(_Instruction(*line) for line in lines))
    program = _Program(len(lines), code)
    return _reason() if _LIBC.prctl(SET_SECCOMP, FILTER, ctypes.byref(program), 0, 0) else None
