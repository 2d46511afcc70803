"""What is asked of the database, built once."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    null,
    select,
    text,
    true,
    update,
)
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
    OUTBOX,
    PACES,
    PLAYERS,
    PLAYS,
    PUBLICATIONS,
    ROUTES,
    SPENT,
    UNASKED,
    VOTES,
    WAKES,
)


def _of(name: str) -> BindParameter[Any]:
    """Name a value that a row is found by; plain column names are what is written."""
    return bindparam(f"of_{name}")


# Said aloud, because for SQLite there would else be a parameter that nobody named.
_FIRST: ColumnElement[int] = literal_column("0")
_WAITING: ColumnElement[str] = literal_column("'waiting'")
_ITS_PLAYER = PLAYERS.c.id == ADDRESSES.c.player
_ITS_PLAY = (PLAYS.c.player == PLAYERS.c.id) & (PLAYS.c.story == PLAYERS.c.story)
_ITS_WAKE = (WAKES.c.player == PLAYS.c.player) & (WAKES.c.story == PLAYS.c.story)
_ROUTE_OF_PLAYER = (ROUTES.c.player == PLAYERS.c.id) & (ROUTES.c.address == ADDRESSES.c.id)
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
        WAKES.c.at_s,
        MESSAGES.c.id,
        MESSAGES.c.answer,
        ROUTES.c.sender,
        exists().where(OUTBOX.c.player == PLAYERS.c.id, OUTBOX.c.state == _WAITING),
    )
    .select_from(
        ADDRESSES.outerjoin(PLAYERS, _ITS_PLAYER)
        .outerjoin(ROUTES, _ROUTE_OF_PLAYER)
        .outerjoin(PLAYS, _ITS_PLAY)
        .outerjoin(WAKES, _ITS_WAKE)
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

FIND_PLAY = (
    select(PLAYS.c.play, PLAYS.c.answer, WAKES.c.at_s)
    .select_from(PLAYS.outerjoin(WAKES, _ITS_WAKE))
    .where(PLAYS.c.player == _of("player"), PLAYS.c.story == _of("story"))
)
FIND_SPENT = select(SPENT.c.id).where(SPENT.c.id == _of("message"))
FIND_NUMBER = select(NUMBERS.c.sealed).where(
    NUMBERS.c.player == _of("player"), NUMBERS.c.address == _of("address")
)
FIND_PLAYER = select(ADDRESSES.c.player).where(ADDRESSES.c.id == _of("address"))
FIND_META = select(META.c.value).where(META.c.name == _of("name"))
FIND_VERSION = text("SELECT version_num FROM alembic_version")

# Time that passes by itself, the oldest first.
FIND_DUE = (
    select(WAKES)
    .where(WAKES.c.at_s <= _of("now_s"))
    .order_by(WAKES.c.at_s)
    .limit(_of("most"))
    .offset(_FIRST)
)
ADD_WAKE = insert(WAKES)
CHANGE_WAKE = (
    update(WAKES)
    .where(WAKES.c.player == _of("player"), WAKES.c.story == _of("story"))
    .values({name: bindparam(name) for name in ("address", "kind", "at_s", "failures")})
)
DROP_WAKE = delete(WAKES).where(WAKES.c.player == _of("player"), WAKES.c.story == _of("story"))
# Only the very wake that was seen: a turn of the player may have put another there.
_THIS_WAKE = (
    (WAKES.c.player == _of("player"))
    & (WAKES.c.story == _of("story"))
    & (WAKES.c.at_s == _of("at_s"))
)
FAIL_WAKE = (
    update(WAKES).where(_THIS_WAKE).values({name: bindparam(name) for name in ("at_s", "failures")})
)
GIVE_UP_WAKE = delete(WAKES).where(_THIS_WAKE)
FIND_UNASKED = (
    select(UNASKED.c.number, UNASKED.c.answer)
    .where(UNASKED.c.player == _of("player"), UNASKED.c.number > _of("number"))
    .order_by(UNASKED.c.number)
)
FIND_LAST_UNASKED = select(func.max(UNASKED.c.number)).where(UNASKED.c.player == _of("player"))
ADD_UNASKED = insert(UNASKED)
_LAST_UNASKED = (
    select(UNASKED.c.number)
    .where(UNASKED.c.player == _of("player"))
    .order_by(UNASKED.c.number.desc())
    .limit(_of("most"))
    .offset(_FIRST)
)
DROP_OLD_UNASKED = delete(UNASKED).where(
    UNASKED.c.player == _of("player"), UNASKED.c.number.not_in(_LAST_UNASKED)
)
FIND_WAKE_OF = select(func.min(WAKES.c.at_s)).where(WAKES.c.player == _of("player"))

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
DROP_META = delete(META).where(META.c.name == _of("name"))

# What is to be sent.
_ITS_NUMBER = (NUMBERS.c.player == OUTBOX.c.player) & (NUMBERS.c.address == OUTBOX.c.address)
_ITS_ROUTE = (ROUTES.c.player == OUTBOX.c.player) & (ROUTES.c.address == OUTBOX.c.address)
_THIS_LETTER = (OUTBOX.c.player == _of("player")) & (OUTBOX.c.number == _of("number"))
FIND_ANY_DUE_LETTER = (
    select(OUTBOX.c.number).where(OUTBOX.c.at_s <= _of("now_s")).limit(_of("most")).offset(_FIRST)
)
FIND_DUE_LETTERS = (
    select(OUTBOX, NUMBERS.c.sealed, ROUTES.c.sender)
    .select_from(OUTBOX.outerjoin(NUMBERS, _ITS_NUMBER).outerjoin(ROUTES, _ITS_ROUTE))
    .where(OUTBOX.c.at_s <= _of("now_s"))
    .order_by(OUTBOX.c.at_s, OUTBOX.c.number)
    .limit(_of("most"))
    .offset(_FIRST)
    .with_for_update(of=OUTBOX, skip_locked=True)
)
FIND_LETTER = select(
    OUTBOX.c.player, OUTBOX.c.number, OUTBOX.c.address, OUTBOX.c.state, OUTBOX.c.tries,
    OUTBOX.c.until_s,
).where(OUTBOX.c.id == _of("letter"))  # fmt: skip
FIND_LAST_LETTER = (
    select(OUTBOX.c.number, OUTBOX.c.state, OUTBOX.c.tried_s)
    .where(OUTBOX.c.player == _of("player"))
    .order_by(OUTBOX.c.number.desc())
    .limit(_of("most"))
    .offset(_FIRST)
)
FIND_UNSENT = (
    select(OUTBOX.c.text)
    .where(OUTBOX.c.player == _of("player"), OUTBOX.c.state == _WAITING)
    .order_by(OUTBOX.c.number)
)
ADD_LETTER = insert(OUTBOX)
CHANGE_LETTER = (
    update(OUTBOX)
    .where(_THIS_LETTER)
    .values({name: bindparam(name) for name in ("state", "at_s", "tries", "tried_s", "sid")})
)
LET_LETTER_WAIT = update(OUTBOX).where(_THIS_LETTER).values(at_s=bindparam("at_s"))
DROP_LETTER = delete(OUTBOX).where(_THIS_LETTER)
DROP_UNSENT = delete(OUTBOX).where(OUTBOX.c.player == _of("player"), OUTBOX.c.state == _WAITING)
DROP_LETTERS_AT = delete(OUTBOX).where(
    OUTBOX.c.player == _of("player"), OUTBOX.c.address == _of("address")
)
_NEXT_LETTER = (
    select(func.min(OUTBOX.c.number))
    .where(OUTBOX.c.player == _of("player"), OUTBOX.c.number > _of("number"))
    .scalar_subquery()
)
# The one after another may go now, unless it has its own time.
RELEASE_NEXT = (
    update(OUTBOX)
    .where(
        OUTBOX.c.player == _of("player"), OUTBOX.c.number == _NEXT_LETTER,
        OUTBOX.c.state == _WAITING, OUTBOX.c.at_s.is_(None),
    )
    .values(at_s=bindparam("at_s"))
)  # fmt: skip
FIND_PACE = select(PACES.c.free_at_ms).where(PACES.c.sender == _of("sender"))
ADD_PACE = insert(PACES)
CHANGE_PACE = (
    update(PACES).where(PACES.c.sender == _of("sender")).values(free_at_ms=bindparam("free_at_ms"))
)
ADD_ROUTE = insert(ROUTES)
DROP_ROUTE = delete(ROUTES).where(
    ROUTES.c.player == _of("player"), ROUTES.c.address == _of("address")
)

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
DROP_WAKES_AT = delete(WAKES).where(
    WAKES.c.player == _of("player"), WAKES.c.address == _of("address")
)
DROP_ALL_UNASKED = delete(UNASKED).where(UNASKED.c.player == _of("player"))
DROP_ANSWERS = (
    update(MESSAGES)
    .where(MESSAGES.c.player == _of("player"), MESSAGES.c.answer.is_not(None))
    .values(answer=null())
)

# A number that cannot be reached; the next text from it brings it back.
FORGET_NUMBER = (DROP_NUMBER, DROP_ROUTE, DROP_LETTERS_AT)
# The carrier lets nothing more through to an address.
STOP = (
    update(ADDRESSES).where(ADDRESSES.c.id == _of("address")).values(stopped=true()),
    DROP_NUMBER,
    DROP_WAKES_AT,
    DROP_LETTERS_AT,
    DROP_ANSWERS,
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
    delete(WAKES).where(WAKES.c.player == _of("player")),
    delete(UNASKED).where(UNASKED.c.player == _of("player")),
    delete(OUTBOX).where(OUTBOX.c.player == _of("player")),
    delete(ROUTES).where(ROUTES.c.player == _of("player")),
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
