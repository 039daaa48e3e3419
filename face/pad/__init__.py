"""Presentation attack detection: independent witnesses, each scored by itself; a deny cue vetoes."""
