"""The phones and browsers of staff: what is done with them is told apart in reports."""

import re
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from engine.secret import Secret
from engine.store.database import Database, Transaction
from engine.store.parameters import of
from engine.store.short import name_of
from engine.store.tables import META, STAFF

FIND_STAFF = select(STAFF.c.address).where(STAFF.c.address == of("address"))
FIND_ALL_STAFF = select(STAFF).order_by(STAFF.c.since, STAFF.c.name, STAFF.c.address)
ADD_STAFF = insert(STAFF)
FIND_WORD = select(META.c.value).where(META.c.name == of("name"))
DROP_WORD = delete(META).where(META.c.name == of("name"))
ADD_WORD = insert(META)
DROP_STAFF = delete(STAFF).where(STAFF.c.address == of("address"))

WORD = "staff word"  # the name of a row
WORD_LASTS_S = 24 * 60 * 60
# No letter or digit that looks like another; 31^8 words, of which one is right, for a day.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_WORD = re.compile(rf"\s*staff\s*([{LETTERS}]{{4}})\s*-?\s*([{LETTERS}]{{4}})\s*", re.IGNORECASE)


def word_in(text: str) -> str | None:
    """Give the word by which a text says that its phone is staff's; None where it says no such."""
    match = _WORD.fullmatch(text)
    return f"{match[1]}{match[2]}".upper() if match else None


@dataclass(frozen=True, slots=True)
class Marked:
    """A phone or a browser of staff: what stands for its address, how it plays, since which day.

    `name` is what staff call it; the number itself is not kept.
    """

    address: bytes
    kind: str
    name: str
    since: str

    @property
    def id(self) -> str:
        """Give the eight letters by which it can be called; the first few will do."""
        return name_of(self.address)


class Staff:
    """Whose plays are staff's own. Every method raises NotStored."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database = database
        self._secret = secret

    def mark(self, kind: str, address: str, name: str, today: str) -> bool:
        """Take an address as staff's own from now on; False where it is that already."""
        address_id = self._secret.fingerprint("address", kind, address)
        with self._database.write() as transaction:
            return mark(transaction, Marked(address_id, kind, name, today))

    def unmark(self, address: bytes) -> bool:
        """Take it as a player's again; False where it was that already."""
        with self._database.write() as transaction:
            found = transaction.first(FIND_STAFF, of_address=address)
            transaction.run(DROP_STAFF, of_address=address)
        return found is not None

    def marked(self) -> list[Marked]:
        """Give all of them, the oldest first."""
        with self._database.read() as transaction:
            rows = transaction.all(FIND_ALL_STAFF)
        return [Marked(bytes(address), kind, name, str(day)) for address, kind, name, day in rows]

    def new_word(self, now_s: int) -> str:
        """Make the word that marks the phone it is texted from, for a day; the old one is over."""
        word = "".join(secrets.choice(LETTERS) for _ in range(8))
        value = f"{self._secret.fingerprint(WORD, word).hex()} {now_s + WORD_LASTS_S}"
        with self._database.write() as transaction:
            transaction.run(DROP_WORD, of_name=WORD)
            transaction.run(ADD_WORD, name=WORD, value=value)
        return f"STAFF {word[:4]}-{word[4:]}"

    def address_of(self, kind: str, address: str) -> bytes:
        """Give what stands for an address."""
        return self._secret.fingerprint("address", kind, address)


def mark(transaction: Transaction, marked: Marked) -> bool:
    """Take an address as staff's own, in a transaction that is open; False where it is already."""
    if transaction.first(FIND_STAFF, of_address=marked.address):
        return False
    transaction.run(
        ADD_STAFF, address=marked.address, kind=marked.kind, name=marked.name, since=marked.since
    )
    return True


def is_word(transaction: Transaction, secret: Secret, word: str, now_s: int) -> bool:
    """Tell whether this is the word that marks phones now."""
    row = transaction.first(FIND_WORD, of_name=WORD)
    fingerprint, _, until_s = row[0].partition(" ") if row else ("", "", "0")
    return fingerprint == secret.fingerprint(WORD, word).hex() and now_s <= int(until_s)
