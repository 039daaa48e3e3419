"""The database: schema, migrations, the group-commit writer and what is asked of it."""
