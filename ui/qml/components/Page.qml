import QtQuick

// How every screen stands: the panel with the title (above, or at the left where the screen is wide),
// the content, and the actions at its foot. A lowered screen leaves its upper third to the panel.
FocusScope {
    id: page

    property var view
    property string title
    property string subtitle
    property string symbol
    property var actions: []
    property Component aside
    property bool atFoot: false
    property real spacing: Theme.space
    readonly property real room: work.height - (foot.height > 0 ? foot.height + Theme.space : 0)
    readonly property real workWidth: work.width
    // Too little room for the fixed part and a useful piece of the rest: then it ends the content instead.
    readonly property bool joins: pinned.height > 0 && room - pinned.height - Theme.space < Theme.least * 1.6
    default property alias content: scroll.content
    // What stands between the scrolled content and the actions, always seen where there is room for both.
    property alias fixed: pinned.data
    readonly property alias scroller: scroll

    function say(message) { return message && message.id ? Ui.text(message, Chrome.language) : "" }
    function fill(id, values) { return Ui.text({ id: id, values: values }, Chrome.language) }

    focus: true
    Accessible.role: Accessible.Pane
    Accessible.name: title
    Accessible.description: subtitle

    Panel {
        id: panel
        width: Theme.wide ? Theme.heroWidth : page.width
        height: Theme.wide ? page.height
            : Math.max(Theme.lowTop, top.height + words.height + Theme.margin * 2 + Theme.space * 1.5)

        Item {
            id: top
            anchors { top: parent.top; left: parent.left; right: parent.right; margins: Theme.margin }
            height: Math.max(brand.height, stepsAbove.height)
            Brand {
                id: brand
                width: parent.width - (Theme.wide ? 0 : stepsAbove.width + Theme.space)
            }
            Steps {
                id: stepsAbove
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                visible: !Theme.wide && Chrome.step > 0
            }
        }
        Column {
            id: words
            anchors { left: parent.left; right: parent.right; margins: Theme.margin }
            y: Theme.wide
                ? top.height + Theme.margin + Theme.space * (Theme.tight ? 0.6 : 2)
                : panel.height - height - Theme.margin - Theme.line * 2
            spacing: Theme.gap

            Icon {
                visible: Theme.wide && page.symbol !== "" && !Theme.tight
                name: page.symbol
                size: Theme.bigIcon * 1.5
                tone: Theme.accent
            }
            Label {
                objectName: "title"
                width: parent.width
                text: page.title
                size: Theme.wide ? Theme.h1 * 0.86 : Theme.h1
                weight: 800
                lineHeight: 1.05
                color: Theme.heroInk
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Label {
                objectName: "subtitle"
                width: parent.width
                visible: text !== ""
                text: page.subtitle
                size: Theme.wide && Theme.tight ? Theme.small : Theme.body
                color: Theme.heroSoft
                lineHeight: 1.15
            }
            Loader {
                width: parent.width
                readonly property real room: rail.y - words.y - y - Theme.gap
                active: Theme.wide && page.aside !== null
                visible: active
                sourceComponent: page.aside
            }
        }
        Item {
            id: rail
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.margin }
            anchors.bottomMargin: Theme.margin + (stepsBelow.visible ? stepsBelow.height + Theme.gap : 0)
            height: Theme.least
        }
        Steps {
            id: stepsBelow
            anchors { left: parent.left; bottom: parent.bottom; margins: Theme.margin }
            visible: Theme.wide && Chrome.step > 0
        }
    }

    Item {
        id: work
        x: (Theme.wide ? panel.width : 0) + Theme.margin
        y: (Theme.wide ? Theme.lowTop : panel.height) + Theme.space
        width: page.width - x - Theme.margin
        height: page.height - y - Theme.space

        Scroll {
            id: scroll
            atFoot: page.atFoot && !Theme.wide
            width: parent.width
            height: page.room - (pinned.height > 0 && !page.joins ? pinned.height + Theme.space : 0)
            rail: Theme.wide ? rail : null
            tailHeight: page.joins ? pinned.height : 0
        }
        Column {
            id: pinned
            parent: page.joins ? scroll.tail : work
            y: page.joins ? 0 : page.room - height
            width: work.width
            spacing: Theme.gap
        }
        ActionRow {
            id: foot
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: implicitHeight
            actions: page.actions
        }
    }
}
