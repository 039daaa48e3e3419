import QtQuick

// A key; while it is held, what it means stands enlarged above it, clear of the finger.
Press {
    id: key

    property string face
    property string symbol
    property real size: Theme.digit
    property bool quiet: false
    property bool enlarges: true

    label: face
    radius: Math.min(Theme.radius, height / 3)
    z: down ? 2 : activeFocus ? 1 : 0

    Card {
        anchors.fill: parent
        radius: key.radius
        color: key.down ? Theme.chosen : key.quiet ? Theme.sunken : Theme.card
        border { color: Theme.outline; width: Math.max(1, Theme.line * 0.7) }
    }
    Label {
        anchors.fill: parent
        visible: key.symbol === ""
        text: key.face
        size: Math.min(key.size, key.height * 0.62)
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.tiny * 0.6
        weight: 700
        color: key.down ? Theme.chosenInk : Theme.ink
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
        leftPadding: Theme.gap * 0.3
        rightPadding: Theme.gap * 0.3
        Accessible.ignored: true
    }
    Icon {
        anchors.centerIn: parent
        visible: key.symbol !== ""
        name: key.symbol
        size: Math.min(Theme.bigIcon * 0.8, key.height * 0.55)
        tone: key.down ? Theme.chosenInk : Theme.ink
    }
    Rectangle {
        objectName: "enlarged"
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.top; bottomMargin: Theme.gap * 0.5 }
        width: Math.max(key.width, height)
        height: Math.max(Theme.least * 1.1, key.height)
        radius: key.radius
        visible: key.down && key.enlarges
        color: Theme.chosen
        border { color: Theme.accent; width: Theme.line }
        Label {
            anchors.centerIn: parent
            text: key.face
            size: parent.height * 0.7
            weight: 800
            color: Theme.chosenInk
            visible: key.symbol === ""
        }
        Icon {
            anchors.centerIn: parent
            visible: key.symbol !== ""
            name: key.symbol
            size: parent.height * 0.6
            tone: Theme.chosenInk
        }
    }
}
