"""What all players of a story share: counters, votes, gifts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "counts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counts")),
    )
    op.create_index(op.f("ix_counts_story"), "counts", ["story"])
    op.create_table(
        "votes",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("poll", sa.String(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("player", "story", "poll", name=op.f("pk_votes")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_votes_player")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_votes_story"), "votes", ["story"])
    op.create_table(
        "gifts",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("message", sa.LargeBinary(16), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("collection", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("gift", sa.Text(), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("player", "message", name=op.f("pk_gifts")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_gifts_player")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_gifts_story"), "gifts", ["story"])
