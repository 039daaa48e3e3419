import QtQuick

// What is to be said about the NIK so far: an error, a warning, or how many digits stand there.
Column {
    id: state_

    property var view
    readonly property var said: view.error || view.warning

    topPadding: Theme.wide ? Theme.gap : 0

    Label {
        width: parent.width
        visible: !state_.said
        text: Ui.text({ "id": "nik.count", "values": { "n": String(state_.view.digits.length) } }, Chrome.language)
        size: Theme.small
        weight: 600
        color: Theme.wide ? Theme.heroInk : Theme.inkSoft
    }
    Notice {
        objectName: "nik-message"
        width: parent.width
        kind: state_.view.error ? "bad" : "warn"
        text: state_.said ? Ui.text(state_.said, Chrome.language) : ""
    }
}
