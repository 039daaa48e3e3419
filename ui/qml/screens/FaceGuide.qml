import QtQuick
import "../components"

Page {
    id: screen

    title: qsTrId("cam.title")
    subtitle: qsTrId("cam.intro")
    atFoot: true
    symbol: "scan-face"
    actions: [
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "compact": true },
        { "name": "back", "label": qsTrId("fail.other"), "symbol": "arrow-left", "intent": "Back" },
        { "name": "continue", "label": qsTrId("cam.start"), "symbol": "camera", "intent": "Continue" }
    ]

    Guide {
        width: parent.width
        lines: [["glasses", qsTrId("cam.prepare")], ["sun", qsTrId("cam.tip_light")], ["scan-face", qsTrId("cam.center")]]
        room: screen.room - (left.height > 0 ? left.height + Theme.space : 0)
    }
    Notice {
        id: left
        width: parent.width
        text: screen.view.attempts_left > 0 ? Ui.text({ "id": "cam.attempts", "values": { "n": String(screen.view.attempts_left) } }, Chrome.language) : ""
    }
}
