import QtQuick
import "keys.js" as Names

// The keys themselves: QWERTY as on every Indonesian keyboard where ten keys of a finger's breadth fit,
// else by the alphabet; digits alone where the field takes nothing else.
FocusScope {
    id: rows

    property string kind: "text"
    property bool digitsOnly: false
    property bool shift: false
    property bool signs: false
    property real room: 0
    signal pressed(string what)

    readonly property real gap: Theme.gap
    readonly property int most: Math.floor((width + gap + 0.5) / (Theme.least + gap))
    readonly property bool tall: room >= Theme.least * 5 + gap * 4
    readonly property int columns: digitsOnly ? 3 : most >= 10 ? 10 : Math.max(4, Math.min(most, 8))
    readonly property var shape: digitsOnly ? Names.numeric(kind)
        : columns === 10 ? Names.qwerty(kind, tall, signs) : Names.alphabet(kind, columns, signs)
    readonly property var faces: ({
        space: qsTrId("key.space"), done: qsTrId("nav.done"), signs: signs ? "abc" : "123", at: "@", dot: ".", dash: "-",
        slash: "/", comma: ",", quote: "'", underscore: "_", plus: "+", colon: ":", open: "(", shut: ")", and: "&"
    })
    readonly property real pad: digitsOnly ? Math.min(width, Math.max(Theme.least * 5, Theme.touch * 5)) : width
    readonly property real unit: (pad - gap * (columns - 1)) / columns
    readonly property real keyHeight: Math.max(Theme.least, Math.min(Theme.touch * 1.15, (room - gap * (shape.length - 1)) / shape.length))

    // A row fills the width: what its plain keys leave over goes to the wide ones.
    function widthOf(names, what) {
        const wide = ({ space: 3, done: 2, shift: 1.3, backspace: 1.3 })
        if (!names.some(one => wide[one]))
            return unit
        const sum = names.reduce((all, one) => all + (wide[one] || 0), 0)
        const plain = names.filter(one => !wide[one]).length
        const rest = pad - gap * (names.length - 1) - plain * unit
        return wide[what] ? Math.max(unit, rest * wide[what] / sum) : Math.min(unit, (pad - gap * (names.length - 1)) / names.length)
    }

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
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: rows.gap
                Repeater {
                    model: line.names.length
                    Key {
                        required property int index
                        readonly property string what: line.names[index] || ""
                        objectName: "key-" + what
                        width: rows.digitsOnly && line.names.length === 1 ? rows.pad : rows.digitsOnly ? rows.unit : rows.widthOf(line.names, what)
                        height: rows.keyHeight
                        face: rows.faces[what] || (rows.shift ? what.toUpperCase() : what)
                        symbol: what === "backspace" ? "delete" : what === "shift" ? "arrow-big-up" : ""
                        label: what === "backspace" ? qsTrId("nik.del") : what === "shift" ? qsTrId("key.shift") : face
                        size: face.length > 1 ? Theme.body : Theme.digit * 0.8
                        quiet: what.length > 1
                        checkable: what === "shift"
                        checked: what === "shift" && rows.shift
                        enlarges: face.length === 1
                        onFired: rows.pressed(what)
                    }
                }
            }
        }
    }
}
