import QtQuick
import "../components"

Splash {
    property var view

    bar: false
    symbol: "landmark"
    title: qsTrId("brand.name")
    text: qsTrId("starting.text")
}
