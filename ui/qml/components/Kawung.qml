import QtQuick

// The kawung batik ground of blue panels.
Image {
    property color tone: Theme.heroMark

    readonly property int tile: Math.round(150 * Theme.unit)

    sourceSize: Qt.size(tile, tile)
    source: "image://kiosk/kawung/" + String(tone).slice(1)
    fillMode: Image.Tile
    horizontalAlignment: Image.AlignLeft
    verticalAlignment: Image.AlignTop
    opacity: 0.10
    Accessible.ignored: true
}
