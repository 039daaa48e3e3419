import QtQuick
import "../components"

Page {
    id: screen

    title: qsTrId("docs.title")
    subtitle: view.service
    symbol: "files"
    actions: [
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "compact": true },
        { "name": "back", "label": qsTrId("nav.back"), "symbol": "arrow-left", "intent": "Back" },
        { "name": "continue", "label": qsTrId("nav.next"), "symbol": "arrow-right", "symbolLast": true, "intent": "Continue" }
    ]

    Notice {
        width: parent.width
        kind: "good"
        text: screen.view.bring.length === 0 ? qsTrId("docs.none") : ""
    }
    Section {
        width: parent.width
        visible: screen.view.bring.length > 0
        Bullets {
            width: parent.width
            heading: qsTrId("rcpt.bring")
            lines: screen.view.bring
            symbol: "briefcase"
        }
    }
    Section {
        width: parent.width
        visible: screen.view.have.length > 0
        Bullets {
            width: parent.width
            heading: qsTrId("svc.have")
            lines: screen.view.have
            symbol: "circle-check"
            tone: Theme.goodInk
        }
    }
    Notice {
        width: parent.width
        text: screen.view.bring.length > 0 ? qsTrId("docs.note") : ""
    }
}
