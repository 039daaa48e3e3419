import QtQuick

// A lucide icon in a colour of the theme.
Image {
    property string name
    property color tone: Theme.ink
    property real size: Theme.icon

    width: size
    height: size
    sourceSize: Qt.size(Math.ceil(size), Math.ceil(size))
    source: name === "" ? "" : "image://kiosk/icon/" + name + "/" + String(tone).slice(1)
    Accessible.ignored: true
}
