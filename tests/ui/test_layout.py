"""No screen hides, cuts or crowds anything, in any mode, on any panel; and the checker would see it."""

import os

import pytest
from PyQt6.QtCore import QUrl
from PyQt6.QtQml import QQmlComponent
from PyQt6.QtQuick import QQuickItem

from ui import audit, samples
from ui.shell import Shell
from ui.theme import pixels_per_mm
from ui.view import Modes

PORTRAIT = (1080, 1920, 21.5)
LANDSCAPE = (1920, 1080, 24.0)
VARIANTS = [
    (PORTRAIT, "id", Modes()),
    (PORTRAIT, "en", Modes(contrast=True, low=True)),
    (PORTRAIT, "id", Modes(text_size=2)),
    (PORTRAIT, "id", Modes(text_size=1, contrast=True)),
    (LANDSCAPE, "id", Modes()),
    (LANDSCAPE, "en", Modes(text_size=1)),
    (LANDSCAPE, "id", Modes(contrast=True, low=True)),
    ((800, 1280, 15.6), "id", Modes()),
    ((1024, 600, 10.1), "en", Modes()),
]


@pytest.mark.parametrize(("panel", "language", "modes"), VARIANTS, ids=lambda one: str(one)[:60])
def test_every_screen_is_laid_out_without_a_fault(panel, language: str, modes: Modes) -> None:
    width, height, inch = panel
    shell = Shell(diagonal_inch=inch, size=(width, height), fullscreen=False, on_intent=lambda _: None)
    found = {}
    for name, screen in samples.screens(language, modes).items():
        shell.show(screen)
        shell.settle()
        faults = audit.check(
            shell.root, shell.window.grabWindow(), pixels_per_mm(width, height, inch), strict=modes.contrast
        )
        if faults:
            found[name] = faults
    shell.close()
    assert found == {}


PLANTED = {
    "clipped": 'Label { width: Theme.least; height: Theme.tiny; text: "Permohonan diterima di loket" }',
    "small_targets": 'Press { width: Theme.least / 2; height: Theme.least; label: "x" }',
    "overlaps": 'Item { Press { label: "a" } Press { x: Theme.least / 2; label: "b" } }',
    "gaps": 'Row { spacing: Theme.mm * 0.5; Press { label: "a" } Press { label: "b" } }',
    "unnamed": "Press { }",
    "low_contrast": 'Label { text: "pucat"; color: Qt.darker(Theme.paper, 1.15) }',
    "untranslated": 'Label { text: "nav.backk" }',
}


@pytest.fixture
def bare(stage) -> QQuickItem:
    """An empty sheet of paper in the middle of the window."""
    stage.show("attract")
    return stage.shell.root


@pytest.mark.parametrize("kind", PLANTED)
def test_the_checker_finds_a_planted_fault(stage, bare: QQuickItem, kind: str) -> None:
    engine = stage.shell.window.engine()
    source = 'import QtQuick\nimport "components"\nRectangle { property bool modal: true; color: Theme.paper;'
    source += f" anchors.fill: parent; Item {{ x: Theme.least; y: Theme.least; {PLANTED[kind]} }} }}"
    component = QQmlComponent(engine)
    here = QUrl.fromLocalFile(os.fspath(audit.__file__)).resolved(QUrl("qml/Planted.qml"))
    component.setData(source.encode(), here)
    planted = component.create(engine.rootContext())
    assert isinstance(planted, QQuickItem), component.errorString()
    planted.setParentItem(bare)
    stage.shell.settle()
    faults = audit.check(bare, stage.shell.window.grabWindow(), pixels_per_mm(*PORTRAIT))
    planted.setParentItem(None)
    planted.deleteLater()
    assert kind in {one.kind for one in faults}
    assert len({one.kind for one in faults}) == 1, faults
