import QtQuick

// Who runs this kiosk.
Row {
    id: brand

    property color tone: Theme.heroInk
    property color softTone: Theme.heroSoft
    readonly property real side: Theme.body * 2.2

    spacing: Theme.gap

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: brand.side
        height: brand.side
        radius: Theme.radius * 0.7
        color: Theme.heroMark
        Icon {
            anchors.centerIn: parent
            name: "landmark"
            size: brand.side * 0.6
            tone: Theme.hero
        }
    }
    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: brand.width - brand.side - brand.spacing
        Label {
            width: parent.width
            text: qsTrId("brand.name")
            size: Theme.small
            weight: 800
            color: brand.tone
        }
        Label {
            width: parent.width
            text: Chrome.office
            size: Theme.tiny
            color: brand.softTone
            maximumLineCount: 3
        }
    }
}
