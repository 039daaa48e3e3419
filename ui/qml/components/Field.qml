import QtQuick

// One field of a form: known ones are shown and can be called wrong, the others are asked.
Column {
    id: root

    property var field
    readonly property var empty: ({ "name": "", "label": "", "kind": "text", "value": "", "options": [], "required": false, "flagged": false })
    readonly property bool known: !!field.source
    readonly property bool choosing: field.kind === "choice"
    readonly property bool few: choosing && field.options.length <= 6
    readonly property string shown: {
        if (choosing) {
            const found = field.options.find(one => one[0] === field.value)
            return found ? found[1] : known ? field.value : ""
        }
        if (field.kind === "date" && /^\d{4}-\d\d-\d\d$/.test(field.value))
            return field.value.split("-").reverse().join("-")
        return field.value
    }

    spacing: Theme.gap * 0.5

    Row {
        width: parent.width
        spacing: Theme.gap
        Label {
            width: parent.width - (hint.visible ? hint.width + parent.spacing : 0)
            text: root.field.label
            size: Theme.small
            weight: 700
        }
        Label {
            id: hint
            visible: !root.field.required && !root.known
            text: qsTrId("form.optional")
            size: Theme.tiny
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
        }
    }
    Row {
        id: knownRow
        width: parent.width
        spacing: Theme.gap
        visible: root.known
        Rectangle {
            width: parent.width - wrong.width - parent.spacing
            height: Math.max(wrong.height, knownWords.height + Theme.gap)
            radius: Theme.radius * 0.8
            color: Theme.sunken
            border { color: Theme.edge; width: Theme.dark ? Theme.line : 0 }
            Column {
                id: knownWords
                anchors { left: parent.left; right: lock.left; leftMargin: Theme.space * 0.7; verticalCenter: parent.verticalCenter }
                Label {
                    objectName: "value-" + root.field.name
                    width: parent.width
                    text: root.shown
                    weight: 700
                    font.strikeout: root.field.flagged
                }
                Label {
                    width: parent.width
                    text: root.known ? Ui.text(root.field.source, Chrome.language) : ""
                    size: Theme.tiny
                    color: Theme.inkSoft
                }
            }
            Icon {
                id: lock
                anchors { right: parent.right; rightMargin: Theme.space * 0.7; verticalCenter: parent.verticalCenter }
                name: "lock-keyhole"
                size: Theme.small
                tone: Theme.inkSoft
            }
        }
        Action {
            id: wrong
            objectName: "wrong-" + root.field.name
            width: Math.min(naturalWidth, root.width * 0.36)
            height: Math.max(implicitHeight, Theme.least)
            least: Theme.least
            size: Theme.small
            symbol: root.field.flagged ? "rotate-ccw" : "flag"
            label: root.field.flagged ? qsTrId("form.right") : qsTrId("form.wrong")
            kind: root.field.flagged ? "danger" : "secondary"
            intent: "FlagWrong"
            args: [root.field.name]
        }
    }
    Notice {
        width: parent.width
        kind: "info"
        text: root.known && root.field.flagged ? qsTrId("form.wrong_help") : ""
    }
    Flow {
        id: options
        width: parent.width
        spacing: Theme.gap
        visible: root.few && !root.known
        Repeater {
            model: options.visible ? root.field.options.length : 0
            Option {
                required property int index
                readonly property var option: root.field.options[index] || ["", ""]
                objectName: "option-" + root.field.name + "-" + option[0]
                most: options.width
                label: option[1]
                checked: root.field.value === option[0]
                intent: "EditField"
                args: [root.field.name, option[0]]
            }
        }
    }
    Press {
        objectName: "field-" + root.field.name
        width: parent.width
        visible: !root.known && !root.few
        label: root.field.label
        help: root.shown
        radius: Theme.radius * 0.8
        onFired: root.choosing
            ? Ui.choose({ "name": root.field.name, "label": root.field.label, "options": root.field.options, "value": root.field.value })
            : Ui.edit({ "name": root.field.name, "kind": root.field.kind, "label": root.field.label, "text": root.shown })
        Card {
            anchors.fill: parent
            radius: parent.radius
            border { color: root.field.error ? Theme.badInk : Theme.primary; width: Theme.line }
        }
        Label {
            anchors { left: parent.left; right: pencil.left; leftMargin: Theme.space * 0.7; rightMargin: Theme.gap; verticalCenter: parent.verticalCenter }
            text: root.shown === "" ? (root.choosing ? qsTrId("form.choose") : root.field.kind === "date" ? qsTrId("form.date_hint") : qsTrId("form.touch")) : root.shown
            color: root.shown === "" ? Theme.inkSoft : Theme.ink
            weight: root.shown === "" ? 500 : 700
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Icon {
            id: pencil
            anchors { right: parent.right; rightMargin: Theme.space * 0.7; verticalCenter: parent.verticalCenter }
            name: root.choosing ? "chevron-down" : root.field.kind === "date" ? "calendar" : "keyboard"
            tone: Theme.tintInk
        }
    }
    Notice {
        objectName: "error-" + root.field.name
        width: parent.width
        kind: "bad"
        text: root.field.error ? Ui.text(root.field.error, Chrome.language) : ""
    }
}
