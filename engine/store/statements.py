"""What is asked of the database, built once. Editions and letters have rooms of their own."""

from sqlalchemy import (
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

from engine.store.carrying_statements import FORGET_CARRYING
from engine.store.keepsaking import FORGET_FILES
from engine.store.newcomers import DROP_TURNED_AWAY
from engine.store.parameters import FIRST, WAITING, of
from engine.store.posting import DROP_ROUTE
from engine.store.tables import (
    ADDRESSES,
    ARRIVED_MEDIA,
    CONSENTS,
    COUNTS,
    GIFTS,
    HAPPENINGS,
    MESSAGES,
    META,
    MISSES,
    NUMBERS,
    OUTBOX,
    PLAYERS,
    PLAYS,
    ROUTES,
    SPENT,
    STAFF,
    TALLIES,
    UNASKED,
    VOTES,
    WAKES,
)

_ITS_PLAYER = PLAYERS.c.id == ADDRESSES.c.player
_ITS_PLAY = (PLAYS.c.player == PLAYERS.c.id) & (PLAYS.c.story == PLAYERS.c.story)
_ITS_WAKE = (WAKES.c.player == PLAYS.c.player) & (WAKES.c.story == PLAYS.c.story)
_ROUTE_OF_PLAYER = (ROUTES.c.player == PLAYERS.c.id) & (ROUTES.c.address == ADDRESSES.c.id)
_THIS_MESSAGE = (MESSAGES.c.player == PLAYERS.c.id) & (MESSAGES.c.id == of("message"))

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
        WAKES.c.address,
        MESSAGES.c.id,
        MESSAGES.c.answer,
        ROUTES.c.sender,
        exists().where(OUTBOX.c.player == PLAYERS.c.id, OUTBOX.c.state == WAITING),
        exists().where(CONSENTS.c.address == ADDRESSES.c.id, CONSENTS.c.ended_s.is_(None)),
        exists().where(SPENT.c.id == of("message")),
        exists().where(STAFF.c.address == ADDRESSES.c.id),
    )
    .select_from(
        ADDRESSES.outerjoin(PLAYERS, _ITS_PLAYER)
        .outerjoin(ROUTES, _ROUTE_OF_PLAYER)
        .outerjoin(PLAYS, _ITS_PLAY)
        .outerjoin(WAKES, _ITS_WAKE)
        .outerjoin(MESSAGES, _THIS_MESSAGE)
    )
    .where(ADDRESSES.c.id == of("address"))
)

# Where several may write at once (PostgreSQL), a turn first waits for its address, then its player.
LOCK_ADDRESS = select(func.pg_advisory_xact_lock(of("number")))
LOCK_PLAYER = (
    select(PLAYERS.c.id)
    .where(PLAYERS.c.id.in_(select(ADDRESSES.c.player).where(ADDRESSES.c.id == of("address"))))
    .with_for_update()
)

# Whoever else writes what is a player's waits for their row as well.
LOCK_PLAYER_ROW = select(PLAYERS.c.id).where(PLAYERS.c.id == of("player")).with_for_update()

FIND_PLAY = (
    select(PLAYS.c.play, PLAYS.c.answer, WAKES.c.at_s, WAKES.c.address)
    .select_from(PLAYS.outerjoin(WAKES, _ITS_WAKE))
    .where(PLAYS.c.player == of("player"), PLAYS.c.story == of("story"))
)
FIND_LAST_HEARD = select(func.max(MESSAGES.c.at_s)).where(MESSAGES.c.player == of("player"))
FIND_SPENT = select(SPENT.c.id).where(SPENT.c.id == of("message"))
FIND_NUMBER = select(NUMBERS.c.sealed).where(
    NUMBERS.c.player == of("player"), NUMBERS.c.address == of("address")
)
FIND_PLAYER = select(ADDRESSES.c.player).where(ADDRESSES.c.id == of("address"))
FIND_META = select(META.c.value).where(META.c.name == of("name"))
FIND_VERSION = text("SELECT version_num FROM alembic_version")

