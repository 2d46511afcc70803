"""Carrying a play between a phone and a browser: one player then has two addresses.

A link of 128 bits, or a code of seven letters and digits that is texted within ten minutes, is
good once, and is kept as a keyed fingerprint alone. Whoever carries a play keeps what else they had
on the other side, in other stories.
"""

import secrets
from base64 import b32encode
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.secret import Secret
from engine.store import carrying_statements as carrying
from engine.store import statements
from engine.store.database import Transaction
from engine.store.erasing import erase
from engine.store.known import Message

LINK_LASTS_S = 24 * 60 * 60
CODE_LASTS_S = 10 * 60
# No letter or digit that looks like another. A code begins and ends with a digit, so that it is
# nothing that people write.
DIGITS, LETTERS = "23456789", "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# After so many wrong codes an address is not listened to for an hour, and after so many within ten
# minutes nobody is: of 1.8 thousand million codes, so few of those that are good are ever guessed.
MOST_WRONG, WRONG_WITHIN_S = 5, 60 * 60
MOST_WRONG_OF_ALL, ALL_WITHIN_S = 100, 10 * 60
BROWSER = "web"
Refusal: TypeAlias = Literal["unknown", "too many"]


@dataclass(frozen=True, slots=True)
class Phone:
    """By which address somebody texts who also walks in a browser, and whether they stopped."""

    address: bytes
    kind: str
    stopped: bool


def token_of(secret: Secret, message: bytes) -> str:
    """Give the 128 bits of the link that a message asks for: 26 letters and digits.

    They come from the message, so that the same message gets the same, and need not be kept.
    """
    return b32encode(secret.fingerprint("carry", message)).decode().rstrip("=").lower()


def ticket_of(secret: Secret, token: str) -> bytes:
    """Give what stands in the store for the secret of a link, or for a code."""
    return secret.fingerprint("ticket", token)


def new_code() -> str:
    """Give a code of seven letters and digits, one of 1.8 thousand million."""
    middle = "".join(secrets.choice(LETTERS) for _ in range(5))
    return f"{secrets.choice(DIGITS)}{middle}{secrets.choice(DIGITS)}"


def texting_of(transaction: Transaction, player: bytes) -> Phone | None:
    """Give a phone of somebody who also walks in a browser; None for everybody else."""
    of = {"of_player": player, "of_browser": BROWSER, "of_most": 1}
    row = transaction.first(carrying.FIND_PHONE, **of)
    return Phone(row[0], row[1], bool(row[2])) if row else None


def part(transaction: Transaction, player: bytes, browser: bytes, phone: Phone) -> None:
    """Let a browser be nobody; what was to come by itself there comes to the phone."""
    where = {"of_player": player, "of_address": browser}
    if phone.stopped:
        transaction.run(statements.DROP_WAKES_AT, **where)
    else:
        transaction.run(carrying.MOVE_WAKES, **where, address=phone.address, kind=phone.kind)
    transaction.run(carrying.PART, **where)
    transaction.run(carrying.DROP_ADDRESS, **where)


@dataclass(frozen=True, slots=True)
class Passage:
    """Carrying in a transaction that is open, at a moment (seconds since 1970)."""

    transaction: Transaction
    secret: Secret
    now_s: int

    def add_link(self, message: Message, player: bytes, story: str) -> None:
        """Let the link of this message lead to its player; the one before leads nowhere."""
        self.transaction.run(carrying.DROP_TICKETS_OF, of_player=player, of_to=BROWSER)
        self.transaction.run(
            carrying.ADD_TICKET,
            id=ticket_of(self.secret, token_of(self.secret, message.id)), player=player,
            story=story, to=BROWSER, address=message.address_id, kind=message.kind,
            until_s=self.now_s + LINK_LASTS_S,
        )  # fmt: skip

    def join(
        self, message: Message, player: bytes | None, code: str
    ) -> tuple[bytes, str] | Refusal:
        """Let who sent a message, perhaps `player`, be the player whose browser shows this code.

        Gives that player and the story that was carried, or why nothing was.
        """
        if not self._may_try(message.address_id):
            return "too many"
        taken = self._taken(code)
        if taken is None:
            self.transaction.run(carrying.ADD_WRONG, address=message.address_id, at_s=self.now_s)
            return "unknown"
        walker, story, session = taken
        self.transaction.run(carrying.DROP_OTHER_ADDRESSES, of_player=walker, of_address=session)
        if player is not None:
            where = {"of_player": player, "of_story": story}
            self.transaction.run(statements.DROP_WAKE, **where)
            self.transaction.run(carrying.DROP_PLAY, **where)
            self.absorb(player, walker)
        self.note(player or walker, session, BROWSER)
        self.note(player or walker, message.address_id, message.kind)
        return player or walker, story

    def _taken(self, code: str) -> tuple[bytes, str, bytes] | None:
        """Take what a code stands for: whose play, of which story, and their browser."""
        of = {"of_ticket": ticket_of(self.secret, code), "of_to": "text", "of_now_s": self.now_s}
        found = self.transaction.first(carrying.FIND_TICKET, **of)
        if found is None:
            return None
        # The turn that texts a code has this row from its beginning (`LOCK_BOTH`), in its order;
        # unless the code came to be only after that.
        self.transaction.run(statements.LOCK_PLAYER_ROW, of_player=found[0])
        taken = self.transaction.first(carrying.TAKE_TICKET, **of)
        if taken is None or texting_of(self.transaction, taken[0]) is not None:
            return None
        return taken[0], str(taken[1]), taken[2]

    def absorb(self, player: bytes, gone: bytes) -> None:
        """Make all of somebody who only walks in a browser another's, who keeps what both have.

        Then nobody is the first one any more: they are erased, also from a backup that is put back.
        """
        for statement in carrying.ABSORB:
            self.transaction.run(statement, of_player=player, of_gone=gone)
        erase(self.transaction, self.secret, gone, self.now_s)

    def note(self, player: bytes, address: bytes, kind: str) -> None:
        """Note one of the addresses of somebody who has several."""
        self.transaction.run(carrying.JOIN, player=player, address=address, kind=kind)

    def _may_try(self, address: bytes) -> bool:
        """Tell whether a code of this address is looked at, or too many wrong ones came."""
        row = self.transaction.first(carrying.COUNT_WRONG, of_since_s=self.now_s - ALL_WITHIN_S)
        if row is not None and row[0] >= MOST_WRONG_OF_ALL:
            return False
        rows = self.transaction.all(carrying.FIND_WRONG, of_address=address, of_most=MOST_WRONG)
        if len(rows) < MOST_WRONG:
            return True
        last_s, first_s = rows[0][0], rows[-1][0]
        is_over = not 0 <= self.now_s - last_s < WRONG_WITHIN_S
        return is_over or last_s - first_s >= WRONG_WITHIN_S
