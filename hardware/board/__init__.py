"""Lamps, presence, door and tamper on one small board at a serial line."""
