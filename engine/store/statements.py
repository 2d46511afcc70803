"""What is asked of the database, built once."""

from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, null, select, text, update
from sqlalchemy.sql.elements import BindParameter

from engine.store.tables import (
    ADDRESSES,
    CONTENTS,
    COUNTS,
    EDITION_FILES,
    GIFTS,
    HAPPENINGS,
    MESSAGES,
    META,
    MISSES,
    NUMBERS,
    PLAYERS,
    PLAYS,
    PUBLICATIONS,
    SPENT,
    VOTES,
)


def _of(name: str) -> BindParameter[Any]:
    """Name a value that a row is found by; plain column names are what is written."""
    return bindparam(f"of_{name}")


_ITS_PLAYER = PLAYERS.c.id == ADDRESSES.c.player
_ITS_PLAY = (PLAYS.c.player == PLAYERS.c.id) & (PLAYS.c.story == PLAYERS.c.story)
_THIS_MESSAGE = (MESSAGES.c.player == PLAYERS.c.id) & (MESSAGES.c.id == _of("message"))

# Everything that a turn reads, in one question.
FIND = (
    select(
        ADDRESSES.c.stopped,
        PLAYERS.c.id,
        PLAYERS.c.language,
        PLAYERS.c.story,
        PLAYERS.c.last_turn_on,
        PLAYS.c.play,
        PLAYS.c.answer,
        MESSAGES.c.id,
        MESSAGES.c.answer,
    )
    .select_from(
        ADDRESSES.outerjoin(PLAYERS, _ITS_PLAYER)
        .outerjoin(PLAYS, _ITS_PLAY)
        .outerjoin(MESSAGES, _THIS_MESSAGE)
    )
    .where(ADDRESSES.c.id == _of("address"))
)

# Where several may write at once (PostgreSQL), a turn first waits for its address, then its player.
LOCK_ADDRESS = select(func.pg_advisory_xact_lock(_of("number")))
LOCK_PLAYER = (
    select(PLAYERS.c.id)
    .where(PLAYERS.c.id.in_(select(ADDRESSES.c.player).where(ADDRESSES.c.id == _of("address"))))
    .with_for_update()
)

FIND_PLAY = select(PLAYS.c.play, PLAYS.c.answer).where(
    PLAYS.c.player == _of("player"), PLAYS.c.story == _of("story")
)
FIND_SPENT = select(SPENT.c.id).where(SPENT.c.id == _of("message"))
FIND_PLAYER = select(ADDRESSES.c.player).where(ADDRESSES.c.id == _of("address"))
FIND_META = select(META.c.value).where(META.c.name == _of("name"))
FIND_VERSION = text("SELECT version_num FROM alembic_version")

ADD_PLAYER = insert(PLAYERS)
ADD_ADDRESS = insert(ADDRESSES)
ADD_NUMBER = insert(NUMBERS)
ADD_PLAY = insert(PLAYS)
ADD_MESSAGE = insert(MESSAGES)
ADD_MISS = insert(MISSES)
ADD_HAPPENING = insert(HAPPENINGS).values(
    {column.name: bindparam(column.name) for column in HAPPENINGS.c if column.name != "id"}
)
ADD_META = insert(META)

# What all players of a story share.
FIND_COUNTS = (
    select(COUNTS.c.counter, func.sum(COUNTS.c.amount))
    .where(COUNTS.c.story == _of("story"))
    .group_by(COUNTS.c.counter)
)
FIND_VOTES = (
    select(VOTES.c.poll, VOTES.c.option, func.count())
    .where(VOTES.c.story == _of("story"))
    .group_by(VOTES.c.poll, VOTES.c.option)
)
FIND_VOTES_OF = select(VOTES.c.poll, VOTES.c.option).where(
    VOTES.c.player == _of("player"), VOTES.c.story == _of("story")
)
FIND_GIFTS = (
    select(GIFTS.c.collection, GIFTS.c.gift)
    .where(GIFTS.c.story == _of("story"), GIFTS.c.approved)
    .order_by(GIFTS.c.at_s.desc())
)
ADD_COUNT = insert(COUNTS).values(
    {name: bindparam(name) for name in ("story", "counter", "amount")}
)
ADD_VOTE = insert(VOTES)
DROP_VOTE = delete(VOTES).where(
    VOTES.c.player == _of("player"), VOTES.c.story == _of("story"), VOTES.c.poll == _of("poll")
)
ADD_GIFT = insert(GIFTS)

