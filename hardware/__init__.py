"""Devices: camera, scanner and hot-plug; each with its wire, status, owner and simulator."""
