"""Demo and training: simulated devices below the real drivers, an embedded server, a kiosk that walks by itself."""
