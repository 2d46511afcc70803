"""What is to be sent, and by which of our numbers each player comes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "routes",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("player", "address", name=op.f("pk_routes")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_routes_player")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=True),
        sa.Column("until_s", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_s", sa.BigInteger(), nullable=True),
        sa.Column("sid", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("player", "number", name=op.f("pk_outbox")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_outbox_player")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_outbox_id"), "outbox", ["id"], unique=True)
    op.create_index(op.f("ix_outbox_at_s"), "outbox", ["at_s"])
    op.create_table(
        "paces",
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("free_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sender", name=op.f("pk_paces")),
        sqlite_with_rowid=False,
    )
