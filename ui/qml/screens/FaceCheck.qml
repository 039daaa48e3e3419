import QtQuick
import Kiosk
import "../components"

// The mirror with its oval, one instruction at a time, and what the camera sees of light, distance and gaze.
Page {
    id: screen

    readonly property bool busy: view.phase === "matching"
    // Large type takes the room of the chips and leaves the mirror free: the instruction says the same in words.
    readonly property bool large: !Theme.wide && Chrome.modes.text_size > 0
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
    subtitle: large ? "" : qsTrId("cam.look")
    symbol: "scan-face"
    aside: guidance
    lowers: false
    actions: {
        const all = [
            { name: "cancel", label: qsTrId("nav.cancel"), symbol: "x", intent: "Cancel", compact: true, kind: "secondary" },
            { name: "back", label: qsTrId("id.other_way"), symbol: "arrow-left", intent: "Back", kind: "secondary", compact: view.can_skip, enabled: !busy }
        ]
        if (view.can_skip)
            all.push({ name: "skip-challenge", label: qsTrId("live.skip"), symbol: "skip-forward", intent: "SkipChallenge", kind: "secondary" })
        return all
    }

    Component {
        id: guidance
        FaceGuidance {
            view: screen.view
            chips: screen.chips
            most: parent ? parent.room : 0
        }
    }
    Item {
        width: parent.width
        height: Math.max(Theme.least * 2, screen.room)

        CameraView {
            id: mirror
            objectName: "preview"
            width: parent.width
            height: parent.height - (screen.large ? said.height + Theme.gap : chips.visible ? chips.height + Theme.gap : 0)
            source: Frames
            oval: true
            progress: screen.view.progress
            radius: Theme.radius
            ringColour: screen.view.good ? Theme.ringGood : Theme.ring
            restColour: Theme.ringRest
            scrimColour: Theme.scrim
            groundColour: Theme.paper
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTrId("cam.title")
        }
        Instruction {
            id: said
            anchors.horizontalCenter: mirror.horizontalCenter
            y: screen.large ? mirror.height + Theme.gap : mirror.height - height - Theme.gap
            visible: !Theme.wide
            most: mirror.width - Theme.gap * 2
            view: screen.view
        }
        Row {
            id: chips
            y: mirror.height + Theme.gap
            visible: !Theme.wide && !screen.large
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
