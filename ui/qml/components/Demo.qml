import QtQuick

// Says that this kiosk only shows; data and services are not real.
Rectangle {
    width: words.width + Theme.space
    height: words.height + Theme.gap * 0.5
    color: Theme.accent
    radius: Theme.line
    Label {
        id: words
        anchors.centerIn: parent
        text: qsTrId("brand.demo")
        size: Theme.tiny * 0.8
        weight: 700
        color: Theme.accentInk
        wrapMode: Text.NoWrap
    }
}
