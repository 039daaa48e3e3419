import QtQuick

// Something the citizen should know: `kind` is info, good, warn or bad.
Rectangle {
    id: notice

    property string kind: "info"
    property string text
    readonly property bool announces: true
    property string symbol: kind === "bad" ? "circle-alert" : kind === "warn" ? "triangle-alert"
        : kind === "good" ? "circle-check" : "info"
    readonly property color tone: kind === "bad" ? Theme.badInk : kind === "warn" ? Theme.warnInk
        : kind === "good" ? Theme.goodInk : Theme.tintInk

    visible: text !== ""
    implicitHeight: visible ? Math.max(words.height, icon.height) + Theme.gap * 2 : 0
    height: implicitHeight
    radius: Theme.radius * 0.8
    color: kind === "bad" ? Theme.bad : kind === "warn" ? Theme.warn : kind === "good" ? Theme.good : Theme.tint
    border { color: tone; width: Theme.dark ? Theme.line : 0 }
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        id: icon
        anchors { left: parent.left; leftMargin: Theme.space * 0.8; verticalCenter: parent.verticalCenter }
        name: notice.symbol
        tone: notice.tone
    }
    Label {
        id: words
        anchors {
            left: icon.right; right: parent.right; verticalCenter: parent.verticalCenter
            leftMargin: Theme.gap; rightMargin: Theme.space * 0.8
        }
        text: notice.text
        size: Theme.small
        weight: 600
        color: notice.tone
        Accessible.ignored: true
    }
}
