"""The store, in the words of what it is for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

from engine.secret import Secret
from engine.store import consents, statements
from engine.store.alone import NOTING, one_at_a_time
from engine.store.answers import answer_from_json
from engine.store.backlog import Backlog, backlog_now
from engine.store.carrying import Carrying
from engine.store.carrying_statements import LOCK_BOTH
from engine.store.closings import Closings
from engine.store.consents import Consent
from engine.store.database import NOT_THERE, Database, Transaction
from engine.store.editions import Editions
from engine.store.erasing import Erasing
from engine.store.errors import MovedOn, NotStored
from engine.store.held import Held
from engine.store.keepsakes import Keepsakes
from engine.store.known import Message, Unasked, Wake
from engine.store.letters import Charge
from engine.store.migrating import SERVES, stands
from engine.store.open_turn import OpenTurn
from engine.store.outbox import Outbox
from engine.store.passage import ticket_of
from engine.store.remnants import RemnantQueue
from engine.store.rounds import Rounds
from engine.store.shelves import Shelf
from engine.store.signs import Signs
from engine.store.snapshots import Snapshots
from engine.store.spending import Spending, Spent, spent_by_day
from engine.store.staff import Staff
from engine.store.totals import Totals
from engine.store.washing import Washing

MOST_DUE = 100
# How the database stands to this program: by its tables, or it does not answer.
Standing: TypeAlias = Literal["current", "older", "newer", "moved", "away"]


class Store:
    """Everything that is kept, for all who play here. Made by `open_store`."""

    def __init__(self, database: Database, secret: Secret, shelf: Shelf) -> None:
        self._database = database
        self._secret = secret
        self._shelf = shelf

    @contextmanager
    def turn(
        self, kind: str, address: str, message: str, to: str = "", code: str | None = None
    ) -> Iterator[OpenTurn]:
        """Open the turn of one message, alone with its player until it is left.

        `kind` is how it came, `address` who sent it, `message` the id that it came with, and `to`
        which of our numbers it was sent to. With the `code` of a play that is carried, the turn is
        also alone with the player whose browser shows it. Leaving stores what was kept; an error
        undoes it. Raises NotStored.
        """
        arrived = self._message(kind, address, message, to)
        with self._alone_with(arrived.address_id, code) as transaction:
            yield OpenTurn(transaction, self._secret, arrived)

    @contextmanager
    def looked(self, kind: str, address: str) -> Iterator[OpenTurn]:
        """Open what is kept of who has this address, to be looked at. Raises NotStored."""
        with self._database.read() as transaction:
            yield OpenTurn(transaction, self._secret, self._message(kind, address, ""))

    def has_taken(self, kind: str, address: str, message: str) -> bool:
        """Tell whether a message was taken. Raises NotStored."""
        with self._database.read() as transaction:
            asked = self._message(kind, address, message)
            return OpenTurn(transaction, self._secret, asked).given is not None

    def _message(self, kind: str, address: str, message: str, to: str = "") -> Message:
        fingerprint = self._secret.fingerprint
        address_id = fingerprint("address", kind, address)
        return Message(kind, address, address_id, fingerprint("message", kind, message), to=to)

    def due(self, now_s: int) -> list[Wake]:
        """Give wakes whose time (in seconds since 1970) has come, the oldest first."""
        with self._database.read() as transaction:
            rows = transaction.all(statements.FIND_DUE, of_now_s=now_s, of_most=MOST_DUE)
        return [Wake(*row) for row in rows]

    @contextmanager
    def wake(self, wake: Wake) -> Iterator[OpenTurn | None]:
        """Open the turn in which time passes for a play, alone with its player until it is left.

        None where the play does not wait for this any more; then the wake is gone as well. Leaving
        stores what was kept. Raises NotStored.
        """
        nobody_s = self._secret.fingerprint("message", "wake", wake.story, str(wake.at_s))
        passed = Message(wake.kind, "", wake.address_id, nobody_s, asked=False)
        with self._alone_with(wake.address_id) as transaction:
            turn = OpenTurn(transaction, self._secret, passed)
            if turn.waits_for(wake):
                yield turn
            else:
                transaction.run(statements.GIVE_UP_WAKE, **_this(wake))
                yield None

    def put_off(self, wake: Wake, at_s: int | None) -> None:
        """Let a wake that failed come again then, or never; unless its play has moved since.

        Raises NotStored.
        """
        with self._database.write() as transaction:
            if at_s is None:
                transaction.run(statements.GIVE_UP_WAKE, **_this(wake))
            else:
                again = {"at_s": at_s, "failures": wake.failures + 1}
                transaction.run(statements.FAIL_WAKE, **again, **_this(wake))

    def unasked(self, kind: str, address: str, after: int, now_s: int) -> Unasked:
        """Give what was said to who has this address without being asked, since number `after`.

        Raises NotStored.
        """
        address_id = self._secret.fingerprint("address", kind, address)
        with self._database.read() as transaction:
            row = transaction.first(statements.FIND_PLAYER, of_address=address_id)
            if row is None or row[0] is None:
                return Unasked()
            said = transaction.all(statements.FIND_UNASKED, of_player=row[0], of_number=after)
            wake = transaction.first(statements.FIND_WAKE_OF, of_player=row[0])
        answers = tuple((number, answer_from_json(answer)) for number, answer in said)
        at_s = wake[0] if wake else None
        return Unasked(answers, None if at_s is None else max(at_s - now_s, 0))

    def leave_time(self, kind: str, address: str, story: str) -> None:
        """Let nothing come by itself in a play: from now on who has this address lets time pass.

        Raises NotStored.
        """
        player = self.player_at(kind, address)
        if player is None or self.unasked(kind, address, 0, 0).more_in_s is None:
            return
        with self._database.write() as transaction:
            transaction.run(statements.DROP_WAKE, of_player=player, of_story=story)

    def player_at(self, kind: str, address: str) -> bytes | None:
        """Give the id of the player who has this address, or None. Raises NotStored."""
        address_id = self._secret.fingerprint("address", kind, address)
        with self._database.read() as transaction:
            row = transaction.first(statements.FIND_PLAYER, of_address=address_id)
        return row[0] if row else None

    def consents(self, kind: str, address: str) -> tuple[Consent, ...]:
        """Give by what somebody agreed to be texted, the oldest first. Raises NotStored."""
        address_id = self._secret.fingerprint("address", kind, address)
        with self._database.read() as transaction:
            return consents.found(transaction, address_id)

    @property
    def erasing(self) -> Erasing:
        """What erases players, and what is still to be done after that."""
        return Erasing(self._database, self._secret)

    @property
    def carrying(self) -> Carrying:
        """What carries plays between phones and browsers."""
        return Carrying(self._database, self._secret)

    @property
    def remnants(self) -> RemnantQueue:
        """What the carrier still has of players who were erased."""
        return RemnantQueue(self._database, self._secret)

    @property
    def rounds(self) -> Rounds:
        """Whose turn it is to look through a part of all that is kept."""
        return Rounds(self._database)

    @property
    def washing(self) -> Washing:
        """What takes the traces of the erased out of the file's free space."""
        return Washing(self._database)

    @property
    def editions(self) -> Editions:
        """The editions of stories, and which of them players meet."""
        return Editions(self._database)

    def outbox(
        self, sender: str, pace: Callable[[str], float], charge: Charge | None = None
    ) -> Outbox:
        """Give what is to be sent; `sender`, `pace` and `charge` as in Outbox."""
        return Outbox(self._database, self._secret, sender, pace, charge)

    def spend(self, spent: Spent) -> None:
        """Note what was spent outside of a turn. Raises NotStored."""
        with self._database.write() as transaction:
            Spending(transaction).add(spent)

    def spent(self) -> list[Spent]:
        """Give what was spent by day, story, country and whose it was, the oldest first.

        Raises NotStored.
        """
        return spent_by_day(self._database)

    @property
    def closings(self) -> Closings:
        """What staff closed for a while."""
        return Closings(self._database)

    @property
    def signs(self) -> Signs:
        """What became of signs, and how often each was come by."""
        return Signs(self._database)

    @property
    def snapshots(self) -> Snapshots:
        """What copies a SQLite database while others write."""
        return Snapshots(self._database)

    @property
    def keepsakes(self) -> Keepsakes:
        """The photos and voice messages that players gave."""
        return Keepsakes(self._database, self._shelf)

    @property
    def totals(self) -> Totals:
        """What happened in stories, for reports."""
        return Totals(self._database)

    @property
    def held(self) -> Held:
        """What players gave, and what nothing understood."""
        return Held(self._database)

    @property
    def staff(self) -> Staff:
        """The phones and browsers of staff."""
        return Staff(self._database, self._secret)

    def noted(self, name: str) -> str | None:
        """Give what was noted under a name, or None. Raises NotStored."""
        with self._database.read() as transaction:
            row = transaction.first(statements.FIND_META, of_name=name)
        return row[0] if row else None

    def note(self, name: str, value: str) -> None:
        """Note something of the whole installation. Raises NotStored."""
        with one_at_a_time(self._database, NOTING) as transaction:
            transaction.run(statements.DROP_META, of_name=name)
            transaction.run(statements.ADD_META, name=name, value=value)

    def name_of_answer(self, kind: str, message: str) -> bytes:
        """Give our name for the letter that answered a message."""
        return self._secret.fingerprint("message", kind, message)

    def checkpoint(self) -> None:
        """Write into the database what was logged; `Checkpoints` does it. Raises NotStored."""
        self._database.checkpoint()

    def backlog(self, now_s: int) -> Backlog:
        """Give how much waits to be sent. Raises NotStored."""
        return backlog_now(self._database, now_s)

    def standing(self) -> Standing:
        """Tell whether the database can be reached and has the tables of this program."""
        try:
            with self._database.read() as transaction:
                row = transaction.first(statements.FIND_VERSION)
                serves = transaction.first(statements.FIND_META, of_name=SERVES)
        except MovedOn:
            return "moved"
        except NotStored as error:
            is_there = getattr(error.__cause__, "sqlstate", None) in NOT_THERE
            return "older" if is_there else "away"
        return stands(str(row[0]) if row else "", str(serves[0]) if serves else None)

    def ready(self) -> bool:
        """Tell whether turns can be kept."""
        return self.standing() == "current"

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    @contextmanager
    def _alone_with(self, address_id: bytes, code: str | None = None) -> Iterator[Transaction]:
        """Be alone with a player; where one may write at a time, whoever writes is."""
        with self._database.write(int.from_bytes(address_id[:8], signed=True)) as transaction:
            if self._database.queue is None and code is None:
                transaction.run(statements.LOCK_PLAYER, of_address=address_id)
            elif self._database.queue is None and code is not None:
                ticket = ticket_of(self._secret, code)
                transaction.run(LOCK_BOTH, of_address=address_id, of_ticket=ticket)
            yield transaction


def _this(wake: Wake) -> dict[str, object]:
    return {"of_player": wake.player, "of_story": wake.story, "of_at_s": wake.at_s}