# Time that passes by itself, the oldest first.
FIND_DUE = (
    select(WAKES)
    .where(WAKES.c.at_s <= of("now_s"))
    .order_by(WAKES.c.at_s)
    .limit(of("most"))
    .offset(FIRST)
)
ADD_WAKE = insert(WAKES)
CHANGE_WAKE = (
    update(WAKES)
    .where(WAKES.c.player == of("player"), WAKES.c.story == of("story"))
    .values({name: bindparam(name) for name in ("address", "kind", "at_s", "failures")})
)
DROP_WAKE = delete(WAKES).where(WAKES.c.player == of("player"), WAKES.c.story == of("story"))
# Only the very wake that was seen: a turn of the player may have put another there.
_THIS_WAKE = (
    (WAKES.c.player == of("player")) & (WAKES.c.story == of("story")) & (WAKES.c.at_s == of("at_s"))
)
FAIL_WAKE = (
    update(WAKES).where(_THIS_WAKE).values({name: bindparam(name) for name in ("at_s", "failures")})
)
GIVE_UP_WAKE = delete(WAKES).where(_THIS_WAKE)
FIND_UNASKED = (
    select(UNASKED.c.number, UNASKED.c.answer)
    .where(UNASKED.c.player == of("player"), UNASKED.c.number > of("number"))
    .order_by(UNASKED.c.number)
)
FIND_LAST_UNASKED = select(func.max(UNASKED.c.number)).where(UNASKED.c.player == of("player"))
ADD_UNASKED = insert(UNASKED)
_LAST_UNASKED = (
    select(UNASKED.c.number)
    .where(UNASKED.c.player == of("player"))
    .order_by(UNASKED.c.number.desc())
    .limit(of("most"))
    .offset(FIRST)
)
DROP_OLD_UNASKED = delete(UNASKED).where(
    UNASKED.c.player == of("player"), UNASKED.c.number.not_in(_LAST_UNASKED)
)
FIND_WAKE_OF = select(func.min(WAKES.c.at_s)).where(WAKES.c.player == of("player"))

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
DROP_META = delete(META).where(META.c.name == of("name"))
# Gives a row only where that was not noted already, by whomever.
NOTE_ONCE = text(
    "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE "
    "SET value = excluded.value WHERE meta.value <> excluded.value RETURNING name"
)
ADD_SPENT_MESSAGE = insert(SPENT)

# What all players of a story share.
FIND_COUNTS = (
    select(COUNTS.c.counter, func.sum(COUNTS.c.amount))
    .where(COUNTS.c.story == of("story"))
    .group_by(COUNTS.c.counter)
)
FIND_VOTES = (
    select(TALLIES.c.poll, TALLIES.c.option, func.sum(TALLIES.c.amount))
    .where(TALLIES.c.story == of("story"))
    .group_by(TALLIES.c.poll, TALLIES.c.option)
    .having(func.sum(TALLIES.c.amount) > literal_column("0"))
)
FIND_VOTES_OF = select(VOTES.c.poll, VOTES.c.option).where(
    VOTES.c.player == of("player"), VOTES.c.story == of("story")
)
# Photos and voice messages that are still to be copied from the carrier.
_STILL_AWAY = select(ARRIVED_MEDIA.c.url).where(ARRIVED_MEDIA.c.player == GIFTS.c.player)
FIND_GIFTS = (
    select(GIFTS.c.collection, GIFTS.c.gift)
    .where(GIFTS.c.story == of("story"), GIFTS.c.approved, GIFTS.c.gift.not_in(_STILL_AWAY))
    .order_by(GIFTS.c.at_s.desc())
)
ADD_COUNT = insert(COUNTS).values(
    {name: bindparam(name) for name in ("story", "counter", "amount")}
)
ADD_TALLY = insert(TALLIES).values(
    {name: bindparam(name) for name in ("story", "poll", "option", "amount")}
)
COUNT_COUNTS = select(func.count()).select_from(COUNTS).where(COUNTS.c.story == of("story"))
COUNT_TALLIES = select(func.count()).select_from(TALLIES).where(TALLIES.c.story == of("story"))
# What is deleted here is added again as sums.
TAKE_COUNTS = (
    delete(COUNTS).where(COUNTS.c.story == of("story")).returning(COUNTS.c.counter, COUNTS.c.amount)
)
TAKE_TALLIES = (
    delete(TALLIES)
    .where(TALLIES.c.story == of("story"))
    .returning(TALLIES.c.poll, TALLIES.c.option, TALLIES.c.amount)
)
ADD_VOTE = insert(VOTES)
DROP_VOTE = delete(VOTES).where(
    VOTES.c.player == of("player"), VOTES.c.story == of("story"), VOTES.c.poll == of("poll")
)
ADD_GIFT = insert(GIFTS)

