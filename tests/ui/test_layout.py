"""No screen hides, cuts or crowds anything, in any mode, on any panel; and the checker would see it."""

import os

import pytest
from PyQt6.QtCore import QUrl
from PyQt6.QtQml import QQmlComponent
from PyQt6.QtQuick import QQuickItem

from ui import audit, samples
from ui.report import PORTRAIT, VARIANTS, Finding, Variant, check, summary
from ui.theme import pixels_per_mm

WALKED = {
    "1080x1920-id",
    "1080x1920-id-text_size=2",
    "1080x1920-en-text_size=1-contrast-low",
    "1920x1080-id",
    "1920x1080-id-text_size=2",
    "1920x1080-en-contrast",
    "800x1280-id",
    "1024x600-en",
}
"""`python -m ui.report` walks all variants; these are the ones in which something has broken before."""


USUAL = [one for one in VARIANTS if str(one) in WALKED]


def test_the_walked_variants_exist() -> None:
    assert len(USUAL) == len(WALKED)


@pytest.mark.parametrize("variant", USUAL, ids=str)
def test_every_screen_is_laid_out_without_a_fault(variant: Variant) -> None:
    assert list(check(variant)) == []


def test_the_report_counts_by_kind_and_language() -> None:
    variant = Variant(*PORTRAIT)
    findings = [
        Finding(variant, "nik", audit.Fault("clipped", "title", "")),
        Finding(variant, "nik", audit.Fault("untranslated", "nav.x", "")),
    ]
    counted = summary(findings, [variant])
    assert counted["clipped"] == 1
    assert counted["overlaps"] == 0
    assert counted["untranslated"] == {"id": 1}
    assert counted["screens"] == len(samples.screens())


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
