"""Logging of the server process: to standard error, where the journal takes it."""

import logging

FORMAT = "%(levelname)s %(name)s: %(message)s"


def configure() -> None:
    """Sets up logging; alembic's step-by-step lines stay silent."""
    logging.basicConfig(format=FORMAT, level=logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
