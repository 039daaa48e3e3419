import QtQuick

// The buttons at the foot of a screen. The last is the dominant one and takes the room that is left;
// where words do not fit, `compact` ones lose theirs, then the dominant one gets a row of its own.
Item {
    id: row

    property var actions: []
    readonly property int count: actions.length
    readonly property real full: measure(false)
    readonly property real tight: measure(true)
    readonly property bool stacked: count > 1 && tight > width
    readonly property real rowHeight: tallest(0, stacked ? count - 1 : count)
    readonly property real lastHeight: stacked ? tallest(count - 1, count) : 0

    function measure(compact) {
        let sum = Theme.gap * Math.max(0, count - 1)
        for (let at = 0; at < buttons.count; at++) {
            const one = buttons.itemAt(at)
            if (one)
                sum += !compact ? one.naturalWidth
                    : one.spec.compact ? Math.max(one.least, one.bareWidth)
                    // Rather two lines of words than a row more: the screen has little room already.
                    : one.last ? Math.min(one.naturalWidth, width * 0.6) : one.naturalWidth
        }
        return sum
    }
    function tallest(from, to) {
        let most = 0
        for (let at = from; at < Math.min(to, buttons.count); at++) {
            const one = buttons.itemAt(at)
            if (one)
                most = Math.max(most, one.implicitHeight)
        }
        return most
    }
    function widthOf(at) {
        const one = buttons.itemAt(at)
        const last = count - 1
        if (!one)
            return 0
        if (stacked)
            return at === last ? width : (width - Theme.gap * (last - 1)) / last
        if (at !== last)
            return full <= width ? one.naturalWidth : one.implicitWidth
        let rest = width
        for (let before = 0; before < last; before++)
            rest -= widthOf(before) + Theme.gap
        return rest
    }
    function xOf(at) {
        let x = 0
        if (stacked && at === count - 1)
            return 0
        for (let before = 0; before < at; before++)
            x += widthOf(before) + Theme.gap
        return x
    }

    implicitHeight: count === 0 ? 0 : rowHeight + (stacked ? lastHeight + Theme.gap : 0)

    Repeater {
        id: buttons
        model: row.count

        Action {
            required property int index
            readonly property var spec: row.actions[index] || ({ "name": "", "label": "" })
            readonly property bool last: index === row.count - 1

            objectName: spec.name
            label: spec.label
            symbol: spec.symbol || ""
            symbolLast: spec.symbolLast === true
            kind: spec.kind || (last ? "primary" : "secondary")
            bare: spec.compact === true && row.full > row.width && !row.stacked
            enabled: spec.enabled !== false
            intent: spec.intent || ""
            args: spec.args || []
            x: row.xOf(index)
            y: row.stacked && !last ? row.lastHeight + Theme.gap : 0
            width: row.widthOf(index)
            height: row.stacked && last ? row.lastHeight : row.rowHeight
        }
    }
}
