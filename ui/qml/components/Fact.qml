import QtQuick

// One line of what is known: what it is, and the value.
Column {
    id: fact

    property string name
    property string value
    property real valueSize: Theme.body
    property color tone: Theme.ink

    spacing: 0
    Accessible.role: Accessible.StaticText
    Accessible.name: name + ": " + value

    Label {
        width: parent.width
        text: fact.name
        size: Theme.tiny
        weight: 600
        color: Theme.inkSoft
    }
    Label {
        width: parent.width
        text: fact.value
        size: fact.valueSize
        weight: 700
        color: fact.tone
    }
}
