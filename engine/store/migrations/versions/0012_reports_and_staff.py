"""What happened, summed up by day; whose plays are staff's own."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# What happened so far becomes sums; /try is staff's own phone.
SUM_UP = """
INSERT INTO totals
    (story, day, kind, what, channel, language, staff, edition, times)
SELECT story, day, kind, what, channel, language, channel = 'try', edition, count(*)
FROM happenings
GROUP BY story, day, kind, what, channel, language, edition
"""


def upgrade() -> None:
    """Make the tables; that of what happened anew, once what it holds is summed up."""
    op.create_table(
        "totals",
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "story", "day", "kind", "what", "channel", "language", "staff", "edition",
            name=op.f("pk_totals"),
        ),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.execute(SUM_UP)
    op.drop_table("happenings")
    op.create_table(
        "happenings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happenings")),
    )
    op.create_table(
        "staff",
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_staff")),
        sqlite_with_rowid=False,
    )
