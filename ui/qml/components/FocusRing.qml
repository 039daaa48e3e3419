import QtQuick

// Shows which control the keys belong to; two tones, so that it stands out on light and dark ground.
Item {
    property Item of: parent
    property real radius: Theme.radius

    anchors.fill: of
    anchors.margins: -Theme.line * 2
    visible: of.activeFocus && Ui.keyboardMode

    Rectangle {
        anchors.fill: parent
        radius: parent.radius + Theme.line * 2
        color: "transparent"
        border { color: Theme.focusEdge; width: Theme.line }
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.line
        radius: parent.radius + Theme.line
        color: "transparent"
        border { color: Theme.focus; width: Theme.line * 2 }
    }
}
