"""How PostgreSQL finds the rows that players' turns and what is sent to them ask for."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Executable, Integer, LargeBinary, delete, select
from sqlalchemy.sql import ClauseElement

from engine.delivery import Delivery, Told
from engine.floods import Floods
from engine.gate import Gate
from engine.incoming import Event
from engine.looking import Looking
from engine.play.catalog import Catalog
from engine.play.effects import Say
from engine.play.events import Arrived, Opened, Said, SentPhoto
from engine.store import (
    Store,
    carrying_statements,
    consents,
    letting_go,
    newcomers,
    posting,
    spending,
    statements,
)
from engine.store.database import Transaction
from engine.store.letters import Letter
from engine.store.passage import CODE_LASTS_S
from engine.store.tables import MESSAGES, METADATA, OUTBOX, PLAYS
from engine.terms import Terms
from engine.texting.budget import Budget
from engine.turns import Address, Answer, Incoming, Turns
from engine.waking import Waker
from tests.engine.door import NOON, OURS

pytestmark = pytest.mark.usefixtures("postgresql_only")

MANY = 5_000
PAGES = "https://play.example.org/carry/"
AFTERNOON = NOON + timedelta(hours=4)
DAY_S = 24 * 60 * 60
AFTERNOON_S = int(AFTERNOON.timestamp())
# What stays small however many play: staff's, the stories', what is summed up again and again, and
# what is kept for minutes.
SMALL = {
    "meta", "paces", "staff", "counts", "tallies", "closings", "contents",
    "edition_files", "publications", "sign_events", "sign_photos", "totals", "spending", "pauses",
    "arrivals", "wrong_codes", "kept_files",
}  # fmt: skip
SLOW = (
    select(PLAYS.c.play).where(PLAYS.c.story == "story 7"),
    select(OUTBOX.c.number).where(OUTBOX.c.until_s < AFTERNOON_S),
    delete(MESSAGES).where(MESSAGES.c.answer == "answer 7"),
    select(MESSAGES.c.id).where(MESSAGES.c.at_s > 7),
)
BECAME = (
    (Told(b"", "SM1", "taken"), Told(b"", "SM1", "delivered")),
    (Told(b"", "SM2", "undelivered", reason="stopped"),),
    (Told(b"", "SM3", "undelivered", reason="bad number"),),
)
# What only staff, a fault or late texts ask for, by the whole key of a row, or of tables that stay
# small.
SELDOM = {
    "ADD_META", "ADD_PAUSE", "ADD_SPENT_MESSAGE", "ADD_TURNED_AWAY", "DROP_LETTER", "DROP_META",
    "DROP_PAUSES", "FAIL_WAKE", "FIND_CONSENTS", "FIND_LAST_HEARD", "FIND_META",
    "FIND_SPENT_BY", "FIND_TURNED_AWAY", "FIND_VERSION", "GIVE_UP_WAKE", "LET_LETTER_WAIT",
    "LOCK_ADDRESS", "NOTE_ONCE", "TAKE_COUNTS", "TAKE_ROWS", "TAKE_TALLIES", "TELL_LETTER",
}  # fmt: skip


# What turns and letters ask with.
HOT = (statements, posting, letting_go, carrying_statements, consents, newcomers, spending)


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement, and the values that it was asked with."""

    statement: ClauseElement
    values: dict[str, object] = field(compare=False)


class Carrier:
    """Takes every letter."""

    def __init__(self) -> None:
        self.taken: list[Letter] = []

    def send(self, letter: Letter) -> str:
        self.taken.append(letter)
        return f"SM{letter.number}"

    def find(self, letter: Letter) -> str | None:
        return f"SM{letter.number}"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """What the database is asked from now on."""
    seen: list[Asked] = []

    def noting(method: str) -> Callable[..., Any]:
        original = getattr(Transaction, method)

        def noted(self: Transaction, statement: ClauseElement, **values: object) -> Any:
            seen.append(Asked(statement, values))
            return original(self, statement, **values)

        return noted

    for method in ("run", "all", "first"):
        monkeypatch.setattr(Transaction, method, noting(method))
    each_row = Transaction.run_each

    def noted_each(
        self: Transaction, statement: ClauseElement, rows: list[dict[str, object]]
    ) -> None:
        seen.extend(Asked(statement, row) for row in rows)
        each_row(self, statement, rows)

    monkeypatch.setattr(Transaction, "run_each", noted_each)
    return seen


