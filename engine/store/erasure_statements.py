"""What is asked of the database about erasing, and the two tables of what is still to be done."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    exists,
    insert,
    null,
    select,
    text,
    true,
    update,
)

from engine.store.parameters import FIRST, of
from engine.store.tables import MESSAGES, METADATA, NUMBERS, PLAYERS, ROUTES, SPENT, UNASKED

# Who was erased, by the fingerprint of what was their id: `noted` once the ledger outside has it.
# A row goes when nothing of its player is left in the file's free space.
ERASURES = Table(
    "erasures",
    METADATA,
    Column("id", LargeBinary(16), primary_key=True),
    Column("at_s", BigInteger, nullable=False),
    Column("noted", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# What the carrier still has of somebody erased: their messages up to `until_s`, to be deleted there
# from `at_s` on. Their number is sealed; without it, it is that of who sent `message`, at
# `message_at_s`. `sender` is which of our numbers they came by. A row goes when nothing is left.
REMNANTS = Table(
    "remnants",
    METADATA,
    Column("id", LargeBinary(16), primary_key=True),
    Column("sealed", LargeBinary),
    Column("sender", String, nullable=False),
    Column("message", LargeBinary(16)),
    Column("message_at_s", BigInteger),
    Column("until_s", BigInteger, nullable=False),
    Column("at_s", BigInteger, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    sqlite_with_rowid=False,
)

FIND_ERASURE = select(ERASURES.c.id).where(ERASURES.c.id == of("erasure"))
ADD_ERASURE = insert(ERASURES)
FIND_ERASURES = select(ERASURES.c.id)
FIND_UNNOTED = (
    select(ERASURES.c.id, ERASURES.c.at_s)
    .where(~ERASURES.c.noted)
    .order_by(ERASURES.c.at_s)
    .limit(of("most"))
    .offset(FIRST)
)
NOTE_ERASURE = update(ERASURES).where(ERASURES.c.id == of("erasure")).values(noted=true())
FIND_NOTED = select(ERASURES.c.id).where(ERASURES.c.noted)
DROP_ERASURE = delete(ERASURES).where(ERASURES.c.id == of("erasure"), ERASURES.c.noted)

_ITS_NUMBER = (NUMBERS.c.player == ROUTES.c.player) & (NUMBERS.c.address == ROUTES.c.address)
FIND_NUMBERS_OF = select(NUMBERS.c.address, NUMBERS.c.sealed, ROUTES.c.sender).select_from(
    NUMBERS.outerjoin(ROUTES, _ITS_NUMBER)
).where(NUMBERS.c.player == of("player"))  # fmt: skip
# By which of our numbers somebody came whose own is not kept any more, as after STOP.
FIND_ROUTES_WITHOUT_NUMBER = select(ROUTES.c.sender).where(
    ROUTES.c.player == of("player"), ~exists().where(_ITS_NUMBER)
)
FIND_LAST_MESSAGE = (
    select(MESSAGES.c.id, MESSAGES.c.at_s)
    .where(MESSAGES.c.player == of("player"))
    .order_by(MESSAGES.c.at_s.desc())
    .limit(of("most"))
    .offset(FIRST)
)

ADD_REMNANT = insert(REMNANTS)
FIND_DUE_REMNANTS = (
    select(REMNANTS)
    .where(REMNANTS.c.at_s <= of("now_s"))
    .order_by(REMNANTS.c.at_s)
    .limit(of("most"))
    .offset(FIRST)
    .with_for_update(skip_locked=True)
)
FIND_ANY_DUE_REMNANT = (
    select(REMNANTS.c.id).where(REMNANTS.c.at_s <= of("now_s")).limit(of("most")).offset(FIRST)
)
CHANGE_REMNANT = (
    update(REMNANTS)
    .where(REMNANTS.c.id == of("remnant"))
    .values({name: bindparam(name) for name in ("at_s", "tries")})
)
DROP_REMNANT = delete(REMNANTS).where(REMNANTS.c.id == of("remnant"))

# Players are looked through by what their ids begin with: these are random, so each part is small.
_IN_PART = PLAYERS.c.id.between(of("first"), of("last"))
FIND_PLAYERS_IN_PART = select(PLAYERS.c.id).where(_IN_PART)
FIND_IDLE = (
    select(PLAYERS.c.id)
    .where(_IN_PART, PLAYERS.c.last_turn_on < of("day"))
    .limit(of("most"))
    .offset(FIRST)
)
LOCK_IDLE = (
    select(PLAYERS.c.id)
    .where(PLAYERS.c.id == of("player"), PLAYERS.c.last_turn_on < of("day"))
    .with_for_update()
)

# The ids of messages stay when their player goes; many are moved a few at a time.
FIND_SOME_MESSAGES = (
    select(MESSAGES.c.id).where(MESSAGES.c.player == of("player")).limit(of("most")).offset(FIRST)
)
SPEND = insert(SPENT).from_select(
    ["id"],
    select(MESSAGES.c.id).where(
        MESSAGES.c.player == of("player"),
        MESSAGES.c.id == of("message"),
        ~exists().where(SPENT.c.id == MESSAGES.c.id),
    ),
)
DROP_MESSAGE = delete(MESSAGES).where(
    MESSAGES.c.player == of("player"), MESSAGES.c.id == of("message")
)

FIND_OLD_ANSWERS = (
    select(MESSAGES.c.player, MESSAGES.c.id)
    .where(
        MESSAGES.c.player.between(of("first"), of("last")),
        MESSAGES.c.answer.is_not(None),
        MESSAGES.c.at_s < of("before_s"),
    )
    .limit(of("most"))
    .offset(FIRST)
)
DROP_ANSWER = (
    update(MESSAGES)
    .where(MESSAGES.c.player == of("player"), MESSAGES.c.id == of("message"))
    .values(answer=null())
)
FIND_OLD_UNASKED = (
    select(UNASKED.c.player, UNASKED.c.number)
    .where(
        UNASKED.c.player.between(of("first"), of("last")),
        UNASKED.c.number < of("before_s"),
    )
    .limit(of("most"))
    .offset(FIRST)
)
DROP_UNASKED = delete(UNASKED).where(
    UNASKED.c.player == of("player"), UNASKED.c.number == of("number")
)

# SQLite's own, outside of any transaction.
EMPTY_LOG = text("PRAGMA wal_checkpoint(TRUNCATE)")
REWRITE = text("VACUUM")
IN_MEMORY, WHERE_USUAL = text("PRAGMA temp_store=MEMORY"), text("PRAGMA temp_store=DEFAULT")
WAIT_BRIEFLY = text("PRAGMA busy_timeout=200")
WAIT_AS_EVER = text("PRAGMA busy_timeout=5000")
