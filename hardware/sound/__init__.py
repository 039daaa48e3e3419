"""Loudness, and the headphone jack that starts the voice guide."""
