"""Votes as sums, and the gifts that are shown apart from those that are held.

Told anew from all votes in each turn, they would take longer the more players there were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table of sums, sum up what was voted, and make gifts findable by who sees them."""
    op.create_table(
        "tallies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("poll", sa.String(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallies")),
    )
    op.create_index(op.f("ix_tallies_story"), "tallies", ["story"])
    op.execute(
        'INSERT INTO tallies (story, poll, "option", amount) '
        'SELECT story, poll, "option", count(*) FROM votes GROUP BY story, poll, "option"'
    )
    op.drop_index(op.f("ix_gifts_story"), "gifts")
    op.create_index("ix_gifts_story", "gifts", ["story", "approved", "at_s"])
