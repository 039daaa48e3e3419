import QtQuick
import Kiosk
import "../components"

// For technicians: how the devices stand, what waits to be sent, tests.
Page {
    id: screen

    readonly property bool bar: false
    readonly property bool technical: true
    readonly property bool camera: view.page === "camera"
    readonly property var tasks: [
        { name: camera ? "overview" : "camera", label: camera ? qsTrId("maint.overview") : qsTrId("maint.camera"), symbol: camera ? "list" : "camera" },
        { name: "test_print", label: qsTrId("maint.printer"), symbol: "printer" },
        { name: "sync_now", label: qsTrId("maint.sync_now"), symbol: "refresh-cw" },
        { name: "leave", label: qsTrId("maint.exit"), symbol: "log-out" }
    ]

    title: qsTrId("maint.title")
    subtitle: fill("maint.version", { version: view.version })
    symbol: "wrench"
    spacing: Theme.gap

    Notice { objectName: "message"; width: parent.width; text: screen.say(screen.view.message) }
    CameraView {
        objectName: "camera-view"
        visible: screen.camera
        width: parent.width
        height: Math.min(width * 0.7, screen.scroller.height - y)
        source: screen.camera ? Frames : null
        oval: false
        radius: Theme.radius
        scrimColour: Theme.scrim
        groundColour: Theme.paper
    }
    Row {
        width: parent.width
        visible: !screen.camera
        spacing: Theme.gap
        Notice {
            width: (parent.width - parent.spacing) / 2
            kind: "info"
            symbol: "upload"
            text: screen.fill("maint.waiting", { n: screen.view.waiting })
        }
        Notice {
            width: (parent.width - parent.spacing) / 2
            kind: screen.view.dead > 0 ? "bad" : "good"
            text: screen.fill("maint.dead", { n: screen.view.dead })
        }
    }
    Grid {
        id: devices
        width: parent.width
        visible: !screen.camera
        columns: Theme.wide ? 2 : 1
        spacing: Theme.gap
        Repeater {
            model: devices.visible ? screen.view.devices.length : 0
            Card {
                id: device
                required property int index
                readonly property var row: screen.view.devices[index] || ({ name: null, state: "", good: false, detail: "" })
                width: (devices.width - Theme.gap * (devices.columns - 1)) / devices.columns
                height: words.height + Theme.gap * 1.6
                border { color: row.good ? Theme.edge : Theme.danger; width: Theme.line }
                Icon {
                    id: sign
                    x: Theme.gap
                    anchors.verticalCenter: parent.verticalCenter
                    name: device.row.good ? "circle-check" : "circle-alert"
                    tone: device.row.good ? Theme.goodInk : Theme.badInk
                }
                Column {
                    id: words
                    x: sign.x + sign.width + Theme.gap
                    width: parent.width - x - Theme.gap
                    anchors.verticalCenter: parent.verticalCenter
                    Label { width: parent.width; text: screen.say(device.row.name); size: Theme.small; weight: 700 }
                    Label {
                        width: parent.width
                        text: device.row.detail ? device.row.state + " · " + device.row.detail : device.row.state
                        size: Theme.tiny
                        color: device.row.good ? Theme.inkSoft : Theme.badInk
                    }
                }
            }
        }
    }
    fixed: Grid {
        id: tasks
        width: screen.workWidth
        columns: 2
        spacing: Theme.gap
        Repeater {
            model: screen.tasks.length
            Action {
                required property int index
                readonly property var spec: screen.tasks[index]
                objectName: "maint-" + spec.name
                width: (tasks.width - Theme.gap) / 2
                least: Theme.smallTouch
                size: Theme.small
                kind: spec.name === "leave" ? "danger" : "secondary"
                symbol: spec.symbol
                label: spec.label
                intent: "MaintenanceAction"
                args: [spec.name]
            }
        }
    }
}
