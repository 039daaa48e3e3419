"""The version of the wire. A server answers 400 `version` to a kiosk that speaks an unknown one."""

WIRE_VERSION = 1
