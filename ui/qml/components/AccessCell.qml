import QtQuick

Press {
    id: cell

    property string symbol
    readonly property color tone: checked ? Theme.chosenInk : Theme.tintInk

    implicitHeight: Math.max(Theme.least, icon.size + Theme.tiny * 2.7 + Theme.gap)
    radius: Theme.radius * 0.8

    Rectangle {
        anchors.fill: parent
        radius: cell.radius
        color: cell.checked ? Theme.chosen : cell.down ? Theme.tint : Theme.card
        border { color: Theme.tintInk; width: cell.down ? Theme.line : 0 }
    }
    Icon {
        id: icon
        anchors.horizontalCenter: parent.horizontalCenter
        y: (cell.height - height - Theme.tiny * 2.4) / 2
        name: cell.symbol
        size: Theme.tight ? Theme.small * 1.2 : Theme.tiny * 1.8
        tone: cell.tone
    }
    Label {
        id: words
        anchors { left: parent.left; right: parent.right; top: icon.bottom }
        height: Theme.tiny * 2.65
        text: cell.label
        size: Theme.tiny
        weight: 600
        lineHeight: 0.95
        color: cell.checked ? Theme.chosenInk : Theme.ink
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignTop
        Accessible.ignored: true
    }
}
