"""No character is lost without a word."""

import dataclasses

import pytest

from printer import charset, layout, profiles, samples, wire
from printer.elements import Cut, Text
from printer.render import decode


@pytest.mark.parametrize(
    ("meant", "printed"),
    [
        ("Jum’at – “izin”…", 'Jum\'at - "izin"...'),
        ("Bandung\u00a0Barat", "Bandung Barat"),
        ("Ciamis\tKota\n", "Ciamis Kota "),
        ("Şahin Łódź", "Sahin Lódz"),
        ("satu\u200bdua", "satudua"),
        ("\x1b@\x1dV\x00", " @ V "),
    ],
)
def test_a_character_that_the_printer_lacks_is_spelled(meant: str, printed: str):
    fitted = charset.fit(meant, profiles.load("zjiang-58"))
    assert (fitted.text, fitted.lost) == (printed, ())


def test_a_character_without_a_spelling_is_reported():
    fitted = charset.fit("ꦧꦤ 万", profiles.load(80))
    assert fitted.text == "?? ?"
    assert fitted.lost == ("ꦧ", "ꦤ", "万")


def test_letters_of_a_second_code_page_come_out_as_meant():
    profile = profiles.load(80)
    text = "Café Ñandú é Ā Ø"
    fitted = charset.fit(text, profile).text
    assert fitted == "Café Ñandú é A Ø"
    (piece,) = decode(wire.encode((Text(fitted), Cut()), profile), profile)
    assert piece.text == fitted


def test_the_wire_refuses_what_the_layout_did_not_fit():
    with pytest.raises(ValueError, match="code pages"):
        wire.encode((Text("万"),), profiles.load(80))


def test_a_receipt_says_which_of_its_characters_are_lost():
    receipt = dataclasses.replace(samples.counter(), bring=("ꦧ asli", "ꦧ lagi"))
    assert layout.lossy(receipt, profiles.load(80)) == ("ꦧ",)
    assert layout.lossy(samples.counter(), profiles.load(80)) == ()
