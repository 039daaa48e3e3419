import QtQuick
import "../components"

// Help is on its way; the screen waits.
Dialog {
    symbol: "hand-helping"
    title: qsTrId("staff.title")
    body: qsTrId("staff.body")
    actions: [{ name: "close-staff", label: qsTrId("staff.close"), symbol: "check", intent: "CloseStaff" }]
}
