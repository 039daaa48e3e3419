import QtQuick

// A long list to choose one answer from; a few letters narrow it down.
Item {
    id: picker

    property bool open: false
    readonly property bool modal: open
    property var target: ({ "name": "", "label": "", "options": [], "value": "" })
    property string filter
    readonly property int most: 40
    readonly property var fitting: {
        const wanted = filter.toLowerCase()
        return target.options.filter(one => one[1].toLowerCase().includes(wanted))
    }

    function show(wanted) {
        target = wanted
        filter = ""
        open = true
        scroll.reset()
        picker.forceActiveFocus()
    }
    function close() { open = false }

    visible: open

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
        MouseArea { anchors.fill: parent }
    }
    Column {
        id: head
        x: Theme.margin
        y: Theme.margin
        width: parent.width - Theme.margin * 2
        spacing: Theme.gap
        Row {
            width: parent.width
            spacing: Theme.gap
            Label {
                width: parent.width - shut.width - parent.spacing
                anchors.verticalCenter: parent.verticalCenter
                text: picker.target.label
                size: Theme.h2
                weight: 800
            }
            Action {
                id: shut
                objectName: "picker-close"
                width: implicitWidth
                symbol: "x"
                label: qsTrId("nav.close")
                onFired: picker.close()
            }
        }
        Action {
            objectName: "picker-filter"
            width: parent.width
            visible: picker.target.options.length > 12
            symbol: "search"
            label: picker.filter === "" ? qsTrId("form.filter") : picker.filter
            onFired: Ui.edit({ "name": "filter", "kind": "search", "label": qsTrId("form.filter"), "text": picker.filter })
        }
    }
    Scroll {
        id: scroll
        anchors { left: head.left; right: head.right; top: head.bottom; bottom: parent.bottom; topMargin: Theme.space; bottomMargin: Theme.space }
        Flow {
            id: flow
            width: parent.width
            spacing: Theme.gap
            readonly property int columns: width > Theme.body * 22 ? 2 : 1
            Repeater {
                model: Math.min(picker.most, picker.fitting.length)
                Option {
                    required property int index
                    readonly property var option: picker.fitting[index] || ["", ""]
                    objectName: (picker.target.intent ? "lang-" : "option-" + picker.target.name + "-") + option[0]
                    width: (flow.width - Theme.gap * (flow.columns - 1)) / flow.columns
                    label: option[1]
                    checked: picker.target.value === option[0]
                    intent: picker.target.intent || "EditField"
                    args: picker.target.intent ? [option[0]] : [picker.target.name, option[0]]
                    onFired: picker.close()
                }
            }
        }
        Notice {
            width: parent.width
            symbol: picker.fitting.length === 0 ? "search-x" : "info"
            text: picker.fitting.length === 0 ? qsTrId("form.nothing")
                : picker.fitting.length > picker.most ? Ui.text({ "id": "form.more", "values": { "n": String(picker.fitting.length - picker.most) } }, Chrome.language) : ""
        }
    }
}
