"""What is to be sent, until it was delivered or will not be: nothing of it is lost or sent twice.

A letter is claimed before it is sent. If who claimed it is no more, it comes up again as unsure:
whether it went must be found out before it is sent once more.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from engine.secret import Secret, SecretError
from engine.store import consents, letting_go, posting, statements
from engine.store.alone import CLAIMING, alone_with, one_at_a_time
from engine.store.closings import shut_stories
from engine.store.database import Database, Row, Transaction
from engine.store.letters import Charge, Letter, Posted
from engine.store.pacing import AHEAD_MS, place_in_line
from engine.store.spending import Spending, as_kept, spent_from
from engine.texting.parts import LONGEST_PART, first_part, units
from engine.texting.segments import segments

# One try takes ten seconds or less; what is still "sending" after this is nobody's any more.
CLAIMED_S = 60
# Where nothing tells that a letter was delivered, the next one goes after so long.
NEXT_AFTER_S = 120
MOST_CLAIMED = 32
# After so many looks at letters that all go no more, turns come in between.
MOST_LOOKS = 10
PAUSE_S = 0.05


class Outbox:
    """The letters of an installation. Any number of processes may send at once.

    `sender` is ours where a player has come by none; `pace(sender)` gives how many segments a
    second the carriers take of one. `charge` tells what a letter costs, which is noted as it goes;
    without it, nothing is. Every method raises NotStored.
    """

    def __init__(
        self,
        database: Database,
        secret: Secret,
        sender: str,
        pace: Callable[[str], float],
        charge: Charge | None = None,
    ) -> None:
        self._database = database
        self._secret = secret
        self._sender = sender
        self._pace = pace
        self._charge = charge

    def claim(self, now_s: float) -> list[Letter]:
        """Take what is due, the oldest first, as much as may be sent within the next second.

        What is too old to be sent, has nobody to be sent to any more, or is of a story that staff
        closed meanwhile, is let go.
        """
        at_s = int(now_s)
        with self._database.read() as transaction:
            if not transaction.first(posting.FIND_ANY_DUE_LETTER, of_now_s=at_s, of_most=1):
                return []
        while (letters := self._claim_some(now_s)) is None:
            time.sleep(PAUSE_S)
        return letters

    def _claim_some(self, now_s: float) -> list[Letter] | None:
        """Take what is due among some of the oldest; None where all of these were let go."""
        at_s = int(now_s)
        with one_at_a_time(self._database, CLAIMING) as transaction:
            due = {"of_now_s": at_s, "of_most": MOST_CLAIMED}
            shut = shut_stories(transaction, at_s)
            for _ in range(MOST_LOOKS):
                if not (rows := transaction.all(posting.FIND_DUE_LETTERS, **due)):
                    return []
                if letters := list(self._claimed(transaction, rows, now_s, shut)):
                    return letters
        return None

    def _claimed(
        self, transaction: Transaction, rows: list[Row], now_s: float, shut: frozenset[str]
    ) -> Iterator[Letter]:
        at_s = int(now_s)
        for row in (_Due(*row) for row in rows):
            this = {"of_player": row.player, "of_number": row.number}
            if row.state == "sent":
                transaction.run(posting.RELEASE_NEXT, at_s=at_s, **this)
                # What becomes of it may still be told.
                _let_wait(transaction, this, row.until_s if row.until_s > at_s else None)
            elif row.sealed is None or row.until_s <= at_s or row.story in shut:
                _drop(transaction, row.player, row.number, at_s)
            elif (letter := self._letter(transaction, row, now_s)) is not None:
                then = _changed(letter, "sending", at_s + CLAIMED_S)
                transaction.run(posting.CHANGE_LETTER, **then)
                # What a try leaves that may have gone, or certainly did not, is paid for already.
                yield letter if letter.paid else self._paid(transaction, letter, now_s)

    def _paid(self, transaction: Transaction, letter: Letter, now_s: float) -> Letter:
        """Note what a letter costs, and give it with that."""
        if self._charge is None:
            return letter
        spent = self._charge(letter, now_s)
        Spending(transaction).add(spent)
        transaction.run(posting.PAY_LETTER, paid=as_kept(spent), **_this(letter))
        return replace(letter, paid=spent)

    def _letter(self, transaction: Transaction, row: "_Due", now_s: float) -> Letter | None:
        """Give a letter that may be sent within the next second; else let it wait for its time."""
        sender = row.sender or self._sender
        in_s = place_in_line(transaction, sender, self._pace(sender), row.segments, now_s)
        if in_s * 1000 > AHEAD_MS:
            this = {"of_player": row.player, "of_number": row.number}
            _let_wait(transaction, this, ceil(now_s + in_s))
            return None
        letter = self._opened(row, row.sealed or b"", now_s, in_s)
        if letter is None:
            _drop(transaction, row.player, row.number, int(now_s))
        return letter

    def _opened(self, row: "_Due", sealed: bytes, now_s: float, in_s: float) -> Letter | None:
        """Give a letter with the number that it goes to, if that can be read."""
        try:
            to = self._secret.unseal(sealed, row.player + row.address).decode()
        except SecretError:
            return None
        unsure = row.state == "sending"
        sender = row.sender or self._sender
        return Letter(
            row.player, row.number, row.id, row.address, to, sender, row.text, row.segments,
            tries=row.tries + 1,
            tried_s=row.tried_s if unsure and row.tried_s is not None else int(now_s),
            until_s=row.until_s,
            valid_s=row.until_s - int(now_s),
            in_s=in_s,
            is_staffs=bool(row.is_staffs),
            unsure=unsure,
            story=row.story or row.story_of_player or "",
            media=tuple((row.media or "").split()),
            paid=spent_from(row.paid) if row.paid else None,
        )  # fmt: skip

    def sent(self, letter: Letter, sid: str, now_s: int) -> None:
        """Note that the carrier has taken a letter, and what it calls it."""
        with self._database.write() as transaction:
            _end_try(transaction, letter, "sent", now_s + NEXT_AFTER_S, sid)

    def unsure(self, letter: Letter, at_s: int) -> None:
        """Note that nobody knows whether a letter went; that is to be found out from then on."""
        with self._database.write() as transaction:
            _end_try(transaction, letter, "sending", at_s)

    def again(self, letter: Letter, at_s: int) -> None:
        """Note that a letter certainly did not go, and shall be tried again then."""
        with self._database.write() as transaction:
            if transaction.first(posting.FIND_LETTER_TEXT, **_this(letter)) is None:
                # It was let go meanwhile, when nobody knew that it did not go.
                _give_back(transaction, letter)
            _end_try(transaction, letter, "waiting", at_s)

    def refused(self, letter: Letter) -> None:
        """Note that the carrier did not take a letter, so that it cost nothing."""
        with self._database.write() as transaction:
            _give_back(transaction, letter)
            transaction.run(posting.PAY_LETTER, paid=None, **_this(letter))

    def drop(self, player: bytes, number: int, now_s: int) -> None:
        """Let a letter go: it was delivered, or never will be. The one after it may go now."""
        with alone_with(self._database, player) as transaction:
            _drop(transaction, player, number, now_s)

    def stop(self, player: bytes, address: bytes, now_s: int) -> None:
        """Note that the carrier lets nothing more through to an address: its player has stopped."""
        with alone_with(self._database, player) as transaction:
            for statement in statements.STOP:
                transaction.run(statement, of_player=player, of_address=address)
            letting_go.drop_at(transaction, player, address)
            consents.end(transaction, address, now_s)

    def forget_number(self, player: bytes, address: bytes) -> None:
        """Send nothing more to a number that cannot be reached; who texts from it is heard."""
        with alone_with(self._database, player) as transaction:
            for statement in statements.FORGET_NUMBER:
                transaction.run(statement, of_player=player, of_address=address)
            letting_go.drop_at(transaction, player, address)

    def posted(self, id_: bytes) -> Posted | None:
        """Give what is known of a letter by our name for it, or None if it is gone."""
        with self._database.read() as transaction:
            row = transaction.first(posting.FIND_LETTER, of_letter=id_)
        if row is None:
            return None
        return replace(Posted(*row[:-1]), media=tuple((row[-1] or "").split()))

    def taken(self, posted: Posted, sid: str, now_s: int) -> None:
        """Note what the carrier tells of itself: that it has taken a letter."""
        with self._database.write() as transaction:
            transaction.run(
                posting.CHANGE_LETTER,
                of_player=posted.player, of_number=posted.number, state="sent",
                at_s=now_s + NEXT_AFTER_S, tries=posted.tries, tried_s=now_s, sid=sid,
            )  # fmt: skip

    def tell_instead(
        self, player: bytes, number: int, link: Callable[[str], str], at_s: int
    ) -> None:
        """Let a letter whose pictures do not arrive go in words then, with links to them."""
        this = {"of_player": player, "of_number": number}
        with self._database.write() as transaction:
            if (found := transaction.first(posting.FIND_LETTER_TEXT, **this)) is None:
                return
            links = "\n".join(map(link, (found[1] or "").split()))
            words, _ = first_part(found[0], LONGEST_PART - units(links) - 1)
            text = "\n".join(filter(None, (words, links)))
            told = {"text": text, "segments": segments(text).count, "at_s": at_s}
            transaction.run(posting.TELL_LETTER, **told, **this)

    def retry(self, posted: Posted, at_s: int) -> None:
        """Note that a letter was not delivered, and shall be tried once more then.

        The first part of an answer went as TwiML, and is not here to be sent again.
        """
        this = {"of_player": posted.player, "of_number": posted.number}
        with alone_with(self._database, posted.player) as transaction:
            found = transaction.first(posting.FIND_LETTER_TEXT, **this)
            if found and not found[0] and not found[1]:
                _drop(transaction, posted.player, posted.number, at_s)
                return
            # It went, and that is paid for; so will be the next try.
            transaction.run(posting.PAY_LETTER, paid=None, **this)
            transaction.run(
                posting.CHANGE_LETTER,
                of_player=posted.player, of_number=posted.number, state="waiting",
                at_s=at_s, tries=posted.tries, tried_s=None, sid=None,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Due:
    """A row as `FIND_DUE_LETTERS` gives it."""

    player: bytes
    number: int
    id: bytes
    address: bytes
    text: str
    segments: int
    state: str
    at_s: int
    until_s: int
    tries: int
    tried_s: int | None
    sid: str | None
    media: str | None
    story: str | None
    paid: str | None
    sealed: bytes | None
    sender: str | None
    story_of_player: str | None
    is_staffs: int


def _end_try(
    transaction: Transaction, letter: Letter, state: str, at_s: int, sid: str | None = None
) -> None:
    """Note what came of a try, unless the carrier has told of it already."""
    transaction.run(posting.CHANGE_SENDING, **_changed(letter, state, at_s, sid))


def _changed(letter: Letter, state: str, at_s: int, sid: str | None = None) -> dict[str, object]:
    return {
        **_this(letter), "state": state, "at_s": at_s,
        "tries": letter.tries, "tried_s": letter.tried_s, "sid": sid,
    }  # fmt: skip


def _let_wait(transaction: Transaction, this: dict[str, object], at_s: int | None) -> None:
    if at_s is None:
        transaction.run(posting.DROP_LETTER, **this)
    else:
        transaction.run(posting.LET_LETTER_WAIT, at_s=at_s, **this)


def _drop(transaction: Transaction, player: bytes, number: int, now_s: int) -> None:
    """Let one go, once the one after it may go."""
    transaction.run(posting.RELEASE_NEXT, at_s=now_s, of_player=player, of_number=number)
    letting_go.drop_one(transaction, player, number)


def _give_back(transaction: Transaction, letter: Letter) -> None:
    if letter.paid is not None:
        Spending(transaction).add(letter.paid.back())


def _this(letter: Letter) -> dict[str, object]:
    return {"of_player": letter.player, "of_number": letter.number}
