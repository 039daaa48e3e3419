import QtQuick

// A list of short lines under a heading, each with the same sign.
Column {
    id: bullets

    property string heading
    property var lines: []
    property string symbol: "check"
    property color tone: Theme.tintInk

    visible: lines.length > 0
    spacing: Theme.gap * 0.7

    Label {
        width: parent.width
        text: bullets.heading
        size: Theme.small
        weight: 700
        color: Theme.inkSoft
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Repeater {
        model: bullets.lines.length
        Row {
            required property int index
            width: bullets.width
            spacing: Theme.gap
            Icon {
                id: sign
                name: bullets.symbol
                tone: bullets.tone
                size: line.size * 1.25
            }
            Label {
                id: line
                width: parent.width - sign.width - parent.spacing
                text: bullets.lines[parent.index] || ""
                size: Theme.body * 0.94
                weight: 600
            }
        }
    }
}
