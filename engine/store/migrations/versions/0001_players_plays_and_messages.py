"""The first tables: players and their plays, messages, the report."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "players",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("last_turn_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("story", sa.String()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_players")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "addresses",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("player", sa.LargeBinary(16)),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_addresses_player")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_addresses_player"), "addresses", ["player"])
    op.create_table(
        "numbers",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("player", "address", name=op.f("pk_numbers")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_numbers_player")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "plays",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("play", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("updated_at_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("player", "story", name=op.f("pk_plays")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_plays_player")),
    )
    op.create_table(
        "messages",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.PrimaryKeyConstraint("player", "id", name=op.f("pk_messages")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_messages_player")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spent",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "misses",
        sa.Column("player", sa.LargeBinary(16), nullable=False),
        sa.Column("message", sa.LargeBinary(16), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("scene", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("player", "message", name=op.f("pk_misses")),
        sa.ForeignKeyConstraint(["player"], ["players.id"], name=op.f("fk_misses_player")),
        sqlite_with_rowid=False,
    )
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happenings")),
    )
