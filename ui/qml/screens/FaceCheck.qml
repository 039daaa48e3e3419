import QtQuick
import Kiosk
import "../components"

// The mirror with its oval, one instruction at a time, and what the camera sees of light, distance and gaze.
Page {
    id: screen

    readonly property bool busy: view.phase === "matching"
    readonly property var chips: [
        { symbol: "sun", name: qsTrId("chip.light"), value: word("light", view.light), state: stateOf(view.light) },
        { symbol: "ruler", name: qsTrId("chip.distance"), value: word("distance", view.distance), state: stateOf(view.distance) },
        { symbol: "eye", name: qsTrId("chip.gaze"), value: word("gaze", view.gaze), state: stateOf(view.gaze) }
    ]
    readonly property var wordIds: ({
        unknown: qsTrId("chip.unknown"), "light.good": qsTrId("chip.light_good"), "light.dark": qsTrId("chip.light_dark"),
        "light.bright": qsTrId("chip.light_bright"), "distance.good": qsTrId("chip.distance_good"),
        "distance.far": qsTrId("chip.distance_far"), "distance.near": qsTrId("chip.distance_near"),
        "gaze.good": qsTrId("chip.gaze_good"), "gaze.away": qsTrId("chip.gaze_away")
    })
    function word(what, state) { return wordIds[state === "unknown" ? state : what + "." + state] }
    function stateOf(state) { return state === "good" ? "good" : state === "unknown" ? "unknown" : "bad" }

    title: qsTrId("cam.title")
    subtitle: qsTrId("cam.look")
    symbol: "scan-face"
    scrollHeight: 0
    actions: {
        const all = [
            { name: "cancel", label: qsTrId("nav.cancel"), symbol: "x", intent: "Cancel", compact: true, kind: "secondary" },
            { name: "back", label: qsTrId("id.other_way"), symbol: "arrow-left", intent: "Back", kind: "secondary", enabled: !busy }
        ]
        if (view.can_skip)
            all.push({ name: "skip-challenge", label: qsTrId("live.skip"), symbol: "skip-forward", intent: "SkipChallenge", kind: "secondary" })
        return all
    }

    fixed: Item {
        width: screen.workWidth
        height: parent.height

        CameraView {
            id: mirror
            width: parent.width
            height: parent.height - chips.height - Theme.gap
            source: Frames
            oval: true
            progress: screen.view.progress
            radius: Theme.radius
            ringColour: screen.view.good ? Theme.ringGood : Theme.ring
            restColour: Theme.ringRest
            scrimColour: Theme.scrim
            groundColour: Theme.paper
        }
        Rectangle {
            id: said
            anchors { horizontalCenter: mirror.horizontalCenter; bottom: mirror.bottom; bottomMargin: Theme.gap }
            width: Math.min(mirror.width - Theme.gap * 2, sign.width + words.implicitWidth + Theme.space * 2 + Theme.gap + 1)
            height: Math.max(words.height, sign.height) + Theme.gap * 1.4
            radius: Math.min(height / 2, Theme.radius * 2)
            color: Theme.card
            border { color: screen.view.good ? Theme.goodInk : Theme.outline; width: Theme.line * 1.4 }
            Accessible.role: Accessible.AlertMessage
            Accessible.name: words.text

            Icon {
                id: sign
                x: Theme.space
                anchors.verticalCenter: parent.verticalCenter
                name: screen.view.icon
                size: Theme.bigIcon
                tone: screen.view.good ? Theme.goodInk : Theme.tintInk
            }
            Label {
                id: words
                objectName: "instruction"
                x: sign.x + sign.width + Theme.gap
                width: parent.width - x - Theme.space
                anchors.verticalCenter: parent.verticalCenter
                text: screen.say(screen.view.instruction)
                size: Theme.body * 1.12
                weight: 800
                color: screen.view.good ? Theme.goodInk : Theme.ink
            }
        }
        Row {
            id: chips
            y: mirror.height + Theme.gap
            spacing: Theme.gap
            Repeater {
                model: 3
                Chip {
                    required property int index
                    width: (screen.workWidth - Theme.gap * 2) / 3
                    symbol: screen.chips[index].symbol
                    name: screen.chips[index].name
                    value: screen.chips[index].value
                    state_: screen.chips[index].state
                }
            }
        }
    }
}
