"""Photos and voice messages that players gave: from the carrier to a file, until they are erased.

A file is noted as left over before it is written, and a leftover that is somebody's gift by then
stays: so nothing that nobody gave any more is ever left, whenever a process is killed.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.store import keepsaking
from engine.store.alone import alone_with
from engine.store.database import Database, Transaction
from engine.store.errors import NotStored
from engine.store.shelves import Shelf, is_name
from engine.store.statements import LOCK_ADDRESS

# One try is over within this; what is claimed for longer is nobody's any more.
CLAIMED_S = 5 * 60
MOST_CLAIMED = 8
Ending: TypeAlias = Literal["jpg", "mp3"]


@dataclass(frozen=True, slots=True)
class Away:
    """A photo or a voice message that still lies at the carrier. `tries` counts this one.

    `wanted`: somebody's gift is to be copied; else it is only to be deleted there.
    """

    player: bytes
    message: bytes
    kind: Literal["photo", "voice"]
    url: str
    tries: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class Leftover:
    """What is still to be deleted: an address at the carrier. `tries` counts this one."""

    id: int
    url: str
    tries: int


class Keepsakes:
    """The files of an installation's gifts. Everything here raises NotStored."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database = database
        self._shelf = shelf

    def read(self, name: str) -> bytes | None:
        """Give a kept file by the name that its gift has (64 hexadecimal digits, .jpg or .mp3).

        None for what is not kept: still away, pretended, or erased.
        """
        if not is_name(name):
            return None
        with _stored():
            return self._shelf.get(name)

    def let_go(self, name: str) -> None:
        """Delete a kept file, unless it is still somebody's gift: delete the gifts first."""
        if is_name(name):
            with _stored(), self._database.write() as transaction:
                self._let_go(transaction, name)

    def take_in(self, data: bytes, ending: Ending, now_s: int) -> str:
        """Keep a file that is about to be somebody's gift, and give its name.

        If it is nobody's a few minutes later, it goes again.
        """
        name = _name_of(data, ending)
        with self._database.write() as transaction:
            _leave(transaction, name, now_s + CLAIMED_S)
        with _stored(), self._database.write() as transaction:
            self._lock(transaction, name)
            self._shelf.put(transaction, name, data)
        return name

    def away(self, now_s: int) -> list[Away]:
        """Take what is to be copied now, so that nobody else does."""
        due = {"of_now_s": now_s, "of_most": MOST_CLAIMED}
        with self._database.read() as transaction:
            if not transaction.all(keepsaking.FIND_DUE_ARRIVED, **due):
                return []
        with self._database.write() as transaction:
            rows = transaction.all(keepsaking.CLAIM_DUE_ARRIVED, **due)
            return [self._claimed(transaction, row, now_s) for row in rows]

    def _claimed(self, transaction: Transaction, row: tuple[object, ...], now_s: int) -> Away:
        player, message, kind, url, _, tries = row
        this = {"of_player": player, "of_message": message}
        again = {"at_s": now_s + CLAIMED_S, "tries": tries + 1}  # type: ignore[operator]
        transaction.run(keepsaking.CHANGE_ARRIVED, **again, **this)
        gift = transaction.first(keepsaking.FIND_ITS_GIFTS, of_player=player, of_url=url)
        return Away(player, message, kind, url, tries + 1, gift is not None)  # type: ignore[arg-type, operator]

    def keep(self, away: Away, data: bytes, ending: Ending, now_s: int) -> str:
        """Keep what was copied as the gift's file, and leave the carrier's to be deleted.

        Gives the file's name. Of a player who was erased meanwhile nothing is kept.
        """
        name = _name_of(data, ending)
        with self._database.write() as transaction:
            _leave(transaction, name, now_s + CLAIMED_S)
        with _stored(), alone_with(self._database, away.player) as transaction:
            self._lock(transaction, name)
            self._shelf.put(transaction, name, data)
            its = {"of_player": away.player, "of_url": away.url}
            transaction.run(keepsaking.NAME_GIFTS, gift=name, **its)
            _dropped(transaction, away, now_s)
        return name

    def give_up(self, away: Away, now_s: int) -> None:
        """Note that something cannot be copied, or nobody wants it: it is no gift any more."""
        with alone_with(self._database, away.player) as transaction:
            its = {"of_player": away.player, "of_url": away.url}
            transaction.run(keepsaking.DROP_ITS_GIFTS, **its)
            _dropped(transaction, away, now_s)

    def again(self, away: Away, at_s: int) -> None:
        """Let it be tried once more then."""
        with self._database.write() as transaction:
            this = {"of_player": away.player, "of_message": away.message}
            transaction.run(keepsaking.CHANGE_ARRIVED, at_s=at_s, tries=away.tries, **this)

    def leftovers(self, now_s: int) -> list[Leftover]:
        """Delete every file that is left over, and take what is to be deleted at the carrier."""
        due = {"of_now_s": now_s, "of_most": MOST_CLAIMED}
        with self._database.read() as transaction:
            if not transaction.all(keepsaking.FIND_DUE_LEFTOVERS, **due):
                return []
        with _stored(), self._database.write() as transaction:
            rows = transaction.all(keepsaking.CLAIM_DUE_LEFTOVERS, **due)
            return list(self._taken(transaction, rows, now_s))

    def _taken(
        self, transaction: Transaction, rows: list[tuple[int, str, int, int]], now_s: int
    ) -> Iterator[Leftover]:
        for id_, what, _, tries in rows:
            if "://" in what:
                again = {"at_s": now_s + CLAIMED_S, "tries": tries + 1}
                transaction.run(keepsaking.CHANGE_LEFTOVER, of_id=id_, **again)
                yield Leftover(id_, what, tries + 1)
                continue
            if is_name(what):
                self._let_go(transaction, what)
            transaction.run(keepsaking.DROP_LEFTOVER, of_id=id_)

    def gone(self, leftover: Leftover) -> None:
        """Note that it is deleted, or never will be."""
        with self._database.write() as transaction:
            transaction.run(keepsaking.DROP_LEFTOVER, of_id=leftover.id)

    def still_there(self, leftover: Leftover, at_s: int) -> None:
        """Let its deleting be tried once more then."""
        with self._database.write() as transaction:
            again = {"at_s": at_s, "tries": leftover.tries}
            transaction.run(keepsaking.CHANGE_LEFTOVER, of_id=leftover.id, **again)

    def _let_go(self, transaction: Transaction, name: str) -> None:
        self._lock(transaction, name)
        if transaction.first(keepsaking.FIND_GIFT_OF_FILE, of_gift=name, of_most=1) is None:
            self._shelf.drop(transaction, name)

    def _lock(self, transaction: Transaction, name: str) -> None:
        """Be alone with a file: somebody may give the same that is let go at this moment."""
        if self._database.queue is None:
            number = int.from_bytes(bytes.fromhex(name[:16]), signed=True)
            transaction.run(LOCK_ADDRESS, of_number=number)


def _name_of(data: bytes, ending: Ending) -> str:
    return f"{hashlib.sha256(data).hexdigest()}.{ending}"


def _dropped(transaction: Transaction, away: Away, now_s: int) -> None:
    """Leave something to be deleted at the carrier; if its player was erased, it is already."""
    this = {"of_player": away.player, "of_message": away.message}
    if transaction.first(keepsaking.FIND_ARRIVED, **this):
        transaction.run(keepsaking.DROP_ARRIVED, **this)
        _leave(transaction, away.url, now_s)


def _leave(transaction: Transaction, what: str, at_s: int) -> None:
    transaction.run(keepsaking.ADD_LEFTOVER, what=what, at_s=at_s, tries=0)


@contextmanager
def _stored() -> Iterator[None]:
    """Tell of a disk that cannot be written to or read as of a database that cannot."""
    try:
        yield
    except OSError as error:
        raise NotStored(f"The disk did not take it: {error.strerror}") from error
