import QtQuick

// A large thing to choose: icon, name, and what it means. `across` puts the icon beside the words.
Press {
    id: choice

    property string symbol
    property string detail
    property bool across: true
    property bool leads: false
    property bool strong: false
    readonly property bool filled: checked || strong
    readonly property color tone: filled ? Theme.chosenInk : Theme.ink
    readonly property real side: across ? Math.min(Theme.bigIcon * 1.5, Math.max(Theme.icon * 1.4, height * 0.5)) : Theme.icon * 1.7
    readonly property real pad: Theme.space * 0.8

    help: detail
    implicitHeight: across
        ? Math.max(Theme.touch, words.implicitHeight + pad * 2)
        : words.implicitHeight + side + Theme.gap + pad * 2

    Card {
        anchors.fill: parent
        radius: choice.radius
        color: choice.filled ? Theme.chosen : choice.down ? Theme.tint : Theme.card
        border {
            color: choice.down || choice.filled ? Theme.chosen : Theme.outline
            width: choice.down ? Theme.line * 1.6 : Theme.line
        }
    }
    Rectangle {
        id: badge
        x: choice.pad
        y: choice.across ? (choice.height - height) / 2 : choice.pad
        width: choice.side
        height: choice.side
        radius: Theme.radius * 0.8
        visible: choice.symbol !== ""
        color: choice.filled ? Theme.chosen : Theme.tint
        border { color: Theme.dark && !choice.filled ? Theme.edge : "transparent"; width: Theme.line }
        Icon {
            anchors.centerIn: parent
            name: choice.symbol
            size: choice.side * 0.62
            tone: choice.filled ? Theme.chosenInk : Theme.tintInk
        }
    }
    Column {
        id: words
        readonly property real from: choice.across && badge.visible ? badge.x + badge.width + Theme.gap * 1.4 : choice.pad
        readonly property real rest: choice.across && (choice.leads || choice.checkable) ? Theme.icon + choice.pad + Theme.gap : choice.pad
        x: from
        width: choice.width - from - rest
        y: choice.across ? (choice.height - height) / 2 : choice.height - height - choice.pad
        spacing: Theme.gap * 0.25

        Label {
            width: parent.width
            text: choice.label
            weight: 700
            color: choice.tone
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: choice.detail
            size: Theme.small
            color: choice.filled ? Theme.chosenInk : Theme.inkSoft
            Accessible.ignored: true
        }
    }
    Icon {
        anchors { right: parent.right; rightMargin: choice.pad }
        y: choice.across ? (choice.height - height) / 2 : choice.pad
        visible: choice.leads || choice.checkable
        name: choice.leads ? "chevron-right" : choice.checked ? "circle-check-big" : "circle"
        tone: choice.filled ? Theme.chosenInk : Theme.tintInk
    }
}
