import QtQuick

Press {
    id: tab

    property bool framed: false

    implicitWidth: Math.max(Theme.least, words.implicitWidth + Theme.space * 1.4)
    implicitHeight: Math.max(Theme.least, words.implicitHeight + Theme.gap)
    radius: framed ? Theme.radius * 0.7 : height / 2
    Accessible.role: Accessible.PageTab
    Accessible.selected: checked

    Rectangle {
        anchors.fill: parent
        radius: tab.radius
        color: tab.checked ? Theme.chosen : tab.down ? Theme.tint : Theme.card
        border { color: Theme.outline; width: tab.checked ? 0 : Math.max(1, Theme.line * 0.7) }
    }
    Label {
        id: words
        anchors.centerIn: parent
        width: tab.framed ? tab.width - Theme.gap : implicitWidth
        text: tab.label
        size: tab.framed ? Theme.tiny : Theme.small
        weight: 700
        lineHeight: 0.98
        horizontalAlignment: Text.AlignHCenter
        color: tab.checked ? Theme.chosenInk : Theme.ink
        Accessible.ignored: true
    }
}
