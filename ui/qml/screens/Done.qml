import QtQuick
import "../components"

// The application is accepted; everything that the receipt says stands here too.
Page {
    id: screen

    readonly property string go: view.counter ? fill("done.counter", { loket: view.counter }) : ""

    title: qsTrId("done.title")
    subtitle: view.service
    symbol: "circle-check-big"
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
        width: parent.width
        columns: width > Theme.body * 22 ? 2 : 1
        spacing: Theme.space
        Numbers {
            id: numbers
            width: parent.columns === 2 ? parent.width - code.width - Theme.space : parent.width
            number: screen.view.number
            queue: screen.view.queue || ""
            go: screen.go
        }
        Card {
            id: code
            width: parent.columns === 2 ? qr.width + Theme.space * 2 : parent.width
            height: qr.height + scan.height + Theme.space * 2 + Theme.gap
            Qr {
                id: qr
                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.space
                width: Math.min(screen.workWidth * 0.34, Theme.least * 3)
                height: width
                text: screen.view.qr
            }
            Label {
                id: scan
                x: Theme.space
                y: qr.y + qr.height + Theme.gap
                width: parent.width - Theme.space * 2
                horizontalAlignment: Text.AlignHCenter
                text: qsTrId("rcpt.qr")
                size: Theme.tiny
                weight: 600
            }
        }
    }
    Label {
        width: parent.width
        visible: text !== ""
        text: screen.view.due ? screen.fill("done.eta", { tanggal: screen.view.due }) : ""
        weight: 600
    }
    Notice { width: parent.width; text: screen.view.auto_issue ? qsTrId("done.auto") : "" }
    Notice { objectName: "offline"; width: parent.width; text: screen.view.offline ? qsTrId("done.offline") : "" }
    Label {
        width: parent.width
        text: qsTrId("done.more_hint")
        size: Theme.small
        color: Theme.inkSoft
    }
}