CHANGE_PLAYER = (
    update(PLAYERS)
    .where(PLAYERS.c.id == _of("player"))
    .values({name: bindparam(name) for name in ("language", "story", "last_turn_on")})
)
CHANGE_ADDRESS = (
    update(ADDRESSES)
    .where(ADDRESSES.c.id == _of("address"))
    .values({name: bindparam(name) for name in ("player", "stopped")})
)
CHANGE_PLAY = (
    update(PLAYS)
    .where(PLAYS.c.player == _of("player"), PLAYS.c.story == _of("story"))
    .values({name: bindparam(name) for name in ("play", "answer", "updated_at_s")})
)

# An address that stopped is not sent to, and nothing from before is answered again.
DROP_NUMBER = delete(NUMBERS).where(
    NUMBERS.c.player == _of("player"), NUMBERS.c.address == _of("address")
)
DROP_ANSWERS = (
    update(MESSAGES)
    .where(MESSAGES.c.player == _of("player"), MESSAGES.c.answer.is_not(None))
    .values(answer=null())
)

_NOT_YET_SPENT = select(MESSAGES.c.id).where(
    MESSAGES.c.player == _of("player"), ~exists().where(SPENT.c.id == MESSAGES.c.id)
)
# Erasing, in this order.
FORGET = (
    insert(SPENT).from_select(["id"], _NOT_YET_SPENT),
    delete(MESSAGES).where(MESSAGES.c.player == _of("player")),
    delete(MISSES).where(MISSES.c.player == _of("player")),
    delete(VOTES).where(VOTES.c.player == _of("player")),
    delete(GIFTS).where(GIFTS.c.player == _of("player")),
    delete(PLAYS).where(PLAYS.c.player == _of("player")),
    delete(NUMBERS).where(NUMBERS.c.player == _of("player")),
    delete(ADDRESSES).where(ADDRESSES.c.player == _of("player"), ~ADDRESSES.c.stopped),
    update(ADDRESSES).where(ADDRESSES.c.player == _of("player")).values(player=null()),
    delete(PLAYERS).where(PLAYERS.c.id == _of("player")),
)

# Editions

FIND_NEWEST_PUBLICATION = select(func.max(PUBLICATIONS.c.id))
_NEWEST_OF_EACH = select(func.max(PUBLICATIONS.c.id)).group_by(PUBLICATIONS.c.story)
FIND_CURRENT = (
    select(PUBLICATIONS.c.story, PUBLICATIONS.c.edition)
    .where(PUBLICATIONS.c.id.in_(_NEWEST_OF_EACH))
    .order_by(PUBLICATIONS.c.story)
)
FIND_PUBLICATIONS = select(
    PUBLICATIONS.c.story, PUBLICATIONS.c.edition, PUBLICATIONS.c.at_s, PUBLICATIONS.c.how
).order_by(PUBLICATIONS.c.id)
_OF_EDITION = (EDITION_FILES.c.story == _of("story")) & (EDITION_FILES.c.edition == _of("edition"))
FIND_EDITION_NAMES = (
    select(EDITION_FILES.c.name, EDITION_FILES.c.content)
    .where(_OF_EDITION)
    .order_by(EDITION_FILES.c.name)
)
FIND_CONTENT = select(CONTENTS.c.data).where(CONTENTS.c.id == _of("content"))
ADD_CONTENT = insert(CONTENTS)
ADD_EDITION_FILE = insert(EDITION_FILES)
ADD_PUBLICATION = insert(PUBLICATIONS).values(
    story=bindparam("story"), edition=bindparam("edition"), at_s=bindparam("at_s"),
    how=bindparam("how"),
)  # fmt: skip
FIND_PLAYS_OF_STORY = select(PLAYS.c.play).where(PLAYS.c.story == _of("story"))
