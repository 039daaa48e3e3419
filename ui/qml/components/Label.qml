import QtQuick

// Text in the theme's type; `size` is one of the theme's sizes, `weight` 400..800.
Text {
    property real size: Theme.body
    property int weight: 500
    // Enumerations as numbers, for the layout checker.
    readonly property int across: horizontalAlignment
    readonly property int downwards: verticalAlignment
    readonly property bool elides: elide !== Text.ElideNone

    font.family: Theme.family
    font.pixelSize: size
    font.variableAxes: ({ "wght": Math.min(800, weight + Theme.moreWeight) })
    color: Theme.ink
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
