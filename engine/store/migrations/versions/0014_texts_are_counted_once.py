"""What texts cost is kept once, without the report's own count; a phone of staff has addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

SUMS = """
SELECT day, story, country, sum(segments_in) AS segments_in, sum(segments_out) AS segments_out,
    sum(media_in) AS media_in, sum(media_out) AS media_out, sum(amount) AS amount
FROM spending
GROUP BY day, story, country
ORDER BY day, story, country
"""
# What was spent so far counts as players'.
PUT_BACK = """
INSERT INTO spending
    (day, story, country, segments_in, segments_out, media_in, media_out, amount,
     staff, texts_in, texts_out)
VALUES (:day, :story, :country, :segments_in, :segments_out, :media_in, :media_out, :amount,
    FALSE, 0, 0)
"""
# How many texts there were is taken over, and whose.
TAKE_OVER = """
INSERT INTO spending
    (day, story, country, segments_in, segments_out, media_in, media_out, amount,
     staff, texts_in, texts_out)
SELECT day, story, '', 0, 0, 0, 0, 0, staff,
    sum(CASE WHEN what LIKE '0+%' THEN 0 ELSE times END),
    sum(CASE WHEN what LIKE '%+0' THEN 0 ELSE times END)
FROM (
    SELECT day, story, staff, what, channel, times FROM totals WHERE kind = 'texted'
    UNION ALL
    SELECT day, story, staff, what, channel, 1 AS times FROM happenings WHERE kind = 'texted'
) AS texted
WHERE channel IN ('sms', 'whatsapp', 'rcs')
GROUP BY day, story, staff
"""


def upgrade() -> None:
    """Make the table anew with what it held, summed up, and what the report counted of texts."""
    sums = [dict(row) for row in op.get_bind().execute(sa.text(SUMS)).mappings()]
    op.drop_table("spending")
    op.create_table(
        "spending",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("segments_in", sa.BigInteger(), nullable=False),
        sa.Column("segments_out", sa.BigInteger(), nullable=False),
        sa.Column("media_in", sa.BigInteger(), nullable=False),
        sa.Column("media_out", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("texts_in", sa.BigInteger(), nullable=False),
        sa.Column("texts_out", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending")),
    )
    op.create_index(op.f("ix_spending_day"), "spending", ["day"])
    if sums:
        op.get_bind().execute(sa.text(PUT_BACK), sums)
    op.execute(TAKE_OVER)
    op.execute("DELETE FROM happenings WHERE kind = 'texted'")
    op.execute("DELETE FROM totals WHERE kind = 'texted'")
    _give_addresses_their_phone()


def _give_addresses_their_phone() -> None:
    """Make the table of staff's phones anew; an address from before is its own phone."""
    query = sa.text("SELECT address, kind, name, since FROM staff")
    rows = [dict(row) for row in op.get_bind().execute(query).mappings()]
    op.drop_table("staff")
    op.create_table(
        "staff",
        sa.Column("address", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("phone", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_staff")),
        sqlite_with_rowid=False,
    )
    if rows:
        put_back = "INSERT INTO staff VALUES (:address, :kind, :name, :since, :address)"
        op.get_bind().execute(sa.text(put_back), rows)
