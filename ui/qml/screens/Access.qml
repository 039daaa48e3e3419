import QtQuick
import "../components"

Page {
    id: screen

    readonly property bool ownLanguages: true
    readonly property bool bar: false
    readonly property int columns: workWidth > Theme.least * 5 && Theme.wide ? 3 : 2
    readonly property var modes: [
        { "mode": "voice", "symbol": "volume-2", "label": qsTrId("access.audio") },
        { "mode": "text_size", "symbol": "a-large-small", "label": qsTrId("access.text_big") },
        { "mode": "contrast", "symbol": "contrast", "label": qsTrId("access.contrast") },
        { "mode": "low", "symbol": "arrow-down-to-line", "label": qsTrId("access.low") },
        { "mode": "slow", "symbol": "hourglass", "label": qsTrId("access.slow") },
        { "mode": "no_camera", "symbol": "camera-off", "label": qsTrId("access.noface") }
    ]

    title: qsTrId("access.title")
    subtitle: qsTrId("access.sub")
    atFoot: true
    symbol: "accessibility"
    actions: [
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "compact": true },
        { "name": "call-staff", "label": qsTrId("welcome.help"), "symbol": "hand-helping", "intent": "CallStaff", "compact": true },
        { "name": "continue", "label": qsTrId("nav.next"), "symbol": "arrow-right", "symbolLast": true, "intent": "Continue" }
    ]

    Languages { width: parent.width }
    Grid {
        id: grid
        width: parent.width
        columns: screen.columns
        spacing: Theme.gap
        readonly property int rows_: Math.ceil(6 / screen.columns)
        readonly property real fair: (screen.room - Theme.touch - Theme.space - Theme.gap * (rows_ - 1)) / rows_

        Repeater {
            id: cards
            model: screen.modes.length
            Choice {
                required property int index
                readonly property var spec: screen.modes[index]
                objectName: "mode-" + spec.mode
                width: (grid.width - Theme.gap * (screen.columns - 1)) / screen.columns
                height: Math.max(Math.min(grid.fair, Theme.touch * 3), implicitHeight)
                across: false
                symbol: spec.symbol
                label: spec.label
                detail: spec.mode === "text_size" ? qsTrId("access.size" + Chrome.modes.text_size) : ""
                checkable: true
                checked: spec.mode === "text_size" ? Chrome.modes.text_size > 0 : Chrome.modes[spec.mode] === true
                intent: "ToggleMode"
                args: [spec.mode]
            }
        }
    }
}
