"""The kiosk's side of the wire: one client, one sender, one heart beat."""
