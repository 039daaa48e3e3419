import QtQuick
import "../components"

Page {
    id: screen

    readonly property string said: view.error ? Ui.text(view.error, Chrome.language) : view.warning ? Ui.text(view.warning, Chrome.language) : ""

    title: qsTrId("nik.title")
    subtitle: qsTrId("nik.hint")
    atFoot: true
    symbol: "id-card"
    actions: [
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "compact": true },
        { "name": "back", "label": qsTrId("nav.back"), "symbol": "arrow-left", "intent": "Back", "compact": Theme.wide },
        { "name": "continue", "label": qsTrId("nav.next"), "symbol": "arrow-right", "symbolLast": true, "intent": "Continue", "enabled": view.can_continue }
    ]

    Column {
        id: entry
        width: parent.width
        spacing: Theme.gap

        Row {
            id: field
            width: parent.width
            spacing: Theme.gap
            NikDisplay {
                objectName: "nik"
                width: parent.width - eye.width - parent.spacing
                height: Math.max(Theme.least, implicitHeight)
                digits: screen.view.digits
                shown: screen.view.shown
                wrong: !!screen.view.error
            }
            Action {
                id: eye
                objectName: "show-digits"
                width: Theme.touch
                height: parent.height
                bare: true
                symbol: screen.view.shown ? "eye-off" : "eye"
                label: screen.view.shown ? qsTrId("nik.hide") : qsTrId("nik.show")
                intent: "ToggleShown"
            }
        }
        Label {
            id: count
            width: parent.width
            visible: screen.said === "" && !Theme.tight
            text: Ui.text({ "id": "nik.count", "values": { "n": String(screen.view.digits.length) } }, Chrome.language)
            size: Theme.small
            weight: 600
            color: Theme.inkSoft
        }
        Notice {
            id: notice
            objectName: "nik-message"
            width: parent.width
            kind: screen.view.error ? "bad" : "warn"
            text: screen.said
        }
        Keypad {
            width: parent.width
            readonly property real free: screen.room - field.height - Theme.gap
                - (count.visible ? count.height + Theme.gap : 0) - (notice.visible ? notice.height + Theme.gap : 0)
            readonly property real smallest: free < Theme.least * 4 + Theme.gap * 3 ? Theme.least * 2 + Theme.gap : Theme.least * 4 + Theme.gap * 3
            height: Math.max(smallest, Math.min(free, Theme.touch * (rows === 4 ? 7.4 : 3.4) + Theme.gap * 3))
        }
    }
}
