"""What Alembic runs: the steps, on the connection it is handed, in the transaction that is open."""

from alembic import context

from engine.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
context.run_migrations()
