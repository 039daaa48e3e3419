import QtQuick
import "../components"

// The request is safe and its number stands here; the paper is on its way.
Page {
    id: screen

    title: qsTrId("print.title")
    subtitle: qsTrId("done.take")
    symbol: "printer"

    Numbers {
        width: parent.width
        number: screen.view.number
        queue: screen.view.queue || ""
    }
    Item {
        width: parent.width
        height: Math.max(Theme.touch, screen.room - y)
        Busy { anchors.centerIn: parent }
    }
}
