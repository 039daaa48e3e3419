import QtQuick
import "../components"

Page {
    id: screen

    title: qsTrId("nik.title")
    subtitle: qsTrId("nik.hint")
    atFoot: true
    symbol: "id-card"
    aside: below
    actions: [
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "compact": true },
        { "name": "back", "label": qsTrId("nav.back"), "symbol": "arrow-left", "intent": "Back", "compact": Theme.wide },
        { "name": "continue", "label": qsTrId("nav.next"), "symbol": "arrow-right", "symbolLast": true, "intent": "Continue", "enabled": view.can_continue }
    ]

    Component {
        id: below
        NikState { view: screen.view }
    }
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
        NikState {
            id: state_
            width: parent.width
            visible: !Theme.wide
            view: screen.view
        }
        Keypad {
            readonly property real free: screen.room - field.height - Theme.gap - (state_.visible ? state_.height + Theme.gap : 0)
            width: parent.width
            flat: free < Theme.least * 4 + Theme.gap * 3
            height: Math.max(Theme.least * rows + Theme.gap * (rows - 1), Math.min(free, Theme.touch * 1.85 * rows))
        }
    }
}
