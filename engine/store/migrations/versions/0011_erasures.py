"""Who was erased and is still to be noted outside, and what the carrier still has of them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "erasures",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("noted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "remnants",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("message", sa.LargeBinary(16), nullable=True),
        sa.Column("message_at_s", sa.BigInteger(), nullable=True),
        sa.Column("until_s", sa.BigInteger(), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remnants")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_remnants_at_s"), "remnants", ["at_s"])
