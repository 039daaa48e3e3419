"""Screens: view values come in, intents go out."""
