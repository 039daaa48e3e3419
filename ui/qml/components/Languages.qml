import QtQuick

// One button a language, each in its own words.
Flow {
    id: languages

    readonly property var all: Chrome.languages || []
    readonly property int columns: all.length > 2 && width < Theme.body * 32 ? 2 : Math.min(all.length, 4)

    spacing: Theme.gap

    readonly property real tallest: {
        let most = Theme.touch
        for (let at = 0; at < buttons.count; at++)
            most = Math.max(most, buttons.itemAt(at) ? buttons.itemAt(at).implicitHeight : 0)
        return most
    }

    Repeater {
        id: buttons
        model: languages.all.length
        Choice {
            required property int index
            readonly property var language: languages.all[index] || ["", ""]
            objectName: "lang-" + language[0]
            width: (languages.width - Theme.gap * (languages.columns - 1)) / Math.max(1, languages.columns)
            height: languages.tallest
            label: language[1]
            checkable: true
            checked: Chrome.language === language[0]
            intent: "ChooseLanguage"
            args: [language[0]]
        }
    }
}
