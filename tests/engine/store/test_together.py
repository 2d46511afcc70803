"""Changes that go to a server in one question, where none minds when the others are made."""

from pathlib import Path

import pytest
from sqlalchemy import bindparam, delete, insert, select, text, update

from engine.play.catalog import Catalog
from engine.store import Store, statements
from engine.store.database import Transaction
from engine.store.tables import CLOSINGS, META, PACES
from engine.store.together import MOST, Change, Together, beside
from tests.engine.door import AT_THE_DOOR, GREETED, Visitor, knocks
from tests.kept import rows

A = Change("a", frozenset({"a"}))
B = Change("b", frozenset({"b"}))
B_BY_A = Change("b", frozenset({"a", "b"}))


def test_changes_of_different_tables_go_together() -> None:
    assert beside(B, [A])


def test_two_changes_of_one_table_do_not_as_one_would_not_see_the_other() -> None:
    assert not beside(A, [A])


def test_what_finds_its_rows_by_a_table_does_not_go_with_what_changes_that_before() -> None:
    assert not beside(B_BY_A, [A])


def test_what_found_its_rows_by_a_table_goes_with_what_changes_that_afterwards() -> None:
    assert beside(A, [B_BY_A])


def test_so_many_go_together_and_no_more() -> None:
    others = [Change(f"{number}", frozenset()) for number in range(MOST)]
    assert beside(A, others[:-1])
    assert not beside(A, others)


@pytest.mark.parametrize(
    ("statement", "change"),
    [
        (insert(META), Change("meta", frozenset({"meta"}))),
        (update(META).where(META.c.name == "x"), Change("meta", frozenset({"meta"}))),
        (
            delete(META).where(META.c.name.in_(select(PACES.c.sender))),
            Change("meta", frozenset({"meta", "paces"})),
        ),
        (
            insert(META).from_select(["name", "value"], select(PACES.c.sender, PACES.c.sender)),
            Change("meta", frozenset({"meta", "paces"})),
        ),
        (select(META.c.name), None),
        (delete(META).returning(META.c.name), None),
        (text("DELETE FROM meta"), None),
    ],
)  # fmt: skip
def test_what_a_statement_changes_is_known_by_its_tables(
    statement: object, change: Change | None
) -> None:
    assert Together(str).change(statement) == change  # type: ignore[arg-type]


def test_each_of_several_keeps_its_own_values() -> None:
    several = (
        (insert(META), "INSERT %(name)s, %(value)s", {"name": 1, "value": 2}),
        (insert(PACES), "INSERT %(name)s", {"name": 3}),
    )
    together = Together({one: words for one, words, _ in several}.__getitem__)
    assert together.asked([(one, values) for one, _, values in several]) == (
        "WITH change_0 AS (INSERT %(name_0)s, %(value_0)s) INSERT %(name_1)s",
        {"name_0": 1, "value_0": 2, "name_1": 3},
    )
    assert together.asked([(several[1][0], {"name": 4})]) == ("INSERT %(name)s", {"name": 4})


CLOSE = insert(CLOSINGS).values(
    {column.name: bindparam(column.name) for column in CLOSINGS.c if column.name != "id"}
)
CLOSED = {
    "place": "", "closed": True, "at_s": 1, "until_s": None, "words": "", "zone": "UTC",
}  # fmt: skip


def test_what_is_asked_sees_what_was_changed_before_and_rows_keep_their_order(
    database: str, store: Store, tmp_path: Path
) -> None:
    with store._database.write() as transaction:
        transaction.run(statements.ADD_META, name="one", value="1")
        for story in ("first", "second", "third"):
            transaction.run(CLOSE, story=story, **CLOSED)
        assert transaction.first(statements.FIND_META, of_name="one") == ("1",)
        transaction.run(statements.DROP_META, of_name="one")
        transaction.run(statements.ADD_META, name="one", value="2")
    assert rows(tmp_path, "SELECT value FROM meta WHERE name = 'one'") == [("2",)]
    assert rows(tmp_path, "SELECT story FROM closings ORDER BY id") == [
        ("first",), ("second",), ("third",)
    ]  # fmt: skip


def test_of_what_cannot_be_made_nothing_is(database: str, store: Store, tmp_path: Path) -> None:
    store.note("taken", "1")
    with pytest.raises(store._database._driver_error):
        close_and_note(store)
    assert rows(tmp_path, "SELECT * FROM closings") == []


def close_and_note(store: Store) -> None:
    with store._database.write() as transaction:
        transaction.run(CLOSE, story="first", **CLOSED)
        transaction.run(statements.ADD_META, name="taken", value="2")


@pytest.mark.usefixtures("postgresql_only")
def test_all_that_a_turn_leaves_goes_in_one_question(
    database: str, store: Store, stories: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(store, stories)
    assert visitor.text("door") == AT_THE_DOOR
    assert visitor.text("Sam") == GREETED
    made: list[int] = []
    make_all = Transaction.make_all

    def noted(self: Transaction) -> None:
        if self._waiting:
            made.append(len(self._waiting))
        make_all(self)

    monkeypatch.setattr(Transaction, "make_all", noted)
    assert visitor.text("1") == knocks(1)
    assert len(made) == 1
    assert made[0] > 1
