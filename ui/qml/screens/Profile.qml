import QtQuick
import "../components"

Page {
    id: screen

    title: Ui.text(view.greeting, Chrome.language)
    subtitle: qsTrId("profile.sub")
    symbol: "user-round-check"
    actions: [
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "compact": true },
        { "name": "continue", "label": qsTrId("nav.next"), "symbol": "arrow-right", "symbolLast": true, "intent": "Continue", "enabled": !view.loading }
    ]

    Notice {
        width: parent.width
        kind: "warn"
        symbol: "clock-alert"
        text: screen.view.note ? Ui.text(screen.view.note, Chrome.language) : ""
    }
    Notice {
        width: parent.width
        symbol: "loader"
        text: screen.view.loading ? qsTrId("profile.loading") : ""
    }
    Card {
        width: parent.width
        visible: screen.view.rows.length > 0
        height: rows.height + Theme.space * 2
        Rows {
            id: rows
            x: Theme.space
            y: Theme.space
            width: parent.width - Theme.space * 2
            names: screen.view.rows.map(row => Ui.text(row[0], Chrome.language))
            values: screen.view.rows.map(row => row[1])
        }
    }
    Notice {
        width: parent.width
        symbol: "eye-off"
        text: qsTrId("priv.screen")
    }
}
