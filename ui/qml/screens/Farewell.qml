import QtQuick
import "../components"

// Nothing of the citizen is left on the screen.
Splash {
    id: screen

    property var view

    symbol: "heart-handshake"
    title: Ui.text(view.message, Chrome.language)
    text: qsTrId("farewell.cleared")

    Action {
        objectName: "finish"
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Math.max(naturalWidth, Theme.touch * 3))
        label: qsTrId("nav.done")
        symbol: "check"
        intent: "Finish"
        focus: true
    }
}
