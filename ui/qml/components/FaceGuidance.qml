import QtQuick

// One instruction at a time, and what the camera thinks of light, distance and gaze.
Column {
    id: guidance

    property var view
    readonly property bool across: !Theme.wide && width > Theme.small * 26

    spacing: Theme.gap

    Rectangle {
        width: parent.width
        height: Math.max(words.height, sign.height) + Theme.space
        radius: Theme.radius
        color: guidance.view.good ? Theme.good : Theme.card
        border { color: guidance.view.good ? Theme.goodInk : Theme.outline; width: Theme.line }
        Accessible.role: Accessible.AlertMessage
        Accessible.name: words.text

        Rectangle {
            id: sign
            x: Theme.space * 0.6
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.bigIcon * (Theme.wide && Theme.tight ? 1 : 1.35)
            height: width
            radius: width / 2
            color: guidance.view.good ? Theme.goodInk : Theme.primary
            Icon {
                anchors.centerIn: parent
                name: guidance.view.icon
                size: parent.width * 0.62
                tone: guidance.view.good ? Theme.good : Theme.primaryInk
            }
        }
        Label {
            id: words
            objectName: "instruction"
            anchors { left: sign.right; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: Theme.gap; rightMargin: Theme.space * 0.6 }
            text: Ui.text(guidance.view.instruction, Chrome.language)
            size: Theme.wide ? Theme.body : Theme.h2
            weight: 800
            lineHeight: 1.05
            color: guidance.view.good ? Theme.goodInk : Theme.ink
            Accessible.ignored: true
        }
    }
    Grid {
        id: chips
        columns: guidance.across ? 3 : 1
        width: parent.width
        spacing: Theme.gap
        visible: !(Theme.wide && Theme.tight && Theme.small > 22)
        readonly property real cell: (width - spacing * (columns - 1)) / columns
        Chip {
            objectName: "chip-light"
            width: chips.cell
            symbol: "sun"
            name: qsTrId("chip.light")
            value: qsTrId("chip.light_" + guidance.view.light)
            state_: guidance.view.light === "good" ? "good" : guidance.view.light === "unknown" ? "unknown" : "bad"
        }
        Chip {
            objectName: "chip-distance"
            width: chips.cell
            symbol: "ruler"
            name: qsTrId("chip.distance")
            value: qsTrId("chip.distance_" + guidance.view.distance)
            state_: guidance.view.distance === "good" ? "good" : guidance.view.distance === "unknown" ? "unknown" : "bad"
        }
        Chip {
            objectName: "chip-gaze"
            width: chips.cell
            symbol: "eye"
            name: qsTrId("chip.gaze")
            value: qsTrId("chip.gaze_" + guidance.view.gaze)
            state_: guidance.view.gaze === "good" ? "good" : guidance.view.gaze === "unknown" ? "unknown" : "bad"
        }
    }
}
