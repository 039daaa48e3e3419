import QtQuick

// A QR code on white, whatever the theme, so that every phone reads it.
Rectangle {
    id: qr

    property string text

    implicitWidth: 260 * Theme.unit
    implicitHeight: implicitWidth
    radius: Theme.radius * 0.6
    color: Theme.flagWhite
    border { color: Theme.outline; width: Theme.line }
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTrId("rcpt.qr")

    Image {
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height) - Theme.gap
        height: width
        sourceSize: Qt.size(Math.round(width), Math.round(width))
        source: qr.text === "" ? "" : "image://kiosk/qr/" + encodeURIComponent(qr.text)
        smooth: false
        fillMode: Image.PreserveAspectFit
    }
}
