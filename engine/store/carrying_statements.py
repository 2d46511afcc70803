"""What is asked of the database about carried plays, and the three tables of it.

What carries a play is kept by a keyed fingerprint alone, and goes when it has carried it, with its
player, or after its time.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)

from engine.store.parameters import FIRST, of
from engine.store.tables import (
    ADDRESSES,
    ARRIVED_MEDIA,
    GIFTS,
    MESSAGES,
    METADATA,
    MISSES,
    PLAYERS,
    PLAYS,
    STAFF,
    VOTES,
    WAKES,
)

# What carries a play of a player `to` a browser ("web", a link) or to a phone ("text", a code),
# once, until then. `address` is the other end: the phone that asked for the link (`kind` is how it
# texts), or what the browser that asked for the code calls itself from then on.
TICKETS = Table(
    "tickets",
    METADATA,
    Column("id", LargeBinary(16), primary_key=True),
    Column("player", LargeBinary(16), ForeignKey("players.id"), nullable=False, index=True),
    Column("story", String, nullable=False),
    Column("to", String, nullable=False),
    Column("address", LargeBinary(16), nullable=False),
    Column("kind", String, nullable=False),
    Column("until_s", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# The addresses of those players who have several, as they walk in a browser and text as well.
JOINED = Table(
    "joined",
    METADATA,
    Column("player", LargeBinary(16), ForeignKey("players.id"), primary_key=True),
    Column("address", LargeBinary(16), primary_key=True),
    Column("kind", String, nullable=False),
    sqlite_with_rowid=False,
)

# Who texted a code that carries nothing, and when.
WRONG_CODES = Table(
    "wrong_codes",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("address", LargeBinary(16), nullable=False, index=True),
    Column("at_s", BigInteger, nullable=False, index=True),
)

_VALID = (TICKETS.c.to == of("to"), TICKETS.c.until_s > of("now_s"))
FIND_TICKET = select(TICKETS.c.player, TICKETS.c.story).where(TICKETS.c.id == of("ticket"), *_VALID)
# Gives it to one of several who bring it at once.
TAKE_TICKET = (
    delete(TICKETS)
    .where(TICKETS.c.id == of("ticket"), *_VALID)
    .returning(TICKETS.c.player, TICKETS.c.story, TICKETS.c.address, TICKETS.c.kind)
)
# Who texts a code, and the player whose browser shows it: in the order of whoever takes two.
LOCK_BOTH = (
    select(PLAYERS.c.id)
    .where(
        PLAYERS.c.id.in_(
            select(ADDRESSES.c.player)
            .where(ADDRESSES.c.id == of("address"))
            .union_all(select(TICKETS.c.player).where(TICKETS.c.id == of("ticket")))
        )
    )
    .order_by(PLAYERS.c.id)
    .with_for_update()
)
ADD_TICKET = insert(TICKETS)
DROP_TICKETS_OF = delete(TICKETS).where(TICKETS.c.player == of("player"), TICKETS.c.to == of("to"))
FIND_OLD_TICKET = (
    select(TICKETS.c.id).where(TICKETS.c.until_s <= of("now_s")).limit(of("most")).offset(FIRST)
)
DROP_OLD_TICKETS = delete(TICKETS).where(
    TICKETS.c.id.in_(
        select(TICKETS.c.id).where(TICKETS.c.until_s <= of("now_s")).limit(of("most")).offset(FIRST)
        .with_for_update(skip_locked=True)
    )
).returning(TICKETS.c.id)  # fmt: skip

# A phone of theirs; the same one each time.
FIND_PHONE = (
    select(JOINED.c.address, JOINED.c.kind, ADDRESSES.c.stopped)
    .select_from(JOINED.join(ADDRESSES, ADDRESSES.c.id == JOINED.c.address))
    .where(JOINED.c.player == of("player"), JOINED.c.kind != of("browser"))
    .order_by(ADDRESSES.c.stopped, JOINED.c.address)
    .limit(of("most"))
    .offset(FIRST)
)
JOIN = text(
    "INSERT INTO joined (player, address, kind) VALUES (:player, :address, :kind) "
    "ON CONFLICT (player, address) DO NOTHING"
)
PART = delete(JOINED).where(JOINED.c.player == of("player"), JOINED.c.address == of("address"))

DROP_ADDRESS = delete(ADDRESSES).where(
    ADDRESSES.c.id == of("address"), ADDRESSES.c.player == of("player")
)
# A browser may call itself two things while it is not sure that it has been told of the new one.
DROP_OTHER_ADDRESSES = delete(ADDRESSES).where(
    ADDRESSES.c.player == of("player"), ADDRESSES.c.id != of("address")
)
MOVE_WAKES = (
    update(WAKES)
    .where(WAKES.c.player == of("player"), WAKES.c.address == of("address"))
    .values(address=bindparam("address"), kind=bindparam("kind"))
)
MOVE_ALL_WAKES = (
    update(WAKES)
    .where(WAKES.c.player == of("player"))
    .values(address=bindparam("address"), kind=bindparam("kind"))
)
# Staff stay staff, whatever their browser calls itself.
MOVE_STAFF = (
    update(STAFF).where(STAFF.c.address == of("address")).values(address=of("new"), phone=of("new"))
)
FIND_PLAYER_OF = select(PLAYERS.c.language, PLAYERS.c.story).where(PLAYERS.c.id == of("player"))

_GONE, _INTO = of("gone"), of("player")
_PLAYED = select(PLAYS.c.story).where(PLAYS.c.player == _INTO)
DROP_PLAY = delete(PLAYS).where(PLAYS.c.player == of("player"), PLAYS.c.story == of("story"))
_VOTED = VOTES.alias("voted")
_VOTED_TOO = (
    select(literal_column("1"))
    .select_from(_VOTED)
    .where(_VOTED.c.player == _INTO, _VOTED.c.story == VOTES.c.story, _VOTED.c.poll == VOTES.c.poll)
    .exists()
)
# What one player has becomes another's, who keeps what both have; the rest of it is then erased.
ABSORB = (
    update(WAKES)
    .where(WAKES.c.player == _GONE, WAKES.c.story.not_in(_PLAYED))
    .values(player=_INTO),
    update(PLAYS)
    .where(PLAYS.c.player == _GONE, PLAYS.c.story.not_in(_PLAYED))
    .values(player=_INTO),
    update(VOTES).where(VOTES.c.player == _GONE, ~_VOTED_TOO).values(player=_INTO),
    *(
        update(table).where(table.c.player == _GONE).values(player=_INTO)
        for table in (MESSAGES, MISSES, GIFTS, ARRIVED_MEDIA, ADDRESSES)
    ),
)

# Wrong codes, the newest first.
FIND_WRONG = (
    select(WRONG_CODES.c.at_s)
    .where(WRONG_CODES.c.address == of("address"))
    .order_by(WRONG_CODES.c.at_s.desc())
    .limit(of("most"))
    .offset(FIRST)
)
COUNT_WRONG = select(func.count()).where(WRONG_CODES.c.at_s > of("since_s"))
ADD_WRONG = insert(WRONG_CODES).values({name: bindparam(name) for name in ("address", "at_s")})
# A clock that was ahead has noted the later ones.
DROP_OLD_WRONG = delete(WRONG_CODES).where(
    WRONG_CODES.c.id.in_(
        select(WRONG_CODES.c.id)
        .where(or_(WRONG_CODES.c.at_s <= of("since_s"), WRONG_CODES.c.at_s > of("now_s")))
        .limit(of("most")).offset(FIRST).with_for_update(skip_locked=True)
    )
).returning(WRONG_CODES.c.id)  # fmt: skip
FIND_OLD_WRONG = (
    select(WRONG_CODES.c.id)
    .where(or_(WRONG_CODES.c.at_s <= of("since_s"), WRONG_CODES.c.at_s > of("now_s")))
    .limit(of("most"))
    .offset(FIRST)
)

# Erasing; before the addresses go.
FORGET_CARRYING = (
    delete(TICKETS).where(TICKETS.c.player == of("player")),
    delete(JOINED).where(JOINED.c.player == of("player")),
    delete(WRONG_CODES).where(
        WRONG_CODES.c.address.in_(select(ADDRESSES.c.id).where(ADDRESSES.c.player == of("player")))
    ),
)
