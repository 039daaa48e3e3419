"""Simulated people and attacks before a camera: for demo, training and tests; measured apart from real pictures."""
