import QtQuick
import "../components"

// One question of the nine, four answers, and a way past all of them.
Page {
    id: screen

    readonly property var answers: [
        { score: 4, symbol: "laugh", label: qsTrId("skm.4") },
        { score: 3, symbol: "smile", label: qsTrId("skm.3") },
        { score: 2, symbol: "meh", label: qsTrId("skm.2") },
        { score: 1, symbol: "frown", label: qsTrId("skm.1") }
    ]
    readonly property int columns: beside ? 4 : Theme.wide ? 2 : 1

    title: qsTrId("skm.title")
    subtitle: qsTrId("skm.intro")
    atFoot: true
    symbol: "message-square-heart"
    actions: [{ name: "skip-survey", label: qsTrId("skm.skip"), symbol: "skip-forward", intent: "SkipSurvey", kind: "secondary" }]

    Label {
        width: parent.width
        text: screen.fill("skm.count", { n: screen.view.index })
        size: Theme.small
        weight: 700
        color: Theme.inkSoft
    }
    Label {
        objectName: "question"
        readonly property bool announces: true
        width: parent.width
        text: screen.say(screen.view.question)
        size: Theme.h2
        weight: 700
    }
    Grid {
        id: grid
        readonly property int lines: 4 / columns
        readonly property real fair: (screen.room - y - Theme.gap * (lines - 1)) / lines
        width: parent.width
        columns: screen.columns
        spacing: Theme.gap
        Repeater {
            model: 4
            Choice {
                required property int index
                readonly property var answer: screen.answers[index]
                objectName: "rate-" + answer.score
                width: (parent.width - Theme.gap * (screen.columns - 1)) / screen.columns
                height: Math.max(implicitHeight, Math.min(grid.fair, Theme.touch * 1.9))
                symbol: answer.symbol
                label: answer.label
                intent: "Rate"
                args: [screen.view.element, answer.score]
            }
        }
    }
}
