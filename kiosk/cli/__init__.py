"""The command line `mpp-kiosk`."""
