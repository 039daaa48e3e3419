import QtQuick

// The deep-sea panel that carries the title of a screen, with its red and white edge.
Rectangle {
    id: panel

    property bool edgeBelow: !Theme.wide

    gradient: Gradient {
        orientation: Gradient.Vertical
        GradientStop { position: 0; color: Theme.hero }
        GradientStop { position: 1; color: Theme.heroDeep }
    }

    Kawung { anchors.fill: parent }
    Rectangle {
        color: Theme.flagRed
        x: panel.edgeBelow ? 0 : panel.width - width - Theme.line * 2
        y: panel.edgeBelow ? panel.height - height - Theme.line * 2 : 0
        width: panel.edgeBelow ? panel.width : Theme.line * 2
        height: panel.edgeBelow ? Theme.line * 2 : panel.height
    }
    Rectangle {
        color: Theme.flagWhite
        x: panel.edgeBelow ? 0 : panel.width - width
        y: panel.edgeBelow ? panel.height - height : 0
        width: panel.edgeBelow ? panel.width : Theme.line * 2
        height: panel.edgeBelow ? Theme.line * 2 : panel.height
    }
}
