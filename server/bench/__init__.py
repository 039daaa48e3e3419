"""Measures the server beside its limits: `mpp-server bench`. Loopback only, bounded in count and time."""
