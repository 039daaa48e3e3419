import QtQuick
import "../components"

Page {
    id: screen

    title: qsTrId("form.title")
    subtitle: view.service
    symbol: "square-pen"
    actions: [
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "compact": true },
        { "name": "back", "label": qsTrId("nav.back"), "symbol": "arrow-left", "intent": "Back", "compact": Theme.wide },
        { "name": "continue", "label": view.pages > 1 ? Ui.text({ "id": "nav.next_page", "values": { "n": String(view.page), "total": String(view.pages) } }, Chrome.language) : qsTrId("nav.next"),
          "symbol": "arrow-right", "symbolLast": true, "intent": "Continue", "enabled": view.can_continue }
    ]

    Repeater {
        model: screen.view.fields.length
        Field {
            required property int index
            width: parent.width
            field: screen.view.fields[index] || empty
        }
    }
}
