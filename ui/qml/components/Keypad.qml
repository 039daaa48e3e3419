import QtQuick

// Digits for the NIK and the PIN: four rows, or two where the screen is low.
Item {
    id: pad

    property bool canClear: true
    property real least: Theme.least
    property bool flat: false
    readonly property int columns: !flat ? 3 : width >= least * 6 + Theme.gap * 5 ? 6 : 4
    readonly property int rows: 12 / columns
    readonly property var order: columns === 6
        ? ["1", "2", "3", "4", "5", "delete", "6", "7", "8", "9", "0", "clear"]
        : columns === 4 ? ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "delete", "clear"]
        : ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "delete"]

    implicitHeight: rows * Theme.touch + (rows - 1) * Theme.gap

    Grid {
        anchors.fill: parent
        columns: pad.columns
        spacing: Theme.gap

        Repeater {
            model: 12
            Key {
                required property int index
                readonly property string what: pad.order[index]
                readonly property bool isDigit: what.length === 1

                objectName: isDigit ? "digit-" + what : what
                width: (pad.width - Theme.gap * (pad.columns - 1)) / pad.columns
                height: (pad.height - Theme.gap * (pad.rows - 1)) / pad.rows
                face: isDigit ? what : ""
                symbol: what === "delete" ? "delete" : what === "clear" ? "eraser" : ""
                label: isDigit ? what : what === "delete" ? qsTrId("nik.del") : qsTrId("nik.clear")
                quiet: !isDigit
                enabled: what !== "clear" || pad.canClear
                intent: isDigit ? "DigitPressed" : what === "delete" ? "DeletePressed" : "ClearPressed"
                args: isDigit ? [what] : []
            }
        }
    }
}
