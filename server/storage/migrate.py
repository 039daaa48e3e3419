"""Brings a database to the newest schema; the steps lie in `migrations/versions`."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

LOCATION = "server:storage/migrations"


def migrate(engine: Engine, target: str = "head") -> str:
    """Runs the missing steps and returns the revision reached."""
    config = Config()
    config.set_main_option("script_location", LOCATION)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
        connection.commit()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""
