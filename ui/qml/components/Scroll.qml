import QtQuick

// Content that may be longer than the room for it; then buttons turn it, since not everyone knows to swipe.
// They stand below the content, or in `rail` where the screen offers one.
Item {
    id: scroll

    default property alias content: holder.data
    readonly property alias list: flick
    readonly property alias tail: tailHolder
    property real tailHeight: 0
    property bool atFoot: false
    property Item rail: null
    readonly property real needed: whole.implicitHeight
    readonly property bool overflows: needed > height + 1
    readonly property real strip: overflows && rail === null ? buttons.height + Theme.gap : 0

    function turn(by) {
        const most = flick.contentHeight - flick.height
        flick.contentY = Math.max(0, Math.min(most, flick.contentY + by * flick.height * 0.8))
    }
    function reset() { flick.contentY = 0 }

    Flickable {
        id: flick
        width: parent.width
        height: parent.height - scroll.strip
        contentWidth: width
        contentHeight: whole.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        interactive: scroll.overflows
        clip: scroll.overflows
        onHeightChanged: returnToBounds()
        onContentHeightChanged: returnToBounds()

        Column {
            id: whole
            y: scroll.atFoot ? Math.max(0, flick.height - implicitHeight) : 0
            width: flick.width
            spacing: Theme.space
            Column {
                id: holder
                width: parent.width
                spacing: Theme.space
            }
            Item {
                id: tailHolder
                width: parent.width
                height: scroll.tailHeight
                visible: height > 0
            }
        }
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: flick.bottom }
        height: Theme.space
        visible: scroll.overflows && !flick.atYEnd
        gradient: Gradient {
            GradientStop { position: 0; color: Qt.alpha(Theme.paper, 0) }
            GradientStop { position: 1; color: Theme.paper }
        }
    }
    Grid {
        id: buttons
        readonly property bool upright: scroll.rail !== null && scroll.rail.width < Theme.least * 2
        readonly property real share: upright ? scroll.rail.width : ((scroll.rail ? scroll.rail.width : scroll.width) - Theme.gap) / 2
        parent: scroll.rail || scroll
        x: scroll.rail ? 0 : scroll.width - width
        y: scroll.rail ? 0 : scroll.height - height
        spacing: Theme.gap
        visible: scroll.overflows
        columns: upright ? 1 : 2

        Action {
            objectName: "scroll-up"
            height: Theme.least
            width: buttons.upright ? buttons.share : Math.max(Theme.least, Math.min(naturalWidth, buttons.share))
            bare: naturalWidth > buttons.share
            least: Theme.least
            size: Theme.small
            symbol: "chevron-up"
            label: qsTrId("nav.up")
            enabled: !flick.atYBeginning
            onFired: scroll.turn(-1)
        }
        Action {
            objectName: "scroll-down"
            height: Theme.least
            width: buttons.upright ? buttons.share : Math.max(Theme.least, Math.min(naturalWidth, buttons.share))
            bare: naturalWidth > buttons.share
            least: Theme.least
            size: Theme.small
            symbol: "chevron-down"
            label: qsTrId("nav.down")
            enabled: !flick.atYEnd
            onFired: scroll.turn(1)
        }
    }
}
