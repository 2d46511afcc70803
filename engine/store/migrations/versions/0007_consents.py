"""What a number's texts were agreed to by."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "consents",
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("ended_s", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("address", "at_s", name=op.f("pk_consents")),
        sqlite_with_rowid=False,
    )
