"""What carries a play between a phone and a browser, and who has several addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tickets",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("until_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_tickets_player")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tickets_player"), "tickets", ["player"])
    op.create_index(op.f("ix_tickets_until_s"), "tickets", ["until_s"])
    op.create_table(
        "joined",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("player", "address", name=op.f("pk_joined")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_joined_player")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wrong_codes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_codes")),
    )
    op.create_index(op.f("ix_wrong_codes_address"), "wrong_codes", ["address"])
    op.create_index(op.f("ix_wrong_codes_at_s"), "wrong_codes", ["at_s"])
