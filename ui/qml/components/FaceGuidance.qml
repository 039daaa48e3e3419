import QtQuick

// Beside a wide mirror: the instruction, and what the camera thinks of light, distance and gaze.
Column {
    id: guidance

    property var view
    property var chips: []
    property real most: 0

    spacing: Theme.gap
    topPadding: Theme.gap

    Instruction {
        id: said
        most: guidance.width
        width: guidance.width
        view: guidance.view
    }
    Repeater {
        model: guidance.chips.length
        Chip {
            required property int index
            readonly property var chip: guidance.chips[index]
            width: guidance.width
            visible: said.height + (implicitHeight + Theme.gap) * (index + 1) + Theme.gap * 2 < guidance.most + Theme.least
            symbol: chip.symbol
            name: chip.name
            value: chip.value
            state_: chip.state
        }
    }
}
