"""Numbered steps of the schema; a step that has shipped is never edited."""
