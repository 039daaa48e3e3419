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

    Column {
        width: parent.width
        spacing: Theme.gap

        Scroll {
            width: parent.width
            height: Math.max(Theme.least * 2.4, Math.min(needed, screen.room - end.height - Theme.gap))
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
        }
        Column {
            id: end
            width: parent.width
            spacing: Theme.gap
            Label {
                width: parent.width
                text: qsTrId("review.body")
                size: Theme.small
                color: Theme.inkSoft
            }
            Tick {
                objectName: "statement"
                width: parent.width
                label: qsTrId("review.statement")
                checked: screen.view.ticked
                enabled: !screen.view.sending
                intent: "TickStatement"
            }
        }
    }
}
