"""Pictures and sounds: those that go with letters, and those that players send."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    op.add_column("outbox", sa.Column("media", sa.Text(), nullable=True))
    op.create_index(op.f("ix_edition_files_content"), "edition_files", ["content"])
    not_a_text = sa.column("kind") != "text"
    op.create_index(
        op.f("ix_gifts_gift"), "gifts", ["gift"],
        sqlite_where=not_a_text, postgresql_where=not_a_text,
    )  # fmt: skip
    op.create_table(
        "arrived_media",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("message", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("player", "message", name=op.f("pk_arrived_media")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_arrived_media_player")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_arrived_media_at_s"), "arrived_media", ["at_s"])
    op.create_table(
        "leftovers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leftovers")),
    )
    op.create_index(op.f("ix_leftovers_at_s"), "leftovers", ["at_s"])
    op.create_table(
        "kept_files",
        sa.Column("id", sa.LargeBinary(32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_files")),
    )
