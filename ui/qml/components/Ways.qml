import QtQuick

// The ways to show who one is, of those that work now.
Grid {
    id: ways

    property var all: []
    property real room: 0
    readonly property var about: ({
        "nik": ["keyboard", qsTrId("id.nik"), qsTrId("id.nik_sub")],
        "ikd": ["qr-code", qsTrId("id.ikd"), qsTrId("id.ikd_sub")],
        "ktp": ["id-card", qsTrId("id.ktp"), qsTrId("id.ktp_sub")],
        "counter": ["users", qsTrId("id.counter"), qsTrId("id.counter_sub")]
    })
    readonly property int lines: Math.ceil(all.length / columns)
    readonly property real fair: Math.min(Theme.touch * 2.6, (room - spacing * (lines - 1)) / Math.max(1, lines))

    columns: Theme.wide && all.length > 2 && room < (Theme.touch + spacing) * all.length ? 2 : 1
    spacing: Theme.gap

    Repeater {
        model: ways.all.length
        Choice {
            required property int index
            readonly property string way: ways.all[index] || "counter"
            objectName: "way-" + way
            width: (ways.width - ways.spacing * (ways.columns - 1)) / ways.columns
            height: Math.max(implicitHeight, ways.fair)
            symbol: ways.about[way][0]
            label: ways.about[way][1]
            detail: ways.columns === 1 ? ways.about[way][2] : ""
            leads: ways.columns === 1
            intent: "ChooseWay"
            args: [way]
        }
    }
}
