import QtQuick
import "../components"

Page {
    id: screen

    readonly property var symbols: ({
        "consent.who": "landmark", "consent.what": "id-card", "consent.why": "target", "consent.legal": "scale",
        "consent.keep": "timer", "consent.share": "share-2", "consent.rights": "hand", "consent.optional": "door-open",
        "consent.child": "baby"
    })
    readonly property var lead: view.paragraphs.length > 0 ? view.paragraphs[0] : null

    title: qsTrId("consent.title")
    subtitle: lead ? Ui.text(lead, Chrome.language) : ""
    symbol: "shield-check"
    actions: [
        { "name": "back", "label": qsTrId("nav.back"), "symbol": "arrow-left", "intent": "Back", "compact": true },
        { "name": "refuse", "label": qsTrId("consent.refuse"), "symbol": "x", "intent": "Refuse" },
        { "name": "agree", "label": qsTrId("consent.agree"), "symbol": "check", "intent": "Agree", "enabled": view.can_agree }
    ]

    Column {
        width: parent.width
        spacing: Theme.gap * 1.2
        Repeater {
            model: Math.max(0, screen.view.paragraphs.length - 1)
            Row {
                required property int index
                readonly property var said: screen.view.paragraphs[index + 1]
                width: parent.width
                spacing: Theme.gap * 1.2
                Rectangle {
                    id: badge
                    width: Theme.icon * 1.4
                    height: width
                    radius: Theme.radius * 0.6
                    color: Theme.tint
                    border { color: Theme.edge; width: Theme.dark ? Theme.line : 0 }
                    Icon {
                        anchors.centerIn: parent
                        name: (said && screen.symbols[said.id]) || "info"
                        size: Theme.icon * 0.9
                        tone: Theme.tintInk
                    }
                }
                Label {
                    width: parent.width - badge.width - parent.spacing
                    text: screen.say(said)
                    size: Theme.wide && !Theme.tight ? Theme.small : Theme.small * 1.06
                    lineHeight: 1.14
                }
            }
        }
        Label {
            width: parent.width
            text: screen.fill("consent.version", { version: screen.view.version })
            size: Theme.tiny
            color: Theme.inkSoft
        }
    }
    fixed: [
        Tick {
            objectName: "consent-data"
            width: screen.workWidth
            label: qsTrId("consent.data")
            checked: screen.view.data
            intent: "TickConsent"
            args: ["data"]
        },
        Tick {
            objectName: "consent-face"
            width: screen.workWidth
            label: qsTrId("consent.face")
            checked: screen.view.face
            intent: "TickConsent"
            args: ["face"]
        }
    ]
}
