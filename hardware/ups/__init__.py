"""The uninterruptible power supply, through the protocol of Network UPS Tools."""
