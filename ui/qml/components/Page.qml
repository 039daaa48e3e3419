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
    // False where every control stands at the foot anyway, so that a lowered screen keeps its room.
    property bool lowers: true
    readonly property real lowTop: lowers ? Theme.lowTop : 0
    readonly property bool stacked: !Theme.wide || lowTop > 0
    readonly property bool beside: Theme.wide && stacked
    property real spacing: Theme.space
    readonly property real room: work.height - (foot.height > 0 ? foot.height + Theme.space : 0)
    readonly property real workWidth: scroll.width
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
        edgeBelow: page.stacked
        width: page.stacked ? page.width : Theme.heroWidth
        height: page.stacked ? Math.max(page.lowTop, top.height + words.height + Theme.margin * 2 + Theme.space * (Theme.wide ? 0.5 : 1.5))
            : page.height

        Item {
            id: top
            anchors { top: parent.top; left: parent.left; right: parent.right; margins: Theme.margin }
            height: Math.max(brand.height, stepsAbove.height)
            Brand {
                id: brand
                width: parent.width - (page.stacked ? stepsAbove.width + Theme.space : 0)
            }
            Steps {
                id: stepsAbove
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                visible: page.stacked && Chrome.step > 0
            }
        }
        Column {
            id: words
            x: Theme.margin
            width: (page.beside && page.aside !== null ? panel.width * 0.5 : panel.width) - Theme.margin * 2
            y: !page.stacked
                ? top.height + Theme.margin + Theme.space * (Theme.tight ? 0.6 : 2)
                : panel.height - height - Theme.margin - Theme.line * 2
            spacing: Theme.gap

            Icon {
                visible: !page.stacked && page.symbol !== "" && !Theme.tight && Theme.body < 40 * Theme.unit
                name: page.symbol
                size: Theme.bigIcon * 1.5
                tone: Theme.accent
            }
            Label {
                objectName: "title"
                readonly property bool announces: true
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
                readonly property bool announces: true
                width: parent.width
                visible: text !== ""
                text: page.subtitle
                size: Theme.wide && (Theme.tight || Theme.body > 40 * Theme.unit) ? Theme.small : Theme.body
                color: Theme.heroSoft
                lineHeight: 1.15
            }
            Loader {
                width: parent.width
                readonly property real room: rail.y - words.y - y - Theme.gap
                active: !page.stacked && page.aside !== null
                visible: active
                sourceComponent: page.aside
            }
        }
        Loader {
            readonly property real room: panel.height - y - Theme.margin
            x: panel.width * 0.5
            y: top.y + top.height + Theme.gap
            width: panel.width * 0.5 - Theme.margin
            active: page.beside && page.aside !== null
            visible: active
            sourceComponent: page.aside
        }
        Item {
            id: rail
            visible: !page.stacked
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.margin }
            anchors.bottomMargin: Theme.margin + (stepsBelow.visible ? stepsBelow.height + Theme.gap : 0)
            height: Theme.least
        }
        Steps {
            id: stepsBelow
            anchors { left: parent.left; bottom: parent.bottom; margins: Theme.margin }
            visible: !page.stacked && Chrome.step > 0 && words.y + words.height < panel.height - Theme.margin * 2
        }
    }

    Item {
        id: work
        x: (page.stacked ? 0 : panel.width) + Theme.margin
        y: (page.stacked ? panel.height : 0) + Theme.space
        width: page.width - x - Theme.margin
        height: page.height - y - Theme.space

        Scroll {
            id: scroll
            atFoot: page.atFoot && !Theme.wide
            width: parent.width - (page.beside ? railBeside.width + Theme.gap : 0)
            height: page.room - (pinned.height > 0 && !page.joins ? pinned.height + Theme.space : 0)
            rail: page.beside ? railBeside : Theme.wide ? rail : null
            tailHeight: page.joins ? pinned.height : 0
        }
        Item {
            id: railBeside
            anchors.right: parent.right
            visible: page.beside
            width: Theme.least * 1.4
            height: scroll.height
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
