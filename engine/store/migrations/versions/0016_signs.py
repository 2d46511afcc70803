"""What becomes of signs, and how often each is come by."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sign_events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("until_s", sa.BigInteger()),
        sa.Column("whom", sa.String(), nullable=False),
        sa.Column("photo", sa.LargeBinary(32)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_events")),
    )
    op.create_index(op.f("ix_sign_events_code"), "sign_events", ["code"])
    op.create_table(
        "sign_visits",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", "hour", "via", name=op.f("pk_sign_visits")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sign_photos",
        sa.Column("id", sa.LargeBinary(32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_photos")),
    )
