"""What players gave and what nothing understood, for staff to look at."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from engine.store import keepsaking
from engine.store.database import Database
from engine.store.parameters import of
from engine.store.shelves import is_name
from engine.store.short import name_of
from engine.store.tables import GIFTS, MISSES
from engine.story.model import GiftKind

_GIFT = (
    GIFTS.c.player, GIFTS.c.message, GIFTS.c.story, GIFTS.c.collection, GIFTS.c.kind, GIFTS.c.gift,
    GIFTS.c.at_s, GIFTS.c.approved,
)  # fmt: skip
_THIS = (GIFTS.c.player == of("player")) & (GIFTS.c.message == of("message"))
FIND_GIFTS = select(*_GIFT).order_by(GIFTS.c.at_s, GIFTS.c.message)
FIND_GIFT = select(GIFTS.c.approved).where(_THIS)
CHANGE_GIFT = update(GIFTS).where(_THIS).values(approved=of("approved"))
DROP_GIFT = delete(GIFTS).where(_THIS)

_SAME_MISS = (MISSES.c.story, MISSES.c.scene, MISSES.c.text)
_OFTEN_FIRST = (func.count().desc(), func.max(MISSES.c.at_s).desc(), *_SAME_MISS)
FIND_MISSES = (
    select(*_SAME_MISS, func.count(), func.max(MISSES.c.at_s))
    .group_by(*_SAME_MISS)
    .order_by(*_OFTEN_FIRST)
)
DROP_MISS = delete(MISSES).where(
    MISSES.c.story == of("story"),
    MISSES.c.scene == of("scene"),
    MISSES.c.text == of("text"),
    MISSES.c.at_s <= of("last_s"),
)


@dataclass(frozen=True, slots=True)
class Gift:
    """What a player gave to a collection of a story, when (seconds since 1970).

    `gift` is the text; of a photo or a voice message the name under which it is kept. `player` and
    `message` are how the store finds it, and stand for nobody elsewhere.
    """

    player: bytes
    message: bytes
    story: str
    collection: str
    kind: GiftKind
    gift: str
    at_s: int
    approved: bool

    @property
    def id(self) -> str:
        """Give the eight letters by which staff call it; the first few will do."""
        return name_of(self.message)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A text that no scene understood, how often, and when last (seconds since 1970)."""

    story: str
    scene: str
    text: str
    times: int
    last_s: int


class Held:
    """What waits for staff. Every method raises NotStored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def gifts(self) -> list[Gift]:
        """Give everything that was given and not rejected, the oldest first."""
        with self._database.read() as transaction:
            rows = transaction.all(FIND_GIFTS)
        return [
            Gift(bytes(player), bytes(message), story, collection, kind, gift, at_s, bool(approved))
            for player, message, story, collection, kind, gift, at_s, approved in rows
        ]

    def approve(self, gift: Gift) -> bool:
        """Show a gift to players from now on; False where it is gone."""
        this = {"of_player": gift.player, "of_message": gift.message}
        with self._database.write() as transaction:
            found = transaction.first(FIND_GIFT, **this)
            transaction.run(CHANGE_GIFT, of_approved=True, **this)
        return found is not None

    def erase(self, gift: Gift) -> bool:
        """Erase a gift, and leave its file to be deleted; False where it is gone."""
        this = {"of_player": gift.player, "of_message": gift.message}
        with self._database.write() as transaction:
            found = transaction.first(FIND_GIFT, **this)
            transaction.run(DROP_GIFT, **this)
            if is_name(gift.gift):
                transaction.run(keepsaking.ADD_LEFTOVER, what=gift.gift, at_s=0, tries=0)
        return found is not None

    def unmatched(self) -> list[Unmatched]:
        """Give what was not understood, what was said most often first."""
        with self._database.read() as transaction:
            return [Unmatched(*row) for row in transaction.all(FIND_MISSES)]

    def erase_unmatched(self, each_of: Iterable[Unmatched]) -> None:
        """Erase texts that staff have seen; the same said since then stays."""
        with self._database.write() as transaction:
            for each in each_of:
                transaction.run(
                    DROP_MISS,
                    of_story=each.story,
                    of_scene=each.scene,
                    of_text=each.text,
                    of_last_s=each.last_s,
                )
