"""Run by Alembic: `sayso.ledger.opening` hands it the open connection, inside the transaction that it commits."""

from alembic import context

from sayso.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
