import QtQuick
import "../components"

// Invites whoever comes by. The whole card begins; a language begins in that language.
Item {
    id: screen

    property var view
    readonly property bool ownLanguages: true
    readonly property bool side: Theme.wide
    // What the panel needs for its title and the notice.
    readonly property real least: top.height + Theme.margin * 2 + Theme.h1 * 3.2 + notice.height + Theme.space * 2.4
    readonly property var journey: [
        { symbol: "id-card", text: qsTrId("attract.who") },
        { symbol: "scan-face", text: qsTrId("attract.face") },
        { symbol: "layout-grid", text: qsTrId("attract.service") },
        { symbol: "receipt-text", text: qsTrId("attract.receipt") }
    ]

    Accessible.role: Accessible.Pane
    Accessible.name: qsTrId("welcome.title")

    Panel {
        id: hero
        width: screen.side ? screen.width * 0.5 : screen.width
        height: screen.side ? screen.height : screen.height - card.height - languages.height - hours.height - Theme.space * 3 - Theme.gap

        Item {
            id: top
            anchors { top: parent.top; left: parent.left; right: parent.right; margins: Theme.margin }
            height: Math.max(brand.height, time.height)
            Brand { id: brand; width: parent.width - time.width - Theme.space }
            Column {
                id: time
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                Label {
                    objectName: "clock"
                    anchors.right: parent.right
                    text: Chrome.clock
                    size: Theme.h2
                    weight: 800
                    color: Theme.heroInk
                }
            }
        }
        Column {
            readonly property real free: hero.height - top.height - Theme.margin * 2
            anchors { left: parent.left; right: parent.right; margins: Theme.margin }
            y: top.height + Theme.margin + Math.max(Theme.gap, (free - height) * (Chrome.modes.low ? 0.85 : 0.55))
            spacing: Theme.space

            Label {
                objectName: "title"
                readonly property bool announces: true
                width: parent.width
                text: qsTrId("welcome.title")
                size: screen.side ? Math.min(Theme.display * 0.86, screen.height * 0.1) : Math.max(Theme.h2, Math.min(Theme.display, (parent.free - Theme.space * 2.4 - notice.height) / 4.4))
                weight: 800
                lineHeight: 1.0
                color: Theme.heroInk
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Notice {
                id: notice
                objectName: "notice"
                width: parent.width
                kind: "warn"
                text: screen.view.notice ? Ui.text(screen.view.notice, Chrome.language) : ""
            }
        }
    }
    Card {
        id: card
        x: screen.side ? hero.width + Theme.margin : Theme.margin
        y: screen.side ? screen.height - height - languages.height - hours.height - Theme.space - Theme.gap - Theme.margin : hero.height + Theme.space
        width: screen.width - x - Theme.margin
        height: screen.side ? Math.min(room, fitting) : fitting
        border { color: Theme.dark ? Theme.outline : Theme.edge; width: Theme.line }

        readonly property real fitting: steps.height + begin.implicitHeight + Theme.space * 3
        readonly property real room: screen.height - languages.height - hours.height - Theme.space - Theme.gap - Theme.margin * 2

        Row {
            id: steps
            x: Theme.space
            y: Theme.space
            width: parent.width - Theme.space * 2
            visible: !Theme.tight && (screen.side ? card.room : screen.height - screen.least - languages.height - hours.height - Theme.space * 3) > implicitHeight + Theme.touch * 1.5 + Theme.space * 3
            height: visible ? implicitHeight : 0
            Repeater {
                model: 4
                Column {
                    required property int index
                    width: steps.width / 4
                    spacing: Theme.gap * 0.6
                    Rectangle {
                        anchors.horizontalCenter: parent.horizontalCenter
                        width: Theme.bigIcon * 1.5
                        height: width
                        radius: Theme.radius
                        color: Theme.tint
                        border { color: Theme.outline; width: Theme.dark ? Theme.line : 0 }
                        Icon { anchors.centerIn: parent; name: screen.journey[parent.parent.index].symbol; size: Theme.bigIcon; tone: Theme.tintInk }
                    }
                    Label {
                        width: parent.width - Theme.gap * 0.5
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: screen.journey[parent.index].text
                        size: Theme.tiny
                        weight: 600
                        horizontalAlignment: Text.AlignHCenter
                    }
                }
            }
        }
        Action {
            id: begin
            objectName: "begin"
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.space }
            focus: true
            kind: "primary"
            least: Theme.touch * (steps.visible ? 1.3 : 1)
            size: Theme.h2
            label: qsTrId("welcome.sub")
            symbol: "arrow-right"
            symbolLast: true
            intent: "Begin"
        }
    }
    Languages {
        id: languages
        x: card.x
        y: card.y + card.height + Theme.space
        width: card.width
    }
    Row {
        id: hours
        x: card.x
        y: languages.y + languages.height + Theme.gap
        width: card.width
        spacing: Theme.gap
        Icon { id: clockSign; name: "clock"; size: Theme.small * 1.2; tone: Theme.inkSoft; anchors.verticalCenter: parent.verticalCenter }
        Label {
            objectName: "opening"
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - clockSign.width - parent.spacing
            text: Chrome.date + " · " + Ui.text({ id: "welcome.open", values: { open: screen.view.opens, close: screen.view.closes } }, Chrome.language) + " · " + qsTrId("welcome.free")
            size: Theme.tiny
            weight: 600
            color: Theme.inkSoft
        }
    }
}
