import QtQuick

// The application number and, where a counter follows, the queue number: to be read from afar and photographed.
Card {
    id: numbers

    property string number
    property string queue
    property string go

    implicitHeight: inside.height + Theme.space * (Theme.tight ? 1 : 2)
    height: implicitHeight

    Column {
        id: inside
        x: Theme.space
        y: (numbers.height - height) / 2
        width: parent.width - Theme.space * 2
        spacing: Theme.gap

        Label { width: parent.width; text: qsTrId("done.number"); size: Theme.small; weight: 600; color: Theme.inkSoft }
        Label {
            objectName: "number"
            readonly property bool announces: true
            width: parent.width
            text: numbers.number
            size: Theme.h1
            minimumPixelSize: Theme.small
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
            weight: 800
        }
        Rectangle { width: parent.width; height: Theme.line; color: Theme.edge; visible: numbers.queue !== "" }
        Label {
            width: parent.width
            visible: numbers.queue !== ""
            text: qsTrId("done.queue")
            size: Theme.small
            weight: 600
            color: Theme.inkSoft
        }
        Label {
            objectName: "queue"
            readonly property bool announces: true
            width: parent.width
            visible: numbers.queue !== ""
            text: numbers.queue
            size: Theme.tight ? Theme.h1 : Theme.display
            weight: 800
            color: Theme.tintInk
        }
        Label { width: parent.width; visible: text !== ""; text: numbers.go; weight: 700 }
    }
}
