"""The central MPP server."""
