.pragma library

// Which keys the on-screen keyboard has: rows of { name, face, weight, act }.

function key(name, face, weight, act, symbol) {
    return { name: "key-" + name, face: face, weight: weight || 1, act: act || "type", symbol: symbol || "" }
}
function letter(one, shifted) { return key(one, shifted ? one.toUpperCase() : one) }
function letters(row, shifted) { return Array.from(row, one => letter(one, shifted)) }

const NAMES = { "@": "at", ".": "dot", "-": "dash", ",": "comma", "/": "slash", "'": "quote", "_": "underscore", "+": "plus", ":": "colon", "(": "open", ")": "shut", "&": "and" }

function sign(one) { return key(NAMES[one] || one, one) }
function shift() { return key("shift", "", 1.5, "shift", "arrow-big-up") }
function backspace(weight) { return key("backspace", "", weight || 1.5, "backspace", "delete") }
function done(weight) { return key("done", "", weight || 2, "done", "check") }
function space(weight) { return key("space", "", weight, "space", "space") }
function other(signs) { return key("signs", signs ? "abc" : "123", 1.5, "signs") }

function numeric(kind) {
    const corner = kind === "phone" ? sign("+") : key("clear", "", 1, "clear", "eraser")
    return [
        letters("123"), letters("456"), letters("789"),
        [corner, letter("0"), backspace(1)], [done(3)]
    ]
}

function qwerty(kind, shifted, signs, digits) {
    const extra = kind === "email" ? ["@", ".", "_", "-"] : ["'", ".", ",", "-"]
    const foot = [other(signs), ...extra.slice(0, 2).map(sign), space(3.5), ...extra.slice(2).map(sign), done(2)]
    if (signs)
        return [letters("1234567890"), Array.from("@&()/:_+-,", sign), [...Array.from("'.", sign), backspace(2)], foot]
    const rows = [letters("qwertyuiop", shifted), letters("asdfghjkl", shifted), [shift(), ...letters("zxcvbnm", shifted), backspace()], foot]
    return digits ? [letters("1234567890"), ...rows] : rows
}

function alphabet(kind, shifted, signs, columns) {
    const extra = Array.from(kind === "email" ? "@._-" : "'.,-", sign)
    const first = signs ? [...letters("1234567890"), ...Array.from("@&()/:_+", sign)] : letters("abcdefghijklmnopqrstuvwxyz", shifted)
    const all = [...first, ...extra]
    const rows = []
    for (let at = 0; at < all.length; at += columns)
        rows.push(all.slice(at, at + columns))
    const last = rows[rows.length - 1]
    if (columns - last.length >= 2) {
        last.push(key("shift", "", 1, "shift", "arrow-big-up"), key("backspace", "", columns - last.length - 1, "backspace", "delete"))
        rows.push([key("signs", signs ? "abc" : "123", 1, "signs"), space(columns - 3), done(2)])
        return rows
    }
    rows.push([key("signs", signs ? "abc" : "123", 1, "signs"), key("shift", "", 1, "shift", "arrow-big-up"), space(columns - 5), key("backspace", "", 1, "backspace", "delete"), done(2)])
    return rows
}
