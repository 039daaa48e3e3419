import QtQuick
import "../components"

Page {
    id: screen

    title: qsTrId("review.title")
    subtitle: view.service
    symbol: "list-checks"
    actions: [
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "compact": true, "enabled": !view.sending },
        { "name": "back", "label": qsTrId("nav.edit"), "symbol": "arrow-left", "intent": "Back", "enabled": !view.sending },
        { "name": "submit", "label": view.sending ? qsTrId("review.sending") : qsTrId("review.send"), "symbol": "send", "intent": "Submit", "enabled": view.ticked && !view.sending }
    ]

    Card {
        width: parent.width
        height: rows.height + Theme.space * 1.6
        Rows {
            id: rows
            x: Theme.space
            y: Theme.space * 0.8
            width: parent.width - Theme.space * 2
            names: screen.view.rows.map(row => row[0])
            values: screen.view.rows.map(row => row[1])
        }
    }
    fixed: [
        Label {
            width: screen.workWidth
            text: qsTrId("review.body")
            size: Theme.small
            color: Theme.inkSoft
        },
        Tick {
            objectName: "statement"
            width: screen.workWidth
            label: qsTrId("review.statement")
            checked: screen.view.ticked
            enabled: !screen.view.sending
            intent: "TickStatement"
        }
    ]
}
