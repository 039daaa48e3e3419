"""Faces: detection, quality, presentation attack detection, template, comparison."""
