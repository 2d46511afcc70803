"""When time passes for a play by itself, and what was said then."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "wakes",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("player", "story", name=op.f("pk_wakes")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_wakes_player")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_wakes_at_s"), "wakes", ["at_s"])
    op.create_table(
        "unasked",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("player", "number", name=op.f("pk_unasked")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_unasked_player")),
        sqlite_with_rowid=False,
    )
