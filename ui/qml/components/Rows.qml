import QtQuick

// Names and values in one or two columns, a thin line between them.
Grid {
    id: rows

    property var names: []
    property var values: []

    columns: width > Theme.body * 30 ? 2 : 1
    columnSpacing: Theme.space
    rowSpacing: Theme.space * 0.6

    Repeater {
        model: rows.names.length
        Fact {
            required property int index
            width: (rows.width - rows.columnSpacing * (rows.columns - 1)) / rows.columns
            name: rows.names[index] || ""
            value: rows.values[index] || ""
        }
    }
}
