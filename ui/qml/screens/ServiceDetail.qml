import QtQuick
import "../components"

Page {
    id: screen

    title: view.name
    subtitle: view.summary
    symbol: "file-text"
    actions: [
        { "name": "back", "label": qsTrId("nav.back"), "symbol": "arrow-left", "intent": "Back" },
        { "name": "continue", "label": view.mode === "handoff" ? qsTrId("svc.start_handoff") : qsTrId("svc.start"), "symbol": "arrow-right", "symbolLast": true, "intent": "Continue", "enabled": view.can_start }
    ]

    Notice {
        objectName: "refusal"
        width: parent.width
        kind: "bad"
        text: screen.view.refusal ? Ui.text(screen.view.refusal, Chrome.language) : ""
    }
    Notice {
        width: parent.width
        kind: screen.view.mode === "full" ? "good" : "info"
        symbol: screen.view.mode === "full" ? "circle-check" : screen.view.mode === "submit" ? "send" : "users"
        text: screen.view.mode === "full" ? qsTrId("svc.mode_full") : screen.view.mode === "submit" ? qsTrId("svc.mode_submit")
            : screen.view.mode === "handoff" ? qsTrId("svc.mode_handoff") : qsTrId("svc.mode_info")
    }
    Row {
        id: facts
        width: parent.width
        spacing: Theme.gap
        Repeater {
            model: [["calendar-check", screen.view.due], ["banknote", screen.view.fee]]
            Card {
                required property var modelData
                width: (facts.width - facts.spacing) / 2
                height: Math.max(factWords.height, factIcon.height) + Theme.space
                Icon { id: factIcon; x: Theme.space * 0.6; anchors.verticalCenter: parent.verticalCenter; name: modelData[0]; tone: Theme.tintInk }
                Label {
                    id: factWords
                    anchors { left: factIcon.right; right: parent.right; leftMargin: Theme.gap; rightMargin: Theme.gap; verticalCenter: parent.verticalCenter }
                    text: modelData[1]
                    size: Theme.small
                    weight: 700
                }
            }
        }
    }
    Label {
        width: parent.width
        visible: !!screen.view.eligibility
        text: screen.view.eligibility || ""
        size: Theme.small
        weight: 600
    }
    Section {
        width: parent.width
        visible: screen.view.need.length > 0
        Bullets {
            width: parent.width
            heading: qsTrId("svc.need")
            lines: screen.view.need
            symbol: "file-text"
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
    Label {
        width: parent.width
        visible: screen.view.legal_basis.length > 0
        text: qsTrId("svc.legal") + ": " + screen.view.legal_basis.join(", ")
        size: Theme.tiny
        color: Theme.inkSoft
    }
}
