"""The appliance: session, services, store, sync, audit, maintenance, command line."""

__version__ = "0.1.0"
