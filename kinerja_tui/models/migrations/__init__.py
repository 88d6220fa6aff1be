"""Migrations of the schema. `HEAD` is compared with a raw read at every start; Alembic is imported only to upgrade."""

HEAD = "0023"
