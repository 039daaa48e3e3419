import QtQuick
import "../components"

// The technician's PIN; only how many digits were typed is known here.
Page {
    id: screen

    readonly property bool bar: false
    readonly property bool technical: true
    readonly property real free: room - head.height - Theme.space

    title: qsTrId("maint.title")
    subtitle: qsTrId("maint.login")
    atFoot: true
    symbol: "wrench"
    actions: [
        { name: "back", label: qsTrId("nav.back"), symbol: "arrow-left", intent: "Back" },
        { name: "continue", label: qsTrId("nav.next"), symbol: "arrow-right", symbolLast: true, intent: "Continue", enabled: view.typed > 0 && view.locked_seconds === 0 }
    ]

    Column {
        id: head
        width: parent.width
        spacing: Theme.gap
        Card {
            width: parent.width
            height: Theme.touch
            border { color: Theme.primary; width: Theme.line }
            Accessible.role: Accessible.EditableText
            Accessible.name: qsTrId("maint.pin")
            Label {
                objectName: "pin"
                anchors.centerIn: parent
                text: screen.view.typed > 0 ? "●".repeat(screen.view.typed) : qsTrId("maint.pin")
                size: screen.view.typed > 0 ? Theme.h2 : Theme.body
                color: screen.view.typed > 0 ? Theme.ink : Theme.inkSoft
            }
        }
        Notice { objectName: "error"; width: parent.width; kind: "bad"; text: screen.view.locked_seconds > 0 ? screen.fill("maint.locked", { s: screen.view.locked_seconds }) : screen.say(screen.view.error) }
        Label { width: parent.width; text: qsTrId("maint.audit"); size: Theme.tiny; color: Theme.inkSoft }
    }
    Keypad {
        id: keypad
        width: parent.width
        flat: screen.free < least * 4 + Theme.gap * 3
        height: Math.max(least * rows + Theme.gap * (rows - 1), Math.min(screen.free, Theme.touch * 1.85 * rows))
        canClear: screen.view.typed > 0
        enabled: screen.view.locked_seconds === 0
    }
}
