"""Alembic's entry: run the migrations on the connection that `upgrade` opened, inside its transaction."""

from alembic import context

from kinerja_tui.models.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
