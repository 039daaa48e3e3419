"""Right answers for whatever a form asks, as an invented citizen would give them."""

from ui.view import FormField

TEXTS = {
    "phone": "081234567890",
    "email": "contoh@example.id",
    "date": "01-12-2026",
    "digits": "1",
}


def answer(field: FormField) -> str:
    """The text or option code for a field that is asked and still empty."""
    if field.options:
        return field.options[0][0]
    return TEXTS.get(field.kind, "Contoh isian")
