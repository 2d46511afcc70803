"""What texts cost, and what new numbers have in common."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "spending",
        sa.Column("id", number, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("segments_in", sa.BigInteger(), nullable=False),
        sa.Column("segments_out", sa.BigInteger(), nullable=False),
        sa.Column("media_in", sa.BigInteger(), nullable=False),
        sa.Column("media_out", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending")),
    )
    op.create_index(op.f("ix_spending_day"), "spending", ["day"])
    op.create_table(
        "arrivals",
        sa.Column("id", number, nullable=False),
        sa.Column("prefix", sa.LargeBinary(16), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
    )
    op.create_index(op.f("ix_arrivals_prefix"), "arrivals", ["prefix"])
    op.create_index(op.f("ix_arrivals_at_s"), "arrivals", ["at_s"])
    op.create_table(
        "pauses",
        sa.Column("prefix", sa.LargeBinary(16), nullable=False),
        sa.Column("until_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_pauses")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "turned_away",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("player", name=op.f("pk_turned_away")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_turned_away_player")),
        sqlite_with_rowid=False,
    )
