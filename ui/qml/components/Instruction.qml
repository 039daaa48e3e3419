import QtQuick

// The one thing to do now before the camera, as a sign and in words.
Rectangle {
    id: said

    property var view
    property real most: 0

    width: Math.min(most, sign.width + words.implicitWidth + Theme.space * 2 + Theme.gap + 1)
    height: Math.max(words.height, sign.height) + Theme.gap * 1.4
    radius: Math.min(height / 2, Theme.radius * 2)
    color: view.good ? Theme.good : Theme.card
    border { color: view.good ? Theme.goodInk : Theme.outline; width: Theme.line * 1.4 }
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Icon {
        id: sign
        x: Theme.space * 0.8
        anchors.verticalCenter: parent.verticalCenter
        name: said.view.icon
        size: Theme.tight ? Theme.icon * 1.2 : Theme.bigIcon
        tone: said.view.good ? Theme.goodInk : Theme.tintInk
    }
    Label {
        id: words
        objectName: "instruction"
        readonly property bool announces: true
        x: sign.x + sign.width + Theme.gap
        width: parent.width - x - Theme.space * 0.8
        anchors.verticalCenter: parent.verticalCenter
        text: Ui.text(said.view.instruction, Chrome.language)
        size: Theme.wide ? Theme.body : Theme.body * 1.2
        weight: 800
        lineHeight: 1.05
        color: said.view.good ? Theme.goodInk : Theme.ink
        Accessible.ignored: true
    }
}
