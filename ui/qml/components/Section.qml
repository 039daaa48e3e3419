import QtQuick

// A card with things below each other in it.
Card {
    id: section

    default property alias content: inside.data
    readonly property real pad: Theme.tight ? Theme.space * 0.6 : Theme.space

    height: inside.implicitHeight + pad * 2

    Column {
        id: inside
        x: section.pad
        y: section.pad
        width: section.width - section.pad * 2
        spacing: Theme.gap
    }
}
