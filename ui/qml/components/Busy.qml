import QtQuick

// Something is under way. Three dots that take turns; few pixels change, so an idle kiosk stays idle.
Row {
    id: busy

    property real dot: Theme.body * 0.7
    property int turn: 0

    spacing: dot
    Accessible.ignored: true

    Timer {
        interval: 350
        repeat: true
        running: busy.visible
        onTriggered: busy.turn = (busy.turn + 1) % 3
    }
    Repeater {
        model: 3
        Rectangle {
            required property int index
            width: busy.dot
            height: busy.dot
            radius: busy.dot / 2
            color: busy.turn === index ? Theme.primary : "transparent"
            border { color: Theme.outline; width: Theme.line }
        }
    }
}
