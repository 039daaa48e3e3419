import QtQuick
import "../components"

// The application is accepted; everything that the receipt says stands here too.
Page {
    id: screen

    readonly property string eta: view.due ? fill("done.eta", { tanggal: view.due }) : ""
    readonly property string go: view.counter ? fill("done.counter", { loket: view.counter }) : ""

    title: qsTrId("done.title")
    subtitle: view.service
    symbol: "circle-check-big"
    lowers: false
    actions: {
        const all = [{ name: "another", label: qsTrId("done.another"), symbol: "plus", intent: "AnotherService" }]
        if (view.problem)
            all.push({ name: "reprint", label: qsTrId("done.reprint"), symbol: "printer", intent: "Reprint" })
        all.push({ name: "continue", label: qsTrId("nav.done"), symbol: "check", intent: "Continue" })
        return all
    }

    Notice { objectName: "problem"; width: parent.width; kind: "warn"; symbol: "printer"; text: screen.say(screen.view.problem) }
    Notice {
        objectName: "printed"
        width: parent.width
        kind: "good"
        symbol: "receipt-text"
        text: screen.view.printed && !screen.view.problem ? qsTrId("done.take") : ""
    }
    Grid {
        id: paper
        width: parent.width
        columns: Theme.wide ? 2 : 1
        spacing: Theme.gap
        Numbers {
            id: numbers
            width: paper.columns === 2 ? paper.width - code.width - paper.spacing : paper.width
            height: paper.columns === 2 ? Math.max(implicitHeight, code.height) : implicitHeight
            number: screen.view.number
            queue: screen.view.queue || ""
            go: screen.go
        }
        Card {
            id: code
            readonly property bool under: paper.columns === 2
            width: under ? qr.width + Theme.gap * 2 : paper.width
            height: under ? qr.height + scan.height + Theme.gap * 3 : Math.max(qr.height, scan.height) + Theme.space * 2
            Qr {
                id: qr
                x: code.under ? Theme.gap : Theme.space
                y: code.under ? Theme.gap : Theme.space
                width: Math.min(screen.workWidth * (code.under ? 0.3 : 0.36), Math.max(Theme.mm * 36, 300 * Theme.unit))
                height: width
                text: screen.view.qr
            }
            Column {
                id: scan
                x: code.under ? Theme.gap : qr.x + qr.width + Theme.space
                y: code.under ? qr.y + qr.height + Theme.gap : (code.height - height) / 2
                width: code.width - x - (code.under ? Theme.gap : Theme.space)
                spacing: Theme.gap
                Label {
                    width: parent.width
                    horizontalAlignment: code.under ? Text.AlignHCenter : Text.AlignLeft
                    text: qsTrId("rcpt.qr")
                    size: code.under ? Theme.tiny : Theme.body
                    weight: 700
                }
                Label {
                    width: parent.width
                    visible: !code.under && text !== ""
                    text: screen.eta
                    size: Theme.small
                }
            }
        }
    }
    Label {
        width: parent.width
        visible: Theme.wide && text !== ""
        text: screen.eta
        weight: 600
    }
    Notice { width: parent.width; symbol: "calendar-check"; text: screen.view.auto_issue ? qsTrId("done.auto") : "" }
    Notice { objectName: "offline"; width: parent.width; symbol: "cloud-off"; text: screen.view.offline ? qsTrId("done.offline") : "" }
    Label {
        width: parent.width
        text: qsTrId("done.more_hint")
        size: Theme.small
        color: Theme.inkSoft
    }
}
