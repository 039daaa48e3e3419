import QtQuick

// What every control is made of: a press that starts and ends in it, keys, focus, name and role.
Item {
    id: press

    property string label
    property string help
    property string intent
    property var args: []
    property bool checkable: false
    property bool checked: false
    property real radius: Theme.radius
    readonly property bool down: area.containsPress || held
    readonly property bool takesFocus: true
    property bool held: false
    signal fired()

    function fire() {
        if (!enabled)
            return
        if (intent !== "")
            Ui.send(intent, args)
        fired()
    }

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    activeFocusOnTab: true
    z: activeFocus ? 1 : 0

    Accessible.role: checkable ? Accessible.CheckBox : Accessible.Button
    Accessible.name: label
    Accessible.description: help
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.focusable: true
    Accessible.onPressAction: press.fire()
    Accessible.onToggleAction: press.fire()

    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) press.fire() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) press.fire() }
    Keys.onSpacePressed: event => { if (!event.isAutoRepeat) press.fire() }

    MouseArea {
        id: area
        anchors.fill: parent
        onPressed: Ui.keyboardMode = false
        onClicked: {
            press.forceActiveFocus(Qt.MouseFocusReason)
            press.fire()
        }
    }
    FocusRing { radius: press.radius }
}
