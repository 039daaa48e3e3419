"""Settings schema and defaults, service catalogue, regional overrides."""
