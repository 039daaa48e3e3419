import QtQuick
import "../components"

Page {
    id: screen

    title: Ui.text(view.title, Chrome.language)
    subtitle: Ui.text(view.explanation, Chrome.language)
    atFoot: true
    symbol: "user-round-x"
    actions: [
        { "name": "cancel", "label": qsTrId("nav.cancel"), "symbol": "x", "intent": "Cancel", "kind": "secondary", "compact": true },
        { "name": "back", "label": qsTrId("nav.back"), "symbol": "arrow-left", "intent": "Back", "kind": "secondary" }
    ].concat(view.attempts_left > 0 ? [{ "name": "retry", "label": qsTrId("nav.retry"), "symbol": "rotate-ccw", "intent": "Retry" }] : [])

    Label {
        id: heading
        width: parent.width
        text: qsTrId("fail.alt")
        size: Theme.small
        weight: 700
        color: Theme.inkSoft
    }
    Ways {
        width: parent.width
        all: screen.view.ways
        room: screen.room - heading.height - Theme.space
    }
}
