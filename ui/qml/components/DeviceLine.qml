import QtQuick

// One device and its state.
Card {
    id: line

    property string name
    property string condition
    property bool good: true
    property string detail
    readonly property color tone: good ? Theme.goodInk : Theme.badInk

    implicitHeight: Math.max(words.height, badge.height) + Theme.gap * 1.4
    Accessible.role: Accessible.StaticText
    Accessible.name: name + ": " + condition + " " + detail

    Icon {
        id: sign
        x: Theme.space * 0.7
        anchors.verticalCenter: parent.verticalCenter
        name: line.good ? "circle-check" : "circle-alert"
        tone: line.tone
    }
    Column {
        id: words
        anchors { left: sign.right; right: badge.left; leftMargin: Theme.gap; rightMargin: Theme.gap; verticalCenter: parent.verticalCenter }
        Label { width: parent.width; text: line.name; size: Theme.small; weight: 700; Accessible.ignored: true }
        Label { width: parent.width; visible: text !== ""; text: line.detail; size: Theme.tiny; color: Theme.inkSoft; Accessible.ignored: true }
    }
    Rectangle {
        id: badge
        anchors { right: parent.right; rightMargin: Theme.space * 0.7; verticalCenter: parent.verticalCenter }
        width: state_.width + Theme.space
        height: state_.height + Theme.gap * 0.6
        radius: height / 2
        color: line.good ? Theme.good : Theme.bad
        border { color: line.tone; width: Theme.dark ? Theme.line : 0 }
        Label {
            id: state_
            anchors.centerIn: parent
            text: line.condition
            size: Theme.tiny
            weight: 700
            wrapMode: Text.NoWrap
            color: line.tone
            Accessible.ignored: true
        }
    }
}
