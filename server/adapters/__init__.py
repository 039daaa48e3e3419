"""Other authorities' systems, each behind a port with a simulator: none of their protocols is public."""
