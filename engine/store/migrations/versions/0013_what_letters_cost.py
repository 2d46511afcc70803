"""What was paid for a letter, so that it comes back where the letter never went."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; of letters from before, nothing comes back."""
    op.add_column("outbox", sa.Column("paid", sa.Text(), nullable=True))