def value(column: Column[Any]) -> str:
    """Give SQL for something that may stand in a column of the n-th row: each another person's."""
    if column.primary_key and column.table.name != "players" and column.name == "id":
        return "decode(md5('row' || n), 'hex')"
    if column.nullable and column.name not in {"player", "at_s"}:
        return "NULL"
    if column.foreign_keys or column.name in {"id", "player"}:
        return "decode(md5(n::text), 'hex')"
    match column.type:
        case Boolean():
            return "FALSE"
        case Date():
            return f"DATE '{AFTERNOON.date().isoformat()}' - (n % 60)::int"
        case LargeBinary():
            return f"decode(md5('{column.name}' || n), 'hex')"
        case Integer():
            return f"{AFTERNOON_S + DAY_S} + n"  # a time to come
    return "'waiting'" if column.name == "state" else f"'{column.name} ' || n % 50"


def numbered(column: Column[Any]) -> bool:
    return column.name == "id" and isinstance(column.type, Integer)


def grow(store: Store) -> None:
    """Let thousands of others have played as well."""
    with store._database.write() as transaction:
        for table in METADATA.sorted_tables:
            if table.name in SMALL:
                continue
            columns = [each for each in table.columns if not numbered(each)]
            names = ", ".join(f'"{each.name}"' for each in columns)
            values = ", ".join(map(value, columns))
            transaction.cursor.execute(
                f'INSERT INTO "{table.name}" ({names}) '
                f"SELECT {values} FROM generate_series(1, {MANY}) AS n"
            )
    with store._database.write() as transaction:
        transaction.cursor.execute("ANALYZE")


def scanned(plan: dict[str, Any]) -> Iterator[str]:
    """Give the tables of a plan that are read from front to back."""
    if plan["Node Type"] in {"Seq Scan", "Parallel Seq Scan"}:
        yield plan["Relation Name"]
    for each in plan.get("Plans", []):
        yield from scanned(each)


def tables_scanned(store: Store, asked: Asked) -> set[str]:
    """Give the tables that grow and that a statement reads from front to back."""
    with store._database.read() as transaction:
        sql = store._database.sql(asked.statement)
        transaction.cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", asked.values)
        [[found]] = transaction.cursor.fetchall()
    [explained] = json.loads(found) if isinstance(found, str) else found
    return set(scanned(explained["Plan"])) - SMALL


def fail(what: str, **facts: str) -> None:
    raise AssertionError(f"{what} {facts}")


