import QtQuick

// On every screen: how it looks and sounds, the language, and a person who helps.
Rectangle {
    id: bar

    property bool languages: true
    readonly property bool few: (Chrome.languages || []).length <= 2
    readonly property int cells: 7 + (languages ? 1 : 0)
    readonly property real cellWidth: (width - Theme.gap * (perRow + 1)) / perRow
    readonly property int perRow: width / cells > Math.max(Theme.least + Theme.gap, Theme.tiny * 5.1) ? cells : Math.ceil(cells / 2)
    readonly property var next: {
        const all = Chrome.languages || []
        const at = all.findIndex(one => one[0] === Chrome.language)
        return all.length > 1 ? all[(at + 1) % all.length] : ["", ""]
    }
    readonly property var items: {
        const modes = Chrome.modes
        const all = [
            { name: "mode-voice", symbol: "volume-2", label: qsTrId("bar.voice"), on: modes.voice, args: ["voice"] },
            { name: "mode-text_size", symbol: "a-large-small", label: qsTrId("bar.text_size"), on: modes.text_size > 0, args: ["text_size"] },
            { name: "mode-contrast", symbol: "contrast", label: qsTrId("bar.contrast"), on: modes.contrast, args: ["contrast"] },
            { name: "mode-low", symbol: "arrow-down-to-line", label: qsTrId("bar.low"), on: modes.low, args: ["low"] },
            { name: "mode-slow", symbol: "hourglass", label: qsTrId("bar.slow"), on: modes.slow, args: ["slow"] },
            { name: "mode-no_camera", symbol: "camera-off", label: qsTrId("bar.no_camera"), on: modes.no_camera, args: ["no_camera"] },
            { name: "call-staff", symbol: "hand-helping", label: qsTrId("welcome.help"), on: false, intent: "CallStaff", args: [] }
        ]
        if (languages)
            all.splice(6, 0, few
                ? { name: "lang-" + next[0], symbol: "languages", label: next[1], on: false, intent: "ChooseLanguage", args: [next[0]] }
                : { name: "languages", symbol: "languages", label: qsTrId("bar.language"), on: false, intent: "", args: [] })
        return all
    }

    implicitHeight: grid.height + Theme.gap * 2
    color: Theme.card

    Rectangle {
        width: parent.width
        height: Theme.line
        color: Theme.edge
    }
    Grid {
        id: grid
        anchors.centerIn: parent
        columns: bar.perRow
        spacing: Theme.gap

        Repeater {
            model: bar.cells
            AccessCell {
                required property int index
                readonly property var spec: bar.items[index] || ({ name: "", symbol: "", label: "", on: false, args: [] }) || { name: "", symbol: "", label: "", on: false, args: [] }
                objectName: spec.name
                width: bar.cellWidth
                symbol: spec.symbol
                label: spec.label
                checkable: spec.intent === undefined
                checked: spec.on
                intent: spec.intent === undefined ? "ToggleMode" : spec.intent
                onFired: {
                    if (spec.name === "languages")
                        Ui.choose({ name: "language", label: spec.label, options: Chrome.languages, value: Chrome.language, intent: "ChooseLanguage" })
                }
                args: spec.args
            }
        }
    }
}
