"""The phones and browsers of staff: what is done with them is told apart in reports."""

import re
import secrets
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, delete, insert, select, text, update

from engine.secret import Secret
from engine.store.alone import NOTING, one_at_a_time
from engine.store.database import Database, Transaction
from engine.store.parameters import of
from engine.store.short import name_of
from engine.store.tables import META, STAFF
from engine.texting.addresses import addresses_at, kind_of, phone_in

FIND_STAFF = select(STAFF.c.address).where(STAFF.c.address == of("address"))
FIND_ALL_STAFF = select(
    STAFF.c.phone, STAFF.c.kind, STAFF.c.name, STAFF.c.since
).order_by(STAFF.c.since, STAFF.c.name, STAFF.c.phone, STAFF.c.kind)  # fmt: skip
# Two may mark the same at once.
ADD_STAFF = text(
    "INSERT INTO staff (address, kind, name, since, phone) "
    "VALUES (:address, :kind, :name, :since, :phone) ON CONFLICT (address) DO NOTHING"
)
NAME_STAFF = (
    update(STAFF).where(STAFF.c.phone == of("phone")).values(name=bindparam("name"))
)  # fmt: skip
FIND_WORD = select(META.c.value).where(META.c.name == of("name"))
DROP_WORD = delete(META).where(META.c.name == of("name"))
ADD_WORD = insert(META)
DROP_STAFF = delete(STAFF).where(STAFF.c.phone == of("phone"))

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
    """A phone or a browser of staff: what stands for its number, how it plays, since which day.

    `name` is what staff call it; the number itself is not kept.
    """

    phone: bytes
    kinds: tuple[str, ...]
    name: str
    since: str

    @property
    def id(self) -> str:
        """Give the eight letters by which it can be called; the first few will do."""
        return name_of(self.phone)


class Staff:
    """Whose plays are staff's own. Every method raises NotStored."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database = database
        self._secret = secret

    def mark(self, address: str, name: str, today: str) -> Marked | None:
        """Take a number as staff's own from now on, by every address that it may have.

        Gives what it was before, or None where it was not staff's. A name replaces the one before.
        """
        phone = phone_of(self._secret, kind_of(address), address)
        before = self.of(address)
        with self._database.write() as transaction:
            for each in addresses_at(address):
                kind = kind_of(each)
                address_id = self._secret.fingerprint("address", kind, each)
                called = name or (before.name if before else "")
                mark(transaction, address_id, kind, phone=phone, today=today, name=called)
            if name:
                transaction.run(NAME_STAFF, of_phone=phone, name=name)
        return before

    def unmark(self, marked: Marked) -> None:
        """Take it as a player's again."""
        with self._database.write() as transaction:
            transaction.run(DROP_STAFF, of_phone=marked.phone)

    def marked(self) -> list[Marked]:
        """Give all of them, the oldest first."""
        with self._database.read() as transaction:
            rows = transaction.all(FIND_ALL_STAFF)
        found: dict[bytes, Marked] = {}
        for phone, kind, name, since in rows:
            id_ = bytes(phone)
            before = found.get(id_, Marked(id_, (), name, str(since)))
            found[id_] = replace(before, kinds=(*before.kinds, kind))
        return list(found.values())

    def of(self, address: str) -> Marked | None:
        """Give the phone that a number is, if it is staff's."""
        phone = phone_of(self._secret, kind_of(address), address)
        return next((each for each in self.marked() if each.phone == phone), None)

    def new_word(self, now_s: int) -> str:
        """Make the word that marks the phone it is texted from, for a day; the old one is over."""
        word = "".join(secrets.choice(LETTERS) for _ in range(8))
        value = f"{self._secret.fingerprint(WORD, word).hex()} {now_s + WORD_LASTS_S}"
        with one_at_a_time(self._database, NOTING) as transaction:
            transaction.run(DROP_WORD, of_name=WORD)
            transaction.run(ADD_WORD, name=WORD, value=value)
        return f"STAFF {word[:4]}-{word[4:]}"

    def word_until_s(self) -> int:
        """Give until when the word that was made last marks phones (seconds since 1970), or 0."""
        with self._database.read() as transaction:
            return _word(transaction)[1]


def phone_of(secret: Secret, kind: str, address: str) -> bytes:
    """Give what stands for the number of an address; for the address where it shows none."""
    if number := phone_in(address):
        return secret.fingerprint("address", "sms", number)
    return secret.fingerprint("address", kind, address)


def mark(
    transaction: Transaction,
    address_id: bytes,
    kind: str,
    *,
    phone: bytes,
    today: str,
    name: str = "",
) -> None:
    """Take an address as staff's own, in a transaction that is open, where it is not already."""
    transaction.run(ADD_STAFF, address=address_id, kind=kind, name=name, since=today, phone=phone)


def is_word(transaction: Transaction, secret: Secret, word: str, now_s: int) -> bool:
    """Tell whether this is the word that marks phones now."""
    fingerprint, until_s = _word(transaction)
    return fingerprint == secret.fingerprint(WORD, word).hex() and now_s <= until_s


def _word(transaction: Transaction) -> tuple[str, int]:
    row = transaction.first(FIND_WORD, of_name=WORD)
    fingerprint, _, until_s = row[0].partition(" ") if row else ("", "", "0")
    return fingerprint, int(until_s)
