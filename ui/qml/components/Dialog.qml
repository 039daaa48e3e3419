import QtQuick

// A question over the screen: everything behind it is dimmed and out of reach.
FocusScope {
    id: dialog

    property string symbol
    property string title
    property string body
    property var actions: []
    readonly property bool modal: true

    focus: true
    Accessible.role: Accessible.Dialog
    Accessible.name: title
    Accessible.description: body

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        opacity: 0.72
    }
    MouseArea { anchors.fill: parent }
    Card {
        id: card
        x: (dialog.width - width) / 2
        y: Theme.wide ? (dialog.height - height) / 2 : dialog.height * 0.72 - height
        width: Math.min(dialog.width - Theme.margin * 2, Theme.body * 30)
        height: inside.height + Theme.margin * 2
        border { color: Theme.outline; width: Theme.line }
        Column {
            id: inside
            x: Theme.margin
            y: Theme.margin
            width: parent.width - Theme.margin * 2
            spacing: Theme.space
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: dialog.symbol
                size: Theme.bigIcon * 1.5
                tone: Theme.tintInk
            }
            Label {
                objectName: "dialog-title"
                readonly property bool announces: true
                width: parent.width
                text: dialog.title
                size: Theme.h2 * 1.15
                weight: 800
                horizontalAlignment: Text.AlignHCenter
                Accessible.role: Accessible.AlertMessage
                Accessible.name: dialog.title
            }
            Label {
                objectName: "dialog-body"
                readonly property bool announces: true
                width: parent.width
                text: dialog.body
                horizontalAlignment: Text.AlignHCenter
                color: Theme.inkSoft
            }
            ActionRow {
                width: parent.width
                height: implicitHeight
                actions: dialog.actions
            }
        }
    }
}
