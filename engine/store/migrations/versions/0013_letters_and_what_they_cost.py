"""Of which story a letter is, and what was paid for it, which comes back if it never went."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the columns; of letters from before, nothing comes back, and they go in any case."""
    op.add_column("outbox", sa.Column("story", sa.String(), nullable=True))
    op.add_column("outbox", sa.Column("paid", sa.Text(), nullable=True))