CHANGE_PLAYER = (
    update(PLAYERS)
    .where(PLAYERS.c.id == of("player"))
    .values({name: bindparam(name) for name in ("language", "story", "last_turn_on")})
)
CHANGE_ADDRESS = (
    update(ADDRESSES)
    .where(ADDRESSES.c.id == of("address"))
    .values({name: bindparam(name) for name in ("player", "stopped")})
)
CHANGE_PLAY = (
    update(PLAYS)
    .where(PLAYS.c.player == of("player"), PLAYS.c.story == of("story"))
    .values({name: bindparam(name) for name in ("play", "answer", "updated_at_s")})
)

# An address that stopped is not sent to, and nothing from before is answered again.
DROP_NUMBER = delete(NUMBERS).where(
    NUMBERS.c.player == of("player"), NUMBERS.c.address == of("address")
)
DROP_WAKES_AT = delete(WAKES).where(
    WAKES.c.player == of("player"), WAKES.c.address == of("address")
)
DROP_ALL_UNASKED = delete(UNASKED).where(UNASKED.c.player == of("player"))
DROP_ANSWERS = (
    update(MESSAGES)
    .where(MESSAGES.c.player == of("player"), MESSAGES.c.answer.is_not(None))
    .values(answer=null())
)

# A number that cannot be reached; the next text from it brings it back. Its letters go as well.
FORGET_NUMBER = (DROP_NUMBER, DROP_ROUTE)
# The carrier lets nothing more through to an address. Its letters go as well. Whoever was erased
# meanwhile and came back is somebody else, of whom it will be heard in their turn.
STOP = (
    update(ADDRESSES)
    .where(ADDRESSES.c.id == of("address"), ADDRESSES.c.player == of("player"))
    .values(stopped=true()),
    DROP_NUMBER,
    DROP_WAKES_AT,
    DROP_ANSWERS,
)

_THEIR_VOTES = select(VOTES.c.story, VOTES.c.poll, VOTES.c.option, literal_column("-1")).where(
    VOTES.c.player == of("player")
)
_NOT_YET_SPENT = select(MESSAGES.c.id).where(
    MESSAGES.c.player == of("player"), ~exists().where(SPENT.c.id == MESSAGES.c.id)
)
# Erasing, in this order, once the letters are gone.
FORGET = (
    *FORGET_FILES,
    insert(SPENT).from_select(["id"], _NOT_YET_SPENT),
    delete(MESSAGES).where(MESSAGES.c.player == of("player")),
    delete(MISSES).where(MISSES.c.player == of("player")),
    insert(TALLIES).from_select(["story", "poll", "option", "amount"], _THEIR_VOTES),
    delete(VOTES).where(VOTES.c.player == of("player")),
    delete(GIFTS).where(GIFTS.c.player == of("player")),
    delete(WAKES).where(WAKES.c.player == of("player")),
    delete(UNASKED).where(UNASKED.c.player == of("player")),
    delete(ROUTES).where(ROUTES.c.player == of("player")),
    DROP_TURNED_AWAY,
    *FORGET_CARRYING,
    delete(PLAYS).where(PLAYS.c.player == of("player")),
    delete(NUMBERS).where(NUMBERS.c.player == of("player")),
    delete(ADDRESSES).where(ADDRESSES.c.player == of("player"), ~ADDRESSES.c.stopped),
    update(ADDRESSES).where(ADDRESSES.c.player == of("player")).values(player=null()),
    delete(PLAYERS).where(PLAYERS.c.id == of("player")),
)
