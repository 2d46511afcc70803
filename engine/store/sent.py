"""What sending costs, for the report: counted when the carrier has taken a letter."""

from datetime import UTC, datetime

from sqlalchemy import Date, String, bindparam, exists, insert, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from engine.store.database import Transaction
from engine.store.happenings import AND
from engine.store.parameters import of
from engine.store.tables import HAPPENINGS, NUMBERS, PLAYERS, STAFF


def _said(text: str) -> ColumnElement[str]:
    return literal_column(f"'{text}'")


_IS_STAFF = exists().where(STAFF.c.address == of("address"))
_KIND = (
    select(NUMBERS.c.kind)
    .where(NUMBERS.c.player == of("player"), NUMBERS.c.address == of("address"))
    .scalar_subquery()
)
# To whom it went is not noted, only the story that they are in.
COUNT_SENT = insert(HAPPENINGS).from_select(
    ["day", "kind", "story", "edition", "what", "channel", "language", "staff"],
    select(
        bindparam("day", type_=Date),
        _said("texted"),
        PLAYERS.c.story,
        _said(""),
        bindparam("what", type_=String),
        _KIND,
        PLAYERS.c.language,
        _IS_STAFF,
    ).where(PLAYERS.c.id == of("player"), PLAYERS.c.story.is_not(None), _KIND.is_not(None)),
)


def count_sent(
    transaction: Transaction, player: bytes, address: bytes, segments: int, now_s: int
) -> None:
    """Count a letter that went to a player, under the day in UTC."""
    transaction.run(
        COUNT_SENT,
        of_player=player,
        of_address=address,
        day=datetime.fromtimestamp(now_s, UTC).date().isoformat(),
        what=f"0{AND}{segments}",
    )
