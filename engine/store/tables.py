"""The tables, as they are after every migration.

What grows with players begins with the player's id (16 random bytes). Days are UTC, but for those
of the report; `_s` are seconds since 1970, UTC. Texts that a person could be known by are
fingerprints or sealed.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _id(name: str) -> Column[bytes]:
    return Column(name, LargeBinary(16), primary_key=True)


def _player_id() -> Column[bytes]:
    return Column("player", LargeBinary(16), ForeignKey("players.id"), primary_key=True)


META = Table(
    "meta",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

# `last_turn_on` is when they last played, or said something that a story could hear: 30 days after
# that they are told again who is texting, 90 days after it they are erased. What they text while
# they cannot play (they have stopped, are too many, or the budget is spent) does not count.
PLAYERS = Table(
    "players",
    METADATA,
    _id("id"),
    Column("created_on", Date, nullable=False),
    Column("last_turn_on", Date, nullable=False),
    Column("language", String, nullable=False),
    Column("story", String),
    sqlite_with_rowid=False,
)

# An address that sent STOP stays without a player when its player is erased.
ADDRESSES = Table(
    "addresses",
    METADATA,
    _id("id"),
    Column("player", LargeBinary(16), ForeignKey("players.id"), index=True),
    Column("stopped", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# What a number is needed for is to send to it: one that may not be sent to is not kept.
NUMBERS = Table(
    "numbers",
    METADATA,
    _player_id(),
    Column("address", LargeBinary(16), primary_key=True),
    Column("kind", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# `answer` is the last one in this play.
PLAYS = Table(
    "plays",
    METADATA,
    _player_id(),
    Column("story", String, primary_key=True),
    Column("play", Text, nullable=False),
    Column("answer", Text),
    Column("updated_at_s", BigInteger, nullable=False),
)

MESSAGES = Table(
    "messages",
    METADATA,
    _player_id(),
    _id("id"),
    Column("at_s", BigInteger, nullable=False),
    Column("answer", Text),
    sqlite_with_rowid=False,
)

# By which of our numbers or messaging services a player comes: they are answered from the same.
ROUTES = Table(
    "routes",
    METADATA,
    _player_id(),
    Column("address", LargeBinary(16), primary_key=True),
    Column("sender", String, nullable=False),
    sqlite_with_rowid=False,
)

# What is to be sent, in the order of `number` for each player: the one after another goes when that
# was delivered. `id` is ours, and comes back with what becomes of it. `state` is "waiting" (to be
# sent at `at_s`, or after the one before it where that is null), "sending" (somebody has tried to
# since `tried_s`; from `at_s` on it must be asked what became of it) or "sent" (`sid` is what the
# carrier calls it). `media` are the public names of the pictures and sounds that go with it, with
# spaces between. `story` is the one that it tells of, and that must not be closed when it goes;
# null where that does not matter, as of what tells that it is closed. `paid` is what it cost, as
# `engine.store.spending` writes it, once it was tried; null again where that stands whatever comes.
# A row goes when it was delivered or will not be, after `until_s` at the latest.
OUTBOX = Table(
    "outbox",
    METADATA,
    _player_id(),
    Column("number", BigInteger, primary_key=True),
    Column("id", LargeBinary(16), nullable=False, index=True, unique=True),
    Column("address", LargeBinary(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("segments", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("at_s", BigInteger, index=True),
    Column("until_s", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("tried_s", BigInteger),
    Column("sid", String),
    Column("media", Text),
    Column("story", String),
    Column("paid", Text),
    sqlite_with_rowid=False,
)

# When each of our senders may send again: carriers take so many segments a second of each.
PACES = Table(
    "paces",
    METADATA,
    Column("sender", String, primary_key=True),
    Column("free_at_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# When time passes by itself for a play: one wake a play, replaced or removed by each of its turns.
# `address` is where the player last was, `kind` its channel; `failures` how often it went wrong.
WAKES = Table(
    "wakes",
    METADATA,
    _player_id(),
    Column("story", String, primary_key=True),
    Column("address", LargeBinary(16), nullable=False),
    Column("kind", String, nullable=False),
    Column("at_s", BigInteger, nullable=False, index=True),
    Column("failures", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The last things that were said to a player who had asked nothing, for the page that shows them.
# `number` is when, in seconds since 1970, or one more than that of the one before.
UNASKED = Table(
    "unasked",
    METADATA,
    _player_id(),
    Column("number", BigInteger, primary_key=True),
    Column("answer", Text, nullable=False),
    sqlite_with_rowid=False,
)

# The messages of players who were erased: nothing but that they were taken once.
SPENT = Table("spent", METADATA, _id("id"), sqlite_with_rowid=False)

# By what somebody agreed to be texted, and the words that they were shown: by the address alone,
# without a player, so that it stays when they are erased. It holds until `ended_s`.
CONSENTS = Table(
    "consents",
    METADATA,
    Column("address", LargeBinary(16), primary_key=True),
    Column("at_s", BigInteger, primary_key=True),
    Column("how", String, nullable=False),
    Column("word", String, nullable=False),
    Column("story", String, nullable=False),
    Column("language", String, nullable=False),
    Column("shown", Text, nullable=False),
    Column("sender", String, nullable=False),
    Column("ended_s", BigInteger),
    sqlite_with_rowid=False,
)

MISSES = Table(
    "misses",
    METADATA,
    _player_id(),
    Column("message", LargeBinary(16), primary_key=True),
    Column("story", String, nullable=False),
    Column("scene", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at_s", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# The report: what happened on a day (of the story's own zone), and to nobody. `staff` is what staff
# did themselves.
HAPPENINGS = Table(
    "happenings",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("day", Date, nullable=False),
    Column("kind", String, nullable=False),
    Column("story", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("what", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("language", String, nullable=False),
    Column("staff", Boolean, nullable=False),
)

# The same, summed up: so many times.
TOTALS = Table(
    "totals",
    METADATA,
    Column("story", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("what", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("staff", Boolean, primary_key=True),
    Column("edition", String, primary_key=True),
    Column("times", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# The phones and browsers of staff, by their address: reports leave their plays out. They stay when
# their player is erased. `name` is what staff call it; `phone` is what stands for the number, which
# has several addresses (a text, WhatsApp, RCS), or the address itself where it shows no number.
STAFF = Table(
    "staff",
    METADATA,
    Column("address", LargeBinary(16), primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("phone", LargeBinary(16), nullable=False),
    sqlite_with_rowid=False,
)

# What all players share. Numbers are appended and now and then summed up, never changed in place: a
# thousand votes a minute have no row that everybody waits for.
COUNTS = Table(
    "counts",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("story", String, nullable=False, index=True),
    Column("counter", String, nullable=False),
    Column("amount", BigInteger, nullable=False),
)

TALLIES = Table(
    "tallies",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("story", String, nullable=False, index=True),
    Column("poll", String, nullable=False),
    Column("option", String, nullable=False),
    Column("amount", BigInteger, nullable=False),
)

# Who voted for what, so that a second vote replaces the first; `tallies` has what all voted.
VOTES = Table(
    "votes",
    METADATA,
    _player_id(),
    Column("story", String, primary_key=True, index=True),
    Column("poll", String, primary_key=True),
    Column("option", String, nullable=False),
    sqlite_with_rowid=False,
)

# What players gave; shown to others once staff approved it.
GIFTS = Table(
    "gifts",
    METADATA,
    _player_id(),
    Column("message", LargeBinary(16), primary_key=True),
    Column("story", String, nullable=False),
    Column("collection", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("gift", Text, nullable=False),
    Column("at_s", BigInteger, nullable=False),
    Column("approved", Boolean, nullable=False),
    Index("ix_gifts_story", "story", "approved", "at_s"),
    sqlite_with_rowid=False,
)
# Whose a file is; a text may be too long for an index.
_NOT_A_TEXT = GIFTS.c.kind != "text"
Index("ix_gifts_gift", GIFTS.c.gift, sqlite_where=_NOT_A_TEXT, postgresql_where=_NOT_A_TEXT)

# Photos and voice messages that came with texts, until they were copied from the carrier. From
# `at_s` on somebody may try; `tries` counts.
ARRIVED_MEDIA = Table(
    "arrived_media",
    METADATA,
    _player_id(),
    Column("message", LargeBinary(16), primary_key=True),
    Column("kind", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("at_s", BigInteger, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What is still to be deleted outside of these tables, and whose it was nobody knows: an address at
# the carrier, or the name of a kept file, which goes if it is no gift by then.
LEFTOVERS = Table(
    "leftovers",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("what", Text, nullable=False),
    Column("at_s", BigInteger, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
)

# The files of gifts, by the SHA-256 of their content, where several machines share a database. On
# one machine they lie in a folder beside it, as what is deleted from SQLite stays in its file.
KEPT_FILES = Table(
    "kept_files",
    METADATA,
    Column("id", LargeBinary(32), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# What players meet. A content is kept once, by its SHA-256, however many editions have it.
CONTENTS = Table(
    "contents",
    METADATA,
    Column("id", LargeBinary(32), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

EDITION_FILES = Table(
    "edition_files",
    METADATA,
    Column("story", String, primary_key=True),
    Column("edition", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("content", LargeBinary(32), ForeignKey("contents.id"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

# What staff closed for a while. Appended only: the newest row of a story and place counts, with an
# empty place for the whole story. `until_s` is when it opens by itself, null while nobody knows.
CLOSINGS = Table(
    "closings",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("story", String, nullable=False),
    Column("place", String, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("at_s", BigInteger, nullable=False),
    Column("until_s", BigInteger),
    Column("words", Text, nullable=False),
    Column("zone", String, nullable=False),
)

# What became of signs, by the code on each. Appended only, as in `engine/signs/register.py`, and
# without players: who reports a sign by text leaves the code of it, and no more. `by` are the
# initials of staff, without what looks like a number. `photo` is in `sign_photos`.
SIGN_EVENTS = Table(
    "sign_events",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("code", String, nullable=False, index=True),
    Column("at_s", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("by", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("story", String, nullable=False),
    Column("place", String, nullable=False),
    Column("until_s", BigInteger),
    Column("whom", String, nullable=False),
    Column("photo", LargeBinary(32)),
)

# How often each sign was come by in an hour (whole ones since 1970), and how: by `text`, on the
# `web`, by its `page`, by a `patrol` of staff, or by `staff` who play. No person is in it.
SIGN_VISITS = Table(
    "sign_visits",
    METADATA,
    Column("code", String, primary_key=True),
    Column("hour", Integer, primary_key=True),
    Column("via", String, primary_key=True),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What staff photographed, by the SHA-256 of its content: pictures made anew, of signs.
SIGN_PHOTOS = Table(
    "sign_photos",
    METADATA,
    Column("id", LargeBinary(32), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# Appended only: the newest row of a story is what players meet; without an edition, nothing.
PUBLICATIONS = Table(
    "publications",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("story", String, nullable=False, index=True),
    Column("edition", String),
    Column("at_s", BigInteger, nullable=False),
    Column("how", String, nullable=False),
)
