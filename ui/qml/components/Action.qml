import QtQuick

// A button with words and an icon. `kind`: primary (one a screen), secondary, danger, onHero.
Press {
    id: action

    property string symbol
    property bool symbolLast: false
    property string kind: "secondary"
    property bool bare: false
    property real size: kind === "primary" ? Theme.body * 1.12 : Theme.body
    property real least: Theme.touch
    readonly property real naturalWidth: words.implicitWidth + bareWidth + Theme.gap
    readonly property real bareWidth: (symbol === "" ? 0 : icon.size) + Theme.space * 2
    readonly property color ground: !enabled ? Theme.idle
        : kind === "primary" ? (down ? Theme.primaryDown : Theme.primary)
        : down ? Theme.tint : Theme.card
    readonly property color tone: !enabled ? Theme.idleInk
        : kind === "primary" ? Theme.primaryInk
        : kind === "danger" ? Theme.danger : Theme.tintInk

    implicitWidth: bare ? Math.max(least, bareWidth) : naturalWidth
    implicitHeight: Math.max(kind === "primary" ? least * 1.12 : least, bare ? 0 : words.height + Theme.gap * 2)
    radius: Math.min(Theme.radius * 1.3, height / 2)

    Rectangle {
        anchors.fill: parent
        radius: action.radius
        color: action.ground
        border { color: action.tone; width: action.kind === "primary" && action.enabled ? 0 : Theme.line }
    }
    Row {
        anchors.centerIn: parent
        spacing: Theme.gap
        layoutDirection: action.symbolLast ? Qt.RightToLeft : Qt.LeftToRight

        Icon {
            id: icon
            anchors.verticalCenter: parent.verticalCenter
            visible: action.symbol !== ""
            name: action.symbol
            tone: action.tone
            size: action.size * 1.25
        }
        Label {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            visible: !action.bare
            width: Math.min(implicitWidth, action.width - action.bareWidth)
            text: action.label
            size: action.size
            weight: 700
            color: action.tone
            horizontalAlignment: action.symbol === "" ? Text.AlignHCenter : Text.AlignLeft
            Accessible.ignored: true
        }
    }
}
