import QtQuick

// One thing that the camera watches, and how it stands: good, bad or unknown.
Rectangle {
    id: chip

    property string symbol
    property string name
    property string value
    property string state_: "unknown"
    property bool onPanel: false
    readonly property color tone: state_ === "good" ? Theme.goodInk : state_ === "bad" ? Theme.warnInk : Theme.inkSoft

    implicitHeight: words.height + Theme.gap * 1.2
    radius: Theme.radius * 0.8
    color: state_ === "good" ? Theme.good : state_ === "bad" ? Theme.warn : Theme.card
    border { color: tone; width: Theme.dark || state_ === "bad" ? Theme.line : Math.max(1, Theme.line * 0.5) }
    Accessible.role: Accessible.Indicator
    Accessible.name: name + ": " + value

    Icon {
        id: icon
        anchors { left: parent.left; leftMargin: Theme.gap; verticalCenter: parent.verticalCenter }
        name: chip.symbol
        tone: chip.tone
        size: Theme.icon
    }
    Column {
        id: words
        anchors { left: icon.right; right: parent.right; leftMargin: Theme.gap * 0.8; rightMargin: Theme.gap * 0.5; verticalCenter: parent.verticalCenter }
        Label { width: parent.width; text: chip.name; size: Theme.tiny; color: chip.tone; Accessible.ignored: true }
        Label { width: parent.width; text: chip.value; size: Theme.small; weight: 700; color: chip.tone; Accessible.ignored: true }
    }
}
