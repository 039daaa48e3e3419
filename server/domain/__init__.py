"""What the server decides: pure functions over values, no database, no clock, no network."""
