import QtQuick
import "../components"

// Nobody touched anything for a while: the screen closes soon, to keep the data safe.
Dialog {
    symbol: "hourglass"
    title: qsTrId("idle.title")
    body: Ui.text({ id: "idle.body", values: { s: Chrome.overlay ? Chrome.overlay.seconds : 0 } }, Chrome.language)
    actions: [
        { name: "cancel", label: qsTrId("nav.home"), symbol: "x", intent: "Cancel" },
        { name: "still-here", label: qsTrId("idle.more"), symbol: "check", intent: "StillHere" }
    ]
}
