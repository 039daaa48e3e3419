import QtQuick
import "components"

// The window: one page, the access bar, and what may lie over them.
FocusScope {
    id: root

    readonly property string overlayKind: Chrome.overlay ? Chrome.overlay.kind : ""
    readonly property bool free: overlayKind === ""
    readonly property var page: pages.item

    focus: true

    Keys.onPressed: event => {
        const arrows = { [Qt.Key_Left]: "left", [Qt.Key_Right]: "right", [Qt.Key_Up]: "up", [Qt.Key_Down]: "down" }
        Ui.keyboardMode = true
        if (event.key === Qt.Key_F13 || event.key === Qt.Key_F14)
            Ui.pressSwitch(event.key === Qt.Key_F13 ? "next" : "choose")
        else if (arrows[event.key] !== undefined)
            Ui.moveFocus(arrows[event.key])
        else if (keyboard.open)
            keyboard.typed(event)
        else if (event.key === Qt.Key_Escape && picker.open)
            picker.close()
        else if (event.key === Qt.Key_Escape)
            Ui.send(root.overlayKind === "StaffCall" ? "CloseStaff" : root.free ? "Back" : "StillHere", [])
        else if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9 && root.free)
            Ui.send("DigitPressed", [String(event.key - Qt.Key_0)])
        else if (event.key === Qt.Key_Backspace && root.free)
            Ui.send("DeletePressed", [])
        else
            return
        event.accepted = true
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    Loader {
        id: pages
        width: parent.width
        height: parent.height - (bar.visible ? bar.height : 0)
        enabled: root.free && !picker.open
        focus: true
    }
    AccessBar {
        id: bar
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: implicitHeight
        visible: root.page !== null && root.page.bar !== false
        languages: root.page !== null && root.page.ownLanguages !== true
        enabled: root.free
    }
    Picker {
        id: picker
        width: parent.width
        height: pages.height
        enabled: root.free
    }
    Keyboard {
        id: keyboard
        width: parent.width
        height: parent.height
        enabled: root.free
    }
    Loader {
        anchors.fill: parent
        active: !root.free
        source: root.free ? "" : "screens/" + root.overlayKind + ".qml"
        focus: !root.free
    }
    Loader {
        anchors { top: parent.top; right: parent.right }
        active: Chrome.demo === true
        source: "components/Demo.qml"
    }
    MouseArea {
        objectName: "maintenance-corner"

        property var presses: []

        width: Theme.touch
        height: Theme.touch
        enabled: root.page !== null && root.page.gesture !== false
        onPressed: {
            const now = Date.now()
            presses = presses.filter(at => now - at < 3000).concat([now])
            if (presses.length < 5)
                return
            presses = []
            Ui.send("MaintenanceGesture", [])
        }
    }
    Rectangle {
        objectName: "mark"
        readonly property real out: Theme.line * 3
        visible: Ui.mark.width > 0
        x: Ui.mark.x - out
        y: Ui.mark.y - out
        width: Ui.mark.width + out * 2
        height: Ui.mark.height + out * 2
        radius: Theme.radius
        color: "transparent"
        border { color: Theme.focusEdge; width: Theme.line * 3 }
        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.line
            radius: parent.radius
            color: "transparent"
            border { color: Theme.focus; width: Theme.line * 2 }
        }
    }
    Connections {
        target: Ui
        function onPageOpened(url, view) {
            keyboard.close()
            picker.close()
            pages.setSource(url, { view: view })
            root.forceActiveFocus()
        }
        function onEditAsked(target) { keyboard.show(target) }
        function onChoiceAsked(target) { picker.show(target) }
        function onFilterTyped(text) { picker.filter = text }
        function onEditEnded() { keyboard.close() }
    }
}
