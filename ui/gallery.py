"""Photographs every screen: `python -m ui.gallery OUT_DIR`."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from ui import samples
from ui.report import VARIANTS, Variant
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
    parser.add_argument(
        "--all", action="store_true", help="every variant of ui.report, with a sheet to browse"
    )
    chosen = parser.parse_args(arguments)
    width, height = (int(side) for side in chosen.size.split("x"))
    one = Variant(width, height, chosen.inch, chosen.language, read_modes(chosen.modes))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not chosen.all:
        photograph(one, chosen.out, chosen.only)
        return 0
    for variant in VARIANTS:
        photograph(variant, chosen.out / str(variant), chosen.only)
    (chosen.out / "index.html").write_text(sheet(chosen.out, [str(one) for one in VARIANTS]))
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


def photograph(variant: Variant, out: Path, only: Sequence[str] = ()) -> list[Path]:
    """One PNG a screen into `out`; the files, in the order of the journey."""
    out.mkdir(parents=True, exist_ok=True)
    size = (variant.width, variant.height)
    shell = Shell(diagonal_inch=variant.inch, size=size, fullscreen=False, on_intent=lambda _: None)
    shell.set_frame(320, 240, samples.face_frame(320, 240))
    files = []
    shown = samples.screens(variant.language, variant.modes)
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
    shell.close()
    return files


def sheet(out: Path, variants: Sequence[str]) -> str:
    """A page that shows every screen, a row each, with one picture a variant beside the others."""
    names = [
        file.stem
        for file in sorted((out / variants[0]).glob("*.png"), key=lambda one: one.stat().st_mtime_ns)
    ]
    rows = "\n".join(
        f"<h2>{escape(name)}</h2><div>"
        + "".join(
            f'<a href="{one}/{name}.png"><img loading="lazy" src="{one}/{name}.png" alt="{name}"><br>{one}</a>'
            for one in variants
        )
        + "</div>"
        for name in names
    )
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title>
<style>body{{font:14px sans-serif;background:#555;color:#fff}} div{{display:flex;overflow-x:auto;gap:8px}}
a{{color:#fff;text-align:center;text-decoration:none}} img{{height:420px}}</style>
{rows}
"""


def _photo(shell: Shell, file: Path) -> Path:
    shell.settle()
    shell.grab(file)
    return file


if __name__ == "__main__":
    raise SystemExit(main())
