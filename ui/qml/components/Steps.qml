import QtQuick

// How far the citizen has come: done, now, still to come.
Row {
    id: steps

    readonly property real dot: Theme.small * 0.62

    spacing: dot * 0.6
    visible: Chrome.steps > 0 && Chrome.step > 0
    Accessible.role: Accessible.Indicator
    Accessible.name: qsTrId("nav.step").replace("{n}", Chrome.step).replace("{total}", Chrome.steps)

    Repeater {
        model: Chrome.steps || 0
        Rectangle {
            required property int index
            width: index + 1 === Chrome.step ? steps.dot * 2.6 : steps.dot
            height: steps.dot
            radius: steps.dot / 2
            color: index + 1 === Chrome.step ? Theme.accent : index + 1 < Chrome.step ? Theme.heroInk : "transparent"
            border { color: Theme.heroSoft; width: Theme.line * 0.7 }
        }
    }
}
