import QtQuick
import "../components"

Page {
    id: screen

    readonly property int columns: Theme.wide && workWidth > Theme.body * 26 ? 3 : 2
    readonly property int shown: view.cards.length
    readonly property int rows: Math.max(1, Math.ceil(shown / columns))

    title: qsTrId("svc.title")
    subtitle: Theme.wide ? qsTrId("svc.sub") : ""
    symbol: "layout-grid"
    actions: [
        { "name": "finish", "label": qsTrId("svc.leave"), "symbol": "log-out", "intent": "Finish", "kind": "secondary", "compact": true }
    ].concat(view.pages > 1 ? [
        { "name": "previous-page", "label": qsTrId("nav.previous"), "symbol": "chevron-left", "intent": "TurnPage", "args": [-1], "enabled": view.page > 1, "kind": "secondary", "compact": true },
        { "name": "next-page", "label": Ui.text({ "id": "nav.page", "values": { "n": String(view.page), "total": String(view.pages) } }, Chrome.language), "symbol": "chevron-right", "symbolLast": true, "intent": "TurnPage", "args": [1], "enabled": view.page < view.pages, "kind": "secondary" }
    ] : [])

    Column {
        width: parent.width
        spacing: Theme.gap

        Press {
            id: search
            objectName: "search"
            width: parent.width
            label: qsTrId("svc.search")
            help: screen.view.query
            onFired: Ui.edit({ "name": "search", "kind": "search", "label": qsTrId("svc.search"), "text": screen.view.query })
            Card {
                anchors.fill: parent
                radius: height / 2
                border { color: Theme.primary; width: Theme.line }
            }
            Icon {
                id: lens
                x: Theme.space
                anchors.verticalCenter: parent.verticalCenter
                name: "search"
                tone: Theme.tintInk
            }
            Label {
                anchors { left: lens.right; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: Theme.gap; rightMargin: Theme.space }
                text: screen.view.query === "" ? qsTrId("svc.search") : screen.view.query
                size: Theme.small
                weight: screen.view.query === "" ? 500 : 700
                color: screen.view.query === "" ? Theme.inkSoft : Theme.ink
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
        Flow {
            id: tabs
            // Where a finger is wide beside the type, a grid of equal fields takes less room than pills.
            readonly property bool framed: Theme.least > Theme.small * 2.4 || Chrome.modes.text_size > 0
            width: parent.width
            spacing: Theme.gap
            readonly property int across: (width - Theme.gap * 3) / 4 > Theme.tiny * 7.8 + Theme.gap ? 4 : 2
            visible: screen.view.query === ""
            Repeater {
                model: screen.view.domains.length
                Tab {
                    required property int index
                    readonly property var domain: screen.view.domains[index] || ["", { "id": "" }]
                    objectName: "domain-" + domain[0]
                    framed: tabs.framed
                    width: framed ? (tabs.width - Theme.gap * (tabs.across - 1)) / tabs.across : implicitWidth
                    label: Ui.text(domain[1], Chrome.language)
                    checked: screen.view.domain === domain[0]
                    intent: "ChooseDomain"
                    args: [domain[0]]
                }
            }
        }
        Grid {
            id: grid
            readonly property real free: screen.room - search.height - (tabs.visible ? tabs.height + Theme.gap : 0) - Theme.gap
            readonly property real fair: (free - Theme.gap * (screen.rows - 1)) / screen.rows
            readonly property real tallest: {
                let most = 0
                for (let at = 0; at < cards.count; at++)
                    most = Math.max(most, cards.itemAt(at) ? cards.itemAt(at).implicitHeight : 0)
                return most
            }
            width: parent.width
            columns: screen.columns
            spacing: Theme.gap
            Repeater {
                id: cards
                model: screen.shown
                ServiceTile {
                    required property int index
                    readonly property var card: screen.view.cards[index] || { "code": "", "name": "", "summary": "", "icon": "", "mode": "info" }
                    objectName: "service-" + card.code
                    width: (grid.width - Theme.gap * (screen.columns - 1)) / screen.columns
                    height: Math.max(grid.tallest, Math.min(grid.fair, Theme.touch * 2.6))
                    symbol: card.icon
                    label: card.name
                    mode: card.mode
                    intent: "ChooseService"
                    args: [card.code]
                }
            }
        }
        Notice {
            width: parent.width
            symbol: "search-x"
            text: screen.shown === 0 ? qsTrId("svc.none") : ""
        }
    }
}
