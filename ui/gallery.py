"""Photographs every screen: `python -m ui.gallery OUT_DIR`."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ui import samples
from ui.shell import Shell
from ui.view import Modes

KEYBOARDS = {"keyboard-text": "field-nama_anak", "keyboard-date": "field-tanggal_lahir"}
"""Pictures of the keyboard: name and the field of the form that opens it."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="ui.gallery", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1080x1920", help="WIDTHxHEIGHT in pixels")
    parser.add_argument("--inch", type=float, default=21.5, help="diagonal of the screen")
    parser.add_argument("--language", default="id")
    parser.add_argument(
        "--modes", nargs="*", default=[], help="text_size=N contrast low slow voice no_camera"
    )
    parser.add_argument("--only", nargs="*", default=[], help="names of screens")
    chosen = parser.parse_args(arguments)
    width, height = (int(side) for side in chosen.size.split("x"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shell = Shell(diagonal_inch=chosen.inch, size=(width, height), fullscreen=False, on_intent=lambda _: None)
    photograph(shell, chosen.out, chosen.language, read_modes(chosen.modes), chosen.only)
    shell.close()
    return 0


def read_modes(words: Sequence[str]) -> Modes:
    """The modes that words such as `text_size=2` and `contrast` switch on."""
    modes = Modes()
    for word in words:
        name, _, number = word.partition("=")
        modes = (
            replace(modes, text_size=int(number)) if name == "text_size" else replace(modes, **{name: True})
        )
    return modes


def photograph(shell: Shell, out: Path, language: str, modes: Modes, only: Sequence[str] = ()) -> list[Path]:
    """One PNG a screen into `out`; the files, in the order of the journey."""
    out.mkdir(parents=True, exist_ok=True)
    shell.set_frame(320, 240, samples.face_frame(320, 240))
    files = []
    shown = samples.screens(language, modes)
    for name, screen in shown.items():
        if only and name not in only:
            continue
        shell.show(screen)
        files.append(_photo(shell, out / f"{name}.png"))
    for name, field in KEYBOARDS.items():
        if only and name not in only:
            continue
        shell.show(shown["starting"])
        shell.show(shown["form"])
        shell.settle()
        if shell.tap(field):
            files.append(_photo(shell, out / f"{name}.png"))
    return files


def _photo(shell: Shell, file: Path) -> Path:
    shell.settle()
    shell.grab(file)
    return file


if __name__ == "__main__":
    raise SystemExit(main())
