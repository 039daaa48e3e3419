"""The QR scanner: framing, its owner, and a simulated one on a pty."""
