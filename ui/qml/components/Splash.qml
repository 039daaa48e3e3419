import QtQuick

// A whole panel with one sign and one sentence.
FocusScope {
    id: splash

    property bool bar: true
    property bool gesture: true
    property string symbol
    property string title
    property string text
    property string code
    property real clear: 0
    default property alias content: below.data

    Accessible.role: Accessible.Pane
    Accessible.name: title
    Accessible.description: text

    Panel { anchors.fill: parent; edgeBelow: true }
    Column {
        anchors { left: parent.left; right: parent.right; margins: Theme.margin * 2 }
        y: Math.max(Theme.margin, (parent.height - height) * (Theme.lowTop > 0 && !Theme.wide ? 0.7 : 0.45))
        spacing: Theme.space

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.tight ? Theme.bigIcon * 1.9 : Theme.bigIcon * 3
            height: width
            radius: Theme.radius * 2
            color: Theme.heroMark
            Icon {
                anchors.centerIn: parent
                name: splash.symbol
                size: parent.width * 0.6
                tone: Theme.hero
            }
        }
        Label {
            objectName: "title"
            width: parent.width
            text: splash.title
            size: Theme.h1
            weight: 800
            color: Theme.heroInk
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Label {
            objectName: "subtitle"
            width: parent.width
            visible: text !== ""
            text: splash.text
            lineHeight: 1.15
            color: Theme.heroSoft
            horizontalAlignment: Text.AlignHCenter
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: splash.code !== ""
            width: codeWords.width + Theme.space * 2
            height: codeWords.height + Theme.gap * 2
            radius: Theme.radius
            color: Theme.accent
            Label {
                id: codeWords
                objectName: "code"
                anchors.centerIn: parent
                text: splash.code
                size: Theme.h2
                weight: 800
                color: Theme.accentInk
                wrapMode: Text.NoWrap
            }
        }
        Column {
            id: below
            width: parent.width
            spacing: Theme.space
        }
    }
}
