import QtQuick

// What to do, in pictures: numbered steps, one below the other or side by side.
Grid {
    id: guide

    property var lines: []
    property real room: 0
    readonly property bool aside: Theme.wide && !Theme.tight && width > Theme.body * 24
    readonly property real cellWidth: aside ? (width - spacing * (lines.length - 1)) / Math.max(1, lines.length) : width
    readonly property real cellHeight: aside
        ? Math.min(room, Theme.bigIcon * 7)
        : Math.min(Theme.bigIcon * 5.2, (room - spacing * (lines.length - 1)) / Math.max(1, lines.length))

    columns: aside ? lines.length : 1
    spacing: Theme.gap

    Repeater {
        model: guide.lines.length
        Card {
            id: cell
            required property int index
            readonly property var line: guide.lines[index] || ["", ""]
            width: guide.cellWidth
            height: Math.max(guide.cellHeight, guide.aside ? sign.height + words.height + Theme.space * 3 : Math.max(sign.height, words.height) + Theme.space)
            Accessible.role: Accessible.StaticText
            Accessible.name: (index + 1) + ". " + line[1]

            Rectangle {
                id: sign
                x: guide.aside ? (cell.width - width) / 2 : Theme.space
                y: guide.aside ? Theme.space * 1.2 : (cell.height - height) / 2
                width: Math.max(Theme.bigIcon, Math.min(Theme.bigIcon * 2.2, guide.cellHeight * (guide.aside ? 0.5 : 0.72)))
                height: width
                radius: Theme.radius
                color: Theme.tint
                border { color: Theme.edge; width: Theme.dark ? Theme.line : 0 }
                Icon {
                    anchors.centerIn: parent
                    name: cell.line[0]
                    size: parent.width * 0.62
                    tone: Theme.tintInk
                }
                Rectangle {
                    anchors { horizontalCenter: parent.left; verticalCenter: parent.top }
                    width: number.height * 1.2
                    height: width
                    radius: width / 2
                    color: Theme.accent
                    Label {
                        id: number
                        anchors.centerIn: parent
                        text: cell.index + 1
                        size: Theme.small
                        weight: 800
                        color: Theme.accentInk
                        Accessible.ignored: true
                    }
                }
            }
            Label {
                id: words
                x: guide.aside ? Theme.space * 0.6 : sign.x + sign.width + Theme.space
                width: cell.width - x - Theme.space * 0.6
                y: guide.aside ? sign.y + sign.height + Theme.space * 0.6 : (cell.height - height) / 2
                text: cell.line[1]
                weight: 600
                lineHeight: 1.1
                horizontalAlignment: guide.aside ? Text.AlignHCenter : Text.AlignLeft
                Accessible.ignored: true
            }
        }
    }
}
