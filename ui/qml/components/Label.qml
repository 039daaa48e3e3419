import QtQuick

// Text in the theme's type; `size` is one of the theme's sizes, `weight` 400..800.
Text {
    property real size: Theme.body
    property int weight: 500

    font.family: Theme.family
    font.pixelSize: size
    font.variableAxes: ({ "wght": Math.min(800, weight + Theme.moreWeight) })
    color: Theme.ink
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
