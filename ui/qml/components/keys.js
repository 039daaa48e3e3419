.pragma library

// Which keys the on-screen keyboard has, as rows of names.

const LETTERS = "abcdefghijklmnopqrstuvwxyz".split("")
const DIGITS = "1234567890".split("")
const SIGNS = { text: ["quote", "slash", "dash", "comma", "dot"], email: ["at", "underscore", "dash", "dot"] }

function signsOf(kind) { return SIGNS[kind] || SIGNS.text }

// Ten keys a row; the digits have a row of their own where `tall`, else the layer of signs.
function qwerty(kind, tall, signs) {
    const marks = signsOf(kind)
    const foot = (tall ? [] : ["signs"]).concat(marks.slice(0, -2), ["space"], marks.slice(-2), ["done"])
    if (signs)
        return [DIGITS, ["at", "underscore", "plus", "colon", "open", "shut", "and", "backspace"], foot]
    const letters = [
        ["q", "w", "e", "r", "t", "y", "u", "i", "o", "p"],
        ["a", "s", "d", "f", "g", "h", "j", "k", "l"],
        ["shift", "z", "x", "c", "v", "b", "n", "m", "backspace"],
        foot
    ]
    return tall ? [DIGITS].concat(letters) : letters
}

// By the alphabet in `columns`, for panels that ten fingers' breadths do not fit; digits are on the layer of signs.
function alphabet(kind, columns, signs) {
    const keys = (signs ? DIGITS.concat(["at", "underscore", "plus", "colon", "open", "shut", "and"]) : LETTERS)
        .concat(signsOf(kind).filter(one => !signs || (one !== "at" && one !== "underscore")))
    const rows = []
    for (let at = 0; at < keys.length; at += columns)
        rows.push(keys.slice(at, at + columns))
    const last = rows[rows.length - 1]
    if (columns - last.length < 2)
        return rows.concat([["shift", "signs", "space", "backspace", "done"]])
    rows[rows.length - 1] = ["shift"].concat(last, ["backspace"])
    return rows.concat([["signs", "space", "done"]])
}

function numeric(kind) {
    const rows = [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]
    if (kind === "phone")
        return rows.concat([["plus", "0", "backspace"], ["done"]])
    return rows.concat([["backspace", "0", "done"]])
}