def afternoon(store: Store, stories: Catalog) -> None:
    """Let people do by text and on the web all that they do, and be sent what comes."""
    at = AFTERNOON
    terms = Terms(most_alike=1_000, budget=Budget(10**9, 10**9))
    turns = Turns(
        store, lambda: stories, lambda: at, fail, sends=True,
        floods=Floods(), gate=Gate(terms), discloses=True, carry=PAGES,
    )  # fmt: skip
    numbers = iter(range(10**6))

    def send(who: Address, event: Event, *, again: bool = False) -> Answer:
        nonlocal at
        at += timedelta(seconds=20)  # as nobody is too fast
        name = f"message {next(numbers)}"
        coming = Incoming(name, who, event, OURS if who.kind == "sms" else "")
        answers = [turns.take(coming) for _ in range(1 + again)]
        return answers[-1]

    sam, mia = Address("sms", "+12125550101"), Address("sms", "+12125550102")
    kim, lee = Address("sms", "+12125550103"), Address("sms", "+12125550104")
    walker = Address("web", "a browser of somebody's")
    for text in ("door", "Sam", "1", "nothing that it knows", "well", "1", "deeper", "wish", "1"):
        send(sam, Said(text), again=True)
    send(sam, SentPhoto("https://api.twilio.com/a", "wish"))
    for each in (mia, kim, lee):
        send(each, Said("well"))
    for event in (Opened("door"), Said("Kim"), Arrived("cellar", "satellite"), Opened("well")):
        send(walker, event)
    Looking(store, lambda: stories, lambda: at).look(walker, "door")
    turns.unasked(walker, 0)

    at = AFTERNOON + timedelta(hours=2)
    Waker(turns, fail).wake_all()
    turns.unasked(walker, 0)
    send(mia, Said("1"))  # whose letter is told her in the answer
    outbox = store.outbox(OURS, lambda _: 1_000, terms.letter)
    carrier = Carrier()
    delivery = Delivery(outbox, carrier, lambda: at, print)
    delivery.deliver()
    for letter in carrier.taken:
        sid = f"SM{letter.number}"
        delivery.heard(Told(letter.id, sid, "undelivered", once_more=True))
    at += timedelta(minutes=40)
    delivery.deliver()
    assert [letter.to for letter in carrier.taken] == 2 * [sam.value, kim.value, lee.value]
    for letter, told in zip(carrier.taken[3:], BECAME, strict=True):
        for one in told:
            delivery.heard(replace(one, id=letter.id))
    carry(store, send, walker, sam, int(at.timestamp()))
    send(mia, Said("STOP"))
    send(mia, Said("START"))
    for _ in range(2):
        send(sam, Said("FORGET ME"))


def carry(
    store: Store,
    send: Callable[[Address, Event], Answer],
    walker: Address,
    texts: Address,
    now_s: int,
) -> None:
    """Let a walk go on by text and one by text in a browser, and drop what has lost its time."""
    carrying = store.carrying
    code = carrying.offer_code(walker.value, "its new name", "door", now_s)
    ned = Address("sms", "+12125550105")
    send(ned, Said("door"))
    send(ned, Said("GO 2AAAAA2"))
    send(ned, Said(f"GO {code}"))
    send(Address("web", "another browser"), Opened("well"))
    said = [each.text for each in send(texts, Said("WEB")).effects if isinstance(each, Say)]
    [token] = re.findall(f"{re.escape(PAGES)}([a-z0-9]+)", " ".join(said))
    for session in (None, "another browser"):
        assert carrying.found(token, session, now_s)
    assert carrying.take(token, "another browser", "its new name too", now_s) == "well"
    assert carrying.leave("its new name too")
    third = Address("web", "a third browser")
    send(third, Opened("door"))
    assert carrying.offer_code(third.value, "its other name", "door", now_s)
    assert carrying.drop_old(now_s + CODE_LASTS_S)


def test_no_table_that_grows_is_read_from_front_to_back(
    database: str, store: Store, stories: Catalog, asked: list[Asked]
) -> None:
    grow(store)
    asked.clear()
    afternoon(store, stories)
    # A statement with another value missing is planned otherwise.
    each = {(id(one.statement), *(one.values[n] is None for n in one.values)): one for one in asked}
    found = {
        store._database.sql(one.statement): tables
        for one in each.values()
        if (tables := tables_scanned(store, one))
    }
    assert found == {}
    assert unasked(asked) == SELDOM


def unasked(asked: list[Asked]) -> set[str]:
    """Name what is asked of players and of what is sent, and was not."""
    seen = {id(each.statement) for each in asked}
    return {
        name
        for module in HOT
        for name, found in vars(module).items()
        for each in (found if isinstance(found, tuple) else (found,))
        if isinstance(each, Executable) and name.isupper() and not name.startswith("_")
        and id(each) not in seen
    }  # fmt: skip


def test_a_table_that_is_read_from_front_to_back_is_seen(database: str, store: Store) -> None:
    grow(store)
    found = []
    for statement in SLOW:
        compiled = statement.compile(dialect=store._database.engine.dialect)
        found.append(tables_scanned(store, Asked(statement, dict(compiled.params))))
    assert found == [{"plays"}, {"outbox"}, {"messages"}, {"messages"}]
