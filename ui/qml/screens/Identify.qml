import QtQuick
import "../components"

Page {
    id: screen

    title: qsTrId("id.title")
    subtitle: qsTrId("id.choose")
    atFoot: true
    symbol: "circle-user-round"
    actions: [
        { "name": "back", "label": qsTrId("nav.back"), "symbol": "arrow-left", "intent": "Back", "kind": "secondary" },
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "kind": "secondary" }
    ]

    Ways {
        width: parent.width
        all: screen.view.ways
        room: screen.room
    }
}
