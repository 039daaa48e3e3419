"""What kiosks say to the server and hear from it, under `/v1`."""
