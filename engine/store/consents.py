"""What a number's texts were agreed to by: kept by its fingerprint alone, and kept when erased."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from sqlalchemy import bindparam, func, insert, select, update

from engine.store.database import Transaction
from engine.store.parameters import of
from engine.store.tables import ADDRESSES, CONSENTS

OptIn: TypeAlias = Literal["keyword", "sign", "start", "text"]
_OPEN = CONSENTS.c.ended_s.is_(None)

FIND_CONSENTS = (
    select(CONSENTS).where(CONSENTS.c.address == of("address")).order_by(CONSENTS.c.at_s)
)
FIND_LAST_CONSENT = select(func.max(CONSENTS.c.at_s)).where(CONSENTS.c.address == of("address"))
ADD_CONSENT = insert(CONSENTS)
END_CONSENT = (
    update(CONSENTS)
    .where(CONSENTS.c.address == of("address"), _OPEN)
    .values(ended_s=bindparam("ended_s"))
)
_ADDRESSES_OF = select(ADDRESSES.c.id).where(ADDRESSES.c.player == of("player"))
END_CONSENTS_OF = (
    update(CONSENTS)
    .where(CONSENTS.c.address.in_(_ADDRESSES_OF), _OPEN)
    .values(ended_s=bindparam("ended_s"))
)


@dataclass(frozen=True, slots=True)
class Consent:
    """That somebody asked for texts, and what they were shown with the first answer.

    `how` they did: by a keyword, by a sign's code (either in `word`), by START, or by any other
    text, which is not kept. `story` is that of the word, `language` that of the words shown. `at_s`
    and `ended_s`: since when it holds, and when it ended, by STOP or a newer one (seconds since
    1970). `sender` is the number of ours that they texted.
    """

    how: OptIn
    word: str
    story: str
    language: str
    shown: str
    sender: str = ""
    at_s: int = 0
    ended_s: int | None = None


def add(transaction: Transaction, address: bytes, consent: Consent, at_s: int) -> None:
    """Keep a consent from now on; the one before it ends."""
    end(transaction, address, at_s)
    row = transaction.first(FIND_LAST_CONSENT, of_address=address)
    last_s = row[0] if row else None
    kept = replace(consent, at_s=at_s if last_s is None else max(at_s, last_s + 1))
    transaction.run(
        ADD_CONSENT, address=address, at_s=kept.at_s, how=kept.how, word=kept.word,
        story=kept.story, language=kept.language, shown=kept.shown, sender=kept.sender,
        ended_s=None,
    )  # fmt: skip


def end(transaction: Transaction, address: bytes, at_s: int) -> None:
    """Note that nothing more may be sent to an address."""
    transaction.run(END_CONSENT, of_address=address, ended_s=at_s)


def end_all_of(transaction: Transaction, player: bytes, at_s: int) -> None:
    """Note so for every address of a player: who comes back after an erasure is told anew."""
    transaction.run(END_CONSENTS_OF, of_player=player, ended_s=at_s)


def found(transaction: Transaction, address: bytes) -> tuple[Consent, ...]:
    """Give all that is kept of an address, the oldest first."""
    rows = transaction.all(FIND_CONSENTS, of_address=address)
    return tuple(
        Consent(how, word, story, language, shown, sender, at_s, ended_s)
        for _, at_s, how, word, story, language, shown, sender, ended_s in rows
    )
