import QtQuick

// White paper on which a group of things lies.
Rectangle {
    radius: Theme.radius
    color: Theme.card
    border { color: Theme.edge; width: Theme.dark ? Theme.line : Math.max(1, Theme.line * 0.7) }
}
