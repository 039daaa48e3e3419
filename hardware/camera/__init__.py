"""The camera: sources, their owner with its watchdog, and a simulated camera on the network."""
