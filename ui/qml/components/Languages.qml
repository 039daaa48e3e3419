import QtQuick

// One button a language, each in its own words.
Flow {
    id: languages

    readonly property var all: Chrome.languages || []
    readonly property int columns: Math.min(all.length, 4)

    spacing: Theme.gap

    Repeater {
        model: languages.all.length
        Choice {
            required property int index
            readonly property var language: languages.all[index] || ["", ""]
            objectName: "lang-" + language[0]
            width: (languages.width - Theme.gap * (languages.columns - 1)) / Math.max(1, languages.columns)
            height: Math.max(Theme.touch, Theme.body * 2.6 + Theme.space)
            label: language[1]
            checkable: true
            checked: Chrome.language === language[0]
            intent: "ChooseLanguage"
            args: [language[0]]
        }
    }
}
