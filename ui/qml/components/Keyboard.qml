import QtQuick

// The keyboard of the screen, over its lower part: letters or digits as the field asks.
// Every key means the whole new text of the field; nothing is kept here once it is closed.
Item {
    id: keyboard

    property bool open: false
    property var target: ({ name: "", kind: "text", label: "", text: "" })
    property string text
    property bool shift: false
    property bool signs: false
    readonly property real spare: (width - Theme.least * 10 - Theme.gap * 9) / 2
    readonly property real keysMargin: spare < 0 ? Theme.gap : Math.min(Theme.margin, spare)
    readonly property bool modal: open
    readonly property bool digitsOnly: ["digits", "phone", "date"].indexOf(target.kind) >= 0

    function show(wanted) {
        target = wanted
        text = wanted.text
        shift = wanted.kind === "text" && text === ""
        signs = false
        open = true
        keys.forceActiveFocus()
    }
    function close() {
        open = false
        text = ""
        target = { name: "", kind: "text", label: "", text: "" }
    }
    // Day, month and year part themselves; nobody has to find a dash.
    function dated(digits) {
        return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 8)].filter(one => one !== "").join("-")
    }
    function put(typed) {
        const next = target.kind === "date" ? dated(typed.replace(/\D/g, "")) : typed
        text = next
        if (target.name === "filter")
            Ui.filter(next)
        else if (target.name === "search")
            Ui.send("Search", [next])
        else
            Ui.send("EditField", [target.name, next])
    }
    function press(what) {
        if (what === "done")
            close()
        else if (what === "shift")
            shift = !shift
        else if (what === "signs")
            signs = !signs
        else if (what === "backspace")
            put(text.slice(0, -1))
        else {
            const signs = { space: " ", at: "@", dot: ".", dash: "-", slash: "/", comma: ",", quote: "'", underscore: "_", plus: "+", colon: ":", open: "(", shut: ")", and: "&" }
            const sign = signs[what] || (shift ? what.toUpperCase() : what)
            put(text + sign)
            shift = target.kind === "text" && sign === " "
        }
    }
    function typed(event) {
        if (event.key === Qt.Key_Escape || event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            close()
        else if (event.key === Qt.Key_Backspace)
            press("backspace")
        else if (event.text.length === 1 && event.text >= " " && (!digitsOnly || /[0-9+\/-]/.test(event.text)))
            put(text + event.text)
        else
            return
        event.accepted = true
    }

    visible: open

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        opacity: 0.55
    }
    MouseArea {
        anchors.fill: parent
        onClicked: keyboard.close()
    }
    Rectangle {
        id: sheet
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: entry.height + keys.height + (Theme.tight ? Theme.gap * 3 : Theme.space * 3)
        color: Theme.sunken
        Rectangle { width: parent.width; height: Theme.line; color: Theme.outline }
        MouseArea { anchors.fill: parent }

        Column {
            id: entry
            x: Theme.margin
            y: Theme.tight ? Theme.gap : Theme.space
            width: parent.width - Theme.margin * 2
            spacing: Theme.gap * 0.6
            Label { width: parent.width; text: keyboard.target.label; size: Theme.small; weight: 700 }
            Card {
                width: parent.width
                height: Math.max(Theme.touch * 0.8, shown.height + Theme.gap)
                border { color: Theme.primary; width: Theme.line * 1.3 }
                Accessible.role: Accessible.EditableText
                Accessible.name: keyboard.target.label
                Label {
                    id: shown
                    objectName: "typed"
                    x: Theme.space
                    width: parent.width - Theme.space * 2
                    anchors.verticalCenter: parent.verticalCenter
                    text: keyboard.text + "|"
                    size: Theme.h2
                    weight: 700
                    elide: Text.ElideLeft
                    wrapMode: Text.NoWrap
                }
            }
        }
        KeyRows {
            id: keys
            // Where ten keys only just fit, they use the width to the edge.
            anchors {
                left: parent.left; right: parent.right; bottom: parent.bottom; bottomMargin: Theme.tight ? Theme.gap : Theme.space
                leftMargin: keyboard.keysMargin; rightMargin: keyboard.keysMargin
            }
            signs: keyboard.signs
            kind: keyboard.target.kind
            digitsOnly: keyboard.digitsOnly
            shift: keyboard.shift
            room: keyboard.height - entry.height - (Theme.tight ? Theme.gap * 3 : keyboard.height * 0.3)
            onPressed: what => keyboard.press(what)
        }
    }
}
