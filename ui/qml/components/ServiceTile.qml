import QtQuick

// One service: its sign, its name, and how far this kiosk can take it.
Press {
    id: tile

    property string symbol
    property string mode: "full"
    readonly property real pad: Theme.space * 0.7
    readonly property bool across: Theme.tight
    readonly property real side: Theme.bigIcon * (across ? 0.95 : 1.25)

    help: badge.text
    implicitHeight: across
        ? Math.max(Theme.least, words.implicitHeight + pad * 1.2)
        : side + words.implicitHeight + Theme.gap + pad * 2

    Card {
        anchors.fill: parent
        color: tile.down ? Theme.tint : Theme.card
        border { color: tile.down ? Theme.primary : Theme.outline; width: tile.down ? Theme.line * 1.6 : Math.max(1, Theme.line * 0.7) }
    }
    Rectangle {
        id: sign
        x: tile.pad
        y: tile.across ? (tile.height - height) / 2 : tile.pad
        width: tile.side
        height: tile.side
        radius: Theme.radius * 0.7
        color: Theme.tint
        border { color: Theme.edge; width: Theme.dark ? Theme.line : 0 }
        Icon {
            anchors.centerIn: parent
            name: tile.symbol
            size: parent.width * 0.62
            tone: Theme.tintInk
        }
    }
    Column {
        id: words
        x: tile.across ? sign.x + sign.width + Theme.gap : tile.pad
        width: tile.width - x - tile.pad
        y: tile.across ? (tile.height - height) / 2 : tile.height - height - tile.pad
        spacing: Theme.gap * 0.3
        Label {
            width: parent.width
            text: tile.label
            size: tile.across ? Theme.small : Theme.body * 0.92
            weight: 700
            lineHeight: 1.02
            Accessible.ignored: true
        }
        Label {
            id: badge
            width: parent.width
            visible: !tile.across
            text: tile.mode === "full" ? qsTrId("svc.tag_full") : tile.mode === "submit" ? qsTrId("svc.tag_submit") : tile.mode === "handoff" ? qsTrId("svc.tag_handoff") : qsTrId("svc.tag_info")
            size: Theme.tiny
            weight: 600
            color: tile.mode === "full" ? Theme.goodInk : Theme.inkSoft
            Accessible.ignored: true
        }
    }
}
