import QtQuick
import "../components"

Splash {
    id: screen
    property var view

    symbol: "wrench"
    title: qsTrId("oos.title")
    text: Ui.text(view.reason, Chrome.language) + "\n" + qsTrId("oos.elsewhere")
    code: view.code

    Label {
        width: parent.width
        text: Ui.text({ "id": "err.code", "values": { "code": screen.view.code } }, Chrome.language)
        size: Theme.small
        color: Theme.heroSoft
        horizontalAlignment: Text.AlignHCenter
    }
}
