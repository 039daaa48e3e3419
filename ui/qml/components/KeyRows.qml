import QtQuick

// The keys themselves, in rows; a letter row has ten keys as on every Indonesian keyboard.
FocusScope {
    id: rows

    property string kind: "text"
    property bool digitsOnly: false
    property bool shift: false
    property real room: 0
    signal pressed(string what)

    readonly property var letters: [
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"],
        ["q", "w", "e", "r", "t", "y", "u", "i", "o", "p"],
        ["a", "s", "d", "f", "g", "h", "j", "k", "l"],
        ["shift", "z", "x", "c", "v", "b", "n", "m", "backspace"],
        kind === "email" ? ["at", "dash", "underscore", "space", "dot", "done"] : ["slash", "dash", "quote", "space", "comma", "dot", "done"]
    ]
    readonly property var digits: [
        ["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"],
        kind === "date" ? ["dash", "0", "backspace"] : ["backspace", "0", "done"]
    ].concat(kind === "date" ? [["done"]] : [])
    readonly property var shape: digitsOnly ? digits : letters
    readonly property var shares: ({ space: kind === "email" ? 4 : 3, shift: 1.5, backspace: digitsOnly ? 1 : 1.5, done: digitsOnly ? (kind === "date" ? 3 : 1) : 2.5 })
    readonly property real pad: digitsOnly ? Math.min(width, Theme.least * 7) : width
    readonly property real gap: digitsOnly ? Theme.gap : Math.max(Theme.gap * 0.5, Theme.mm * 1.0)
    readonly property real keyHeight: Math.min(Theme.touch * 1.1, Math.max(Theme.least * 0.9, (room - gap * (shape.length - 1)) / shape.length))
    readonly property var faces: ({ space: qsTrId("key.space"), done: qsTrId("nav.done"), at: "@", dot: ".", dash: "-", slash: "/", comma: ",", quote: "'", underscore: "_" })

    implicitHeight: stack.height
    height: implicitHeight

    Column {
        id: stack
        anchors.horizontalCenter: parent.horizontalCenter
        width: rows.pad
        spacing: rows.gap
        Repeater {
            model: rows.shape.length
            Row {
                id: line
                required property int index
                readonly property var names: rows.shape[index] || []
                readonly property real sum: names.reduce((all, name) => all + (rows.shares[name] || 1), 0)
                readonly property real unit: rows.digitsOnly || sum > 9
                    ? (rows.pad - rows.gap * (names.length - 1)) / sum
                    : (rows.pad - rows.gap * 9) / 10
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: rows.gap
                Repeater {
                    model: line.names.length
                    Key {
                        required property int index
                        readonly property string what: line.names[index] || ""
                        objectName: "key-" + what
                        width: line.unit * (rows.shares[what] || 1)
                        height: rows.keyHeight
                        face: rows.faces[what] || (rows.shift ? what.toUpperCase() : what)
                        symbol: what === "backspace" ? "delete" : what === "shift" ? "arrow-big-up" : ""
                        label: what === "backspace" ? qsTrId("nik.del") : what === "shift" ? qsTrId("key.shift") : face
                        size: what.length > 1 && face.length > 1 ? Theme.body : Theme.digit * 0.8
                        quiet: what.length > 1
                        checkable: what === "shift"
                        checked: what === "shift" && rows.shift
                        enlarges: what.length === 1
                        onFired: rows.pressed(what)
                    }
                }
            }
        }
    }
}
