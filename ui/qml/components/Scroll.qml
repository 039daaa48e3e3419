import QtQuick

// Content that may be longer than the room for it; then buttons turn it, since not everyone knows to swipe.
Item {
    id: scroll

    default property alias content: holder.data
    readonly property real needed: holder.implicitHeight
    readonly property bool overflows: needed > height + 1
    readonly property real strip: overflows ? buttons.height + Theme.gap : 0
    readonly property alias list: flick
    property bool atFoot: false

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
        contentHeight: holder.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        interactive: scroll.overflows
        clip: scroll.overflows
        onHeightChanged: returnToBounds()
        onContentHeightChanged: returnToBounds()

        Column {
            id: holder
            y: scroll.atFoot ? Math.max(0, flick.height - implicitHeight) : 0
            width: flick.width
            spacing: Theme.space
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
    Row {
        id: buttons
        anchors { right: parent.right; bottom: parent.bottom }
        spacing: Theme.gap
        visible: scroll.overflows
        height: Theme.least

        Action {
            objectName: "scroll-up"
            height: parent.height
            least: Theme.least
            size: Theme.small
            symbol: "chevron-up"
            label: qsTrId("nav.up")
            enabled: !flick.atYBeginning
            onFired: scroll.turn(-1)
        }
        Action {
            objectName: "scroll-down"
            height: parent.height
            least: Theme.least
            size: Theme.small
            symbol: "chevron-down"
            label: qsTrId("nav.down")
            enabled: !flick.atYEnd
            onFired: scroll.turn(1)
        }
    }
}
