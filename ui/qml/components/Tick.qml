import QtQuick

// A box to tick, with the sentence that is agreed to.
Press {
    id: tick

    checkable: true
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + Theme.gap * 2)

    Card {
        anchors.fill: parent
        radius: tick.radius
        color: tick.checked || tick.down ? Theme.tint : Theme.card
        border { color: tick.checked ? Theme.primary : Theme.outline; width: Theme.line }
    }
    Rectangle {
        id: box
        x: Theme.space * 0.8
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.icon * 1.15
        height: width
        radius: Theme.radius * 0.4
        color: tick.checked ? Theme.primary : Theme.card
        border { color: tick.checked ? Theme.primary : Theme.outline; width: Theme.line }
        Icon {
            anchors.centerIn: parent
            visible: tick.checked
            name: "check"
            size: parent.width * 0.8
            tone: Theme.primaryInk
        }
    }
    Label {
        id: words
        x: box.x + box.width + Theme.gap * 1.2
        width: tick.width - x - Theme.space * 0.8
        anchors.verticalCenter: parent.verticalCenter
        text: tick.label
        size: Theme.small
        weight: 600
        Accessible.ignored: true
    }
}
