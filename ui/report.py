"""Checks every screen in every language and access mode: `python -m ui.report [--json]`."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

from ui import audit, samples
from ui.shell import Shell
from ui.theme import pixels_per_mm
from ui.view import Modes


@dataclass(frozen=True, slots=True)
class Variant:
    """A panel (pixels, diagonal in inches), a language and the access modes."""

    width: int
    height: int
    inch: float
    language: str = "id"
    modes: Modes = field(default_factory=Modes)

    def __str__(self) -> str:
        on = [f"text_size={self.modes.text_size}"] if self.modes.text_size else []
        on += [
            name for name in ("contrast", "low", "slow", "voice", "no_camera") if getattr(self.modes, name)
        ]
        return "-".join([f"{self.width}x{self.height}", self.language, *on])


PORTRAIT = (1080, 1920, 21.5)
LANDSCAPE = (1920, 1080, 24.0)
MODES = (
    Modes(),
    Modes(text_size=1),
    Modes(text_size=2),
    Modes(contrast=True),
    Modes(low=True),
    Modes(contrast=True, low=True, text_size=1),
)
VARIANTS = (
    *(
        Variant(*panel, language, modes)
        for panel in (PORTRAIT, LANDSCAPE)
        for language in ("id", "en")
        for modes in MODES
    ),
    *(
        Variant(*panel, language)
        for panel in ((800, 1280, 15.6), (1024, 600, 10.1))
        for language in ("id", "en")
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    variant: Variant
    screen: str
    fault: audit.Fault


def check(variant: Variant) -> Iterator[Finding]:
    """The faults of every screen in one variant."""
    size = (variant.width, variant.height)
    shell = Shell(diagonal_inch=variant.inch, size=size, fullscreen=False, on_intent=lambda _: None)
    mm = pixels_per_mm(*size, variant.inch)
    try:
        for name, screen in samples.screens(variant.language, variant.modes).items():
            shell.show(screen)
            shell.settle()
            picture = shell.window.grabWindow()
            for fault in audit.check(shell.root, picture, mm, strict=variant.modes.contrast):
                yield Finding(variant, name, fault)
    finally:
        shell.close()


def summary(findings: Sequence[Finding], variants: Sequence[Variant]) -> dict[str, object]:
    """Counts by kind, as the command line prints them; untranslated texts are counted by language."""
    counts = Counter(one.fault.kind for one in findings)
    languages = sorted({one.language for one in variants})
    return {
        "screens": len(samples.screens()),
        "variants": len(variants),
        **{kind: counts[kind] for kind in get_args(audit.Kind) if kind != "untranslated"},
        "untranslated": {
            language: sum(
                one.fault.kind == "untranslated" and one.variant.language == language for one in findings
            )
            for language in languages
        },
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="ui.report", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print counts alone, as JSON")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    findings = [one for variant in VARIANTS for one in check(variant)]
    if chosen.json:
        print(json.dumps(summary(findings, VARIANTS)))
    else:
        for one in findings:
            print(f"{one.variant} {one.screen}: {one.fault.kind}: {one.fault.where}: {one.fault.detail}")
        print(f"{len(samples.screens())} screens, {len(VARIANTS)} variants, {len(findings)} faults")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
