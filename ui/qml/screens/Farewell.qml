import QtQuick
import "../components"

// Nothing of the citizen is left on the screen.
Page {
    id: screen

    title: qsTrId("farewell.title")
    subtitle: say(view.message)
    symbol: "heart-handshake"
    actions: [{ name: "finish", label: qsTrId("nav.done"), symbol: "check", intent: "Finish" }]

    Card {
        width: parent.width
        height: promise.height + Theme.space * 2.4
        Icon {
            id: sign
            x: Theme.space
            anchors.verticalCenter: parent.verticalCenter
            name: "shield-check"
            size: Theme.bigIcon * 1.3
            tone: Theme.goodInk
        }
        Label {
            id: promise
            x: sign.x + sign.width + Theme.space
            width: parent.width - x - Theme.space
            anchors.verticalCenter: parent.verticalCenter
            text: qsTrId("farewell.cleared")
            weight: 600
        }
    }
}
