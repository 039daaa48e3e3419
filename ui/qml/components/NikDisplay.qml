import QtQuick

// Sixteen places in four groups; digits, or dots while they are hidden.
Card {
    id: display

    property string digits
    property bool shown: false
    property bool wrong: false
    readonly property real cell: (width - Theme.space * 2) / 17.8
    readonly property real digitSize: Math.min(Theme.digit, cell * 1.36)

    implicitHeight: digitSize * (Theme.wide ? 1.6 : 2)
    border { color: wrong ? Theme.badInk : Theme.primary; width: Theme.line * 1.3 }
    Accessible.role: Accessible.EditableText
    Accessible.name: qsTrId("nik.title")
    Accessible.description: shown ? digits : Ui.text({ "id": "nik.count", "values": { "n": String(digits.length) } }, Chrome.language)

    Row {
        anchors.centerIn: parent
        spacing: display.cell * 0.6
        Repeater {
            model: 4
            Row {
                required property int index
                readonly property int group: index
                Repeater {
                    model: 4
                    Item {
                        required property int index
                        readonly property int at: parent.group * 4 + index
                        width: display.cell
                        height: display.digitSize * 1.35
                        Label {
                            anchors { horizontalCenter: parent.horizontalCenter; bottom: line.top }
                            text: at >= display.digits.length ? "" : display.shown ? display.digits[at] : "•"
                            size: display.digitSize
                            weight: 700
                            wrapMode: Text.NoWrap
                        }
                        Rectangle {
                            id: line
                            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom }
                            width: parent.width * 0.72
                            height: Theme.line * 1.2
                            radius: height / 2
                            color: at === display.digits.length ? Theme.primary : Theme.outline
                        }
                    }
                }
            }
        }
    }
}
