import QtQuick
import "../components"

Page {
    id: screen

    title: qsTrId("id.ikd")
    subtitle: qsTrId("ikd.title")
    atFoot: true
    symbol: "qr-code"
    actions: [
        { "name": "back", "label": qsTrId("fail.alt"), "symbol": "arrow-left", "intent": "Back", "kind": "secondary" },
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "kind": "secondary" }
    ]

    Notice {
        objectName: "ikd-message"
        width: parent.width
        kind: screen.view.error ? "bad" : "info"
        symbol: screen.view.error ? "circle-alert" : "loader"
        text: screen.view.error ? Ui.text(screen.view.error, Chrome.language) : screen.view.working ? qsTrId("ikd.working") : ""
    }
    Guide {
        width: parent.width
        lines: [["smartphone", qsTrId("ikd.step1")], ["qr-code", qsTrId("ikd.step2")], ["scan-line", qsTrId("ikd.step3")]]
        room: screen.room
    }
}
