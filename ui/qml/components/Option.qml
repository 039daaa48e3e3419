import QtQuick

// One of a few answers; as wide as its words.
Press {
    id: option

    property real most: 0

    checkable: true
    implicitWidth: Math.min(most, Math.max(Theme.touch, sign.width + words.implicitWidth + Theme.gap + Theme.space * 1.4))
    implicitHeight: Math.max(Theme.least, words.height + Theme.gap)
    radius: Theme.radius * 0.8
    Accessible.role: Accessible.RadioButton

    Rectangle {
        anchors.fill: parent
        radius: option.radius
        color: option.checked ? Theme.chosen : option.down ? Theme.tint : Theme.card
        border { color: option.checked ? Theme.chosen : Theme.outline; width: Theme.line }
    }
    Icon {
        id: sign
        x: Theme.space * 0.6
        anchors.verticalCenter: parent.verticalCenter
        name: option.checked ? "circle-check-big" : "circle"
        size: Theme.small * 1.3
        tone: option.checked ? Theme.chosenInk : Theme.tintInk
    }
    Label {
        id: words
        x: sign.x + sign.width + Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        width: option.width - x - Theme.space * 0.6
        text: option.label
        weight: 600
        color: option.checked ? Theme.chosenInk : Theme.ink
        Accessible.ignored: true
    }
}
