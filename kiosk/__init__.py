"""The appliance: session, services, store, sync, audit, maintenance, command line."""
