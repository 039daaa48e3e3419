// The demo's dock: plain on purpose, so that nobody takes it for a part of the kiosk.
import QtQuick

Rectangle {
    color: "#2b2f36"
    ListView {
        anchors { fill: parent; margins: 8 }
        spacing: 4
        clip: true
        model: labels
        delegate: Rectangle {
            required property int index
            required property string modelData
            width: ListView.view.width
            height: 34
            radius: 6
            color: touch.pressed ? "#5b6472" : "#3d434d"
            Text { anchors.centerIn: parent; text: parent.modelData; color: "white"; font.pixelSize: 15 }
            MouseArea { id: touch; anchors.fill: parent; onClicked: Hands.press(parent.index) }
        }
    }
}
