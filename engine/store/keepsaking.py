"""What is asked of the database about the photos and voice messages that players send."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    delete,
    insert,
    literal_column,
    select,
    union,
    update,
)

from engine.store.parameters import FIRST, of
from engine.store.tables import ARRIVED_MEDIA, GIFTS, KEPT_FILES, LEFTOVERS

# As it stands in the index of gifts by their file.
_IS_A_FILE: ColumnElement[bool] = GIFTS.c.kind != literal_column("'text'")
_AT_ONCE: ColumnElement[int] = literal_column("0")
_THIS = (ARRIVED_MEDIA.c.player == of("player")) & (ARRIVED_MEDIA.c.message == of("message"))
_ITS_GIFTS = (GIFTS.c.player == of("player")) & (GIFTS.c.gift == of("url")) & _IS_A_FILE


def _due(table: Any) -> Any:
    return (
        select(table)
        .where(table.c.at_s <= of("now_s"))
        .order_by(table.c.at_s)
        .limit(of("most"))
        .offset(FIRST)
    )


FIND_DUE_ARRIVED = _due(ARRIVED_MEDIA)
CLAIM_DUE_ARRIVED = _due(ARRIVED_MEDIA).with_for_update(skip_locked=True)
FIND_ARRIVED = select(ARRIVED_MEDIA.c.kind).where(_THIS)
ADD_ARRIVED = insert(ARRIVED_MEDIA)
CHANGE_ARRIVED = (
    update(ARRIVED_MEDIA).where(_THIS).values(at_s=bindparam("at_s"), tries=bindparam("tries"))
)
DROP_ARRIVED = delete(ARRIVED_MEDIA).where(_THIS)

FIND_ITS_GIFTS = select(GIFTS.c.message).where(_ITS_GIFTS)
NAME_GIFTS = update(GIFTS).where(_ITS_GIFTS).values(gift=bindparam("gift"))
DROP_ITS_GIFTS = delete(GIFTS).where(_ITS_GIFTS)
FIND_GIFT_OF_FILE = (
    select(GIFTS.c.message)
    .where(GIFTS.c.gift == of("gift"), _IS_A_FILE)
    .limit(of("most"))
    .offset(FIRST)
)

FIND_DUE_LEFTOVERS = _due(LEFTOVERS)
CLAIM_DUE_LEFTOVERS = _due(LEFTOVERS).with_for_update(skip_locked=True)
ADD_LEFTOVER = insert(LEFTOVERS).values(
    {name: bindparam(name) for name in ("what", "at_s", "tries")}
)
CHANGE_LEFTOVER = (
    update(LEFTOVERS)
    .where(LEFTOVERS.c.id == of("id"))
    .values(at_s=bindparam("at_s"), tries=bindparam("tries"))
)
DROP_LEFTOVER = delete(LEFTOVERS).where(LEFTOVERS.c.id == of("id"))

FIND_KEPT_FILE = select(KEPT_FILES.c.data).where(KEPT_FILES.c.id == of("id"))
ADD_KEPT_FILE = insert(KEPT_FILES)
DROP_KEPT_FILE = delete(KEPT_FILES).where(KEPT_FILES.c.id == of("id"))

_COLUMNS = ["what", "at_s", "tries"]
_FILES_OF_PLAYER = select(GIFTS.c.gift, _AT_ONCE, _AT_ONCE).where(
    GIFTS.c.player == of("player"), _IS_A_FILE
)
_LEFT_AT_THE_CARRIER = select(ARRIVED_MEDIA.c.url, _AT_ONCE, _AT_ONCE).where(
    ARRIVED_MEDIA.c.player == of("player")
)
# Before the gifts of a player are erased: what of them is elsewhere goes soon after.
FORGET_FILES = (
    insert(LEFTOVERS).from_select(_COLUMNS, _FILES_OF_PLAYER),
    insert(LEFTOVERS).from_select(_COLUMNS, _LEFT_AT_THE_CARRIER),
    delete(ARRIVED_MEDIA).where(ARRIVED_MEDIA.c.player == of("player")),
)
# Every file that there is, or may be.
FIND_ALL_FILES = union(
    select(GIFTS.c.gift).where(_IS_A_FILE),
    select(LEFTOVERS.c.what),
)
