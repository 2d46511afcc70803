"""From every earlier revision to this one, with what was kept in it."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    insert,
    select,
)

from engine.play.hear import Catalog
from engine.store import StoreError
from engine.store.migrating import NEWEST
from tests.engine.door import AT_THE_DOOR, GREETED, Visitor, knocks, opened
from tests.kept import bring_up_to_date, older, rows

REVISIONS = [f"{number:04}" for number in range(1, int(NEWEST) + 1)]
# What is there once somebody plays; these tables are what they were in the first revision.
OF_A_PLAYER = ("meta", "players", "addresses", "numbers", "plays", "messages")
DAY = date(2027, 6, 5)
# Until then, what happened was kept one by one; then as sums, which `totals` has.
SUMMED_UP = "0012"


def played(folder: Path, stories: Catalog) -> dict[str, list[tuple[object, ...]]]:
    """Give what somebody leaves who is in the middle of a play, by table."""
    folder.mkdir()
    store = opened(folder)
    visitor = Visitor(store, stories)
    assert visitor.send("one", "door") == AT_THE_DOOR
    assert visitor.send("two", "Sam") == GREETED
    assert visitor.send("three", "1") == knocks(1)
    store.close()
    return {table: rows(folder, f"SELECT * FROM {table}") for table in OF_A_PLAYER}


def tables_of(connection: Connection) -> list[Table]:
    """Give the tables that there are, those that others refer to first."""
    known = MetaData()
    known.reflect(connection)
    return [table for table in known.sorted_tables if table.name != "alembic_version"]


def value(column: Column[Any], player: bytes) -> object:
    """Give something that may stand in a column."""
    if column.foreign_keys and next(iter(column.foreign_keys)).column.table.name == "players":
        return player
    match column.type:
        case Boolean():
            return False
        case Date():
            return DAY
        case Integer():
            return 7
        case LargeBinary():
            return b"sixteen bytes of"
    return f"some {column.name}"


def numbered(column: Column[Any]) -> bool:
    """Tell whether the database itself says what is in a column."""
    return column.name == "id" and isinstance(column.type, Integer)


def right(column: Column[Any], kept: object) -> object:
    """Give what SQLite kept as the type of its column."""
    if isinstance(column.type, Date):
        return date.fromisoformat(str(kept))
    return bool(kept) if isinstance(column.type, Boolean) else kept


def fill(connection: Connection, people: dict[str, list[tuple[object, ...]]]) -> None:
    """Put into each table what a player left, or a row of anything."""
    [(player, *_)] = people["players"]
    assert isinstance(player, bytes)
    for table in tables_of(connection):
        anything = [tuple(value(column, player) for column in table.columns)]
        for row in people.get(table.name, anything):
            given = zip(table.columns, row, strict=True)
            values = {each.name: right(each, kept) for each, kept in given if not numbered(each)}
            connection.execute(insert(table).values(values))


def held(connection: Connection, columns: dict[str, list[str]]) -> dict[str, list[Row[Any]]]:
    """Give what is in these tables and columns."""
    return {
        table.name: sorted(
            connection.execute(select(*(table.c[name] for name in columns[table.name]))), key=repr
        )
        for table in tables_of(connection)
        if table.name in columns
    }


@pytest.mark.parametrize("revision", REVISIONS)
def test_whatever_was_kept_before_is_kept_and_who_played_plays_on(
    bare_database: str, tmp_path: Path, stories: Catalog, revision: str
) -> None:
    people = played(tmp_path / "now", stories)
    with older(tmp_path, revision) as connection:
        fill(connection, people)
        columns = {each.name: list(each.columns.keys()) for each in tables_of(connection)}
        before = held(connection, columns)
    assert all(before.values()), "no table is without a row"

    bring_up_to_date(tmp_path)
    with closing(opened(tmp_path)) as store:
        with store._database.engine.connect() as connection:
            after = held(connection, columns)
        if revision < SUMMED_UP:
            [of_report], nothing = before.pop("happenings"), after.pop("happenings")
            sums = store.totals.sums(of_report.story, DAY.isoformat(), DAY.isoformat())
            assert nothing == []
            assert [(each.kind, each.what, each.times) for each in sums] == [
                (of_report.kind, of_report.what, 1)
            ]
        assert after == before

        visitor = Visitor(store, stories)
        assert visitor.send("three", "1") == knocks(1)
        assert visitor.send("four", "1") == knocks(2)


@pytest.mark.usefixtures("postgresql_only")
@pytest.mark.parametrize("revision", [*REVISIONS[:-1], None])
def test_a_server_whose_tables_are_older_is_refused_until_it_is_migrated(
    bare_database: str, tmp_path: Path, revision: str | None
) -> None:
    """By itself nothing is changed where other servers of the old version may still write."""
    if revision:
        with older(tmp_path, revision):
            pass
    with pytest.raises(StoreError) as caught:
        opened(tmp_path)
    assert str(caught.value) == (
        "The database is older than this Wayside. Make a backup, then type: wayside migrate"
    )
    for _ in range(2):
        bring_up_to_date(tmp_path)
    with closing(opened(tmp_path)) as store:
        assert store.ready()
