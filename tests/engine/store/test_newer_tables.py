"""Servers of the version before, on tables that are newer than they know."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, Table

from engine.play.hear import Catalog
from engine.store import StoreError, migrating
from engine.store.migrating import NEWEST, SERVES, migrate
from tests.engine.door import AT_THE_DOOR, GREETED, Visitor, knocks, opened
from tests.engine.store.newer import NEXT, next_version
from tests.kept import bring_up_to_date, older, rows

# Of times when servers stood still while their database was brought up to date.
OLD_TIMES = {
    "0012": {"happenings.staff"},
    "0014": {"spending.staff", "spending.texts_in", "spending.texts_out", "staff.phone"},
}
ADDS = 'op.add_column("plays", sa.Column("mood", sa.String()))'
FILLS = """op.execute("UPDATE plays SET mood = 'calm'")"""
DROPS_MOOD = 'op.drop_column("plays", "mood")'
DROPS = 'op.drop_column("plays", "answer")'


def tables(connection: Connection) -> dict[str, Table]:
    known = MetaData()
    known.reflect(connection)
    return dict(known.tables)


def disturbed(before: dict[str, Table], after: dict[str, Table]) -> set[str]:
    """Name what a program of the version before would no longer find, or not know to fill."""
    gone = {
        f"{table.name}.{column.name}"
        for table in before.values()
        for column in table.columns
        if table.name not in after or column.name not in after[table.name].columns
    }
    asked = {
        f"{table.name}.{column.name}"
        for table in after.values()
        for column in table.columns
        if table.name in before and column.name not in before[table.name].columns
        and not column.nullable and column.server_default is None
    }  # fmt: skip
    return gone | asked


def disturbed_by(folder: Path, step: str) -> set[str]:
    """Give what one step disturbs."""
    with older(folder, f"{int(step) - 1:04}") as connection:
        before = tables(connection)
        migrate(connection, to=step)
        return disturbed(before, tables(connection))


def test_a_step_disturbs_no_server_of_the_version_before(tmp_path: Path) -> None:
    found = {}
    for step in (f"{number:04}" for number in range(2, int(NEWEST) + 1)):
        (folder := tmp_path / step).mkdir()
        if what := disturbed_by(folder, step):
            found[step] = what
    assert found == OLD_TIMES


@pytest.fixture
def next_one(bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that somebody played on, brought to the version after this one, which adds."""
    bring_up_to_date(tmp_path)
    opened(tmp_path).close()
    with monkeypatch.context() as patched:
        next_version(patched, tmp_path, ADDS, serves=NEWEST)
        bring_up_to_date(tmp_path)
        opened(tmp_path).close()


@pytest.mark.usefixtures("next_one")
def test_a_server_is_started_again_beside_those_that_are_newer(
    tmp_path: Path, stories: Catalog
) -> None:
    assert rows(tmp_path, "SELECT version_num FROM alembic_version") == [(NEXT,)]
    bring_up_to_date(tmp_path)  # which is no way back
    assert rows(tmp_path, "SELECT version_num FROM alembic_version") == [(NEXT,)]
    with closing(opened(tmp_path)) as store:
        assert store.standing() == "current"
        visitor = Visitor(store, stories)
        assert visitor.send("one", "door") == AT_THE_DOOR
        assert visitor.send("two", "Sam") == GREETED


@pytest.mark.parametrize("serves", ["", NEXT])
def test_tables_that_are_no_longer_ours_are_refused(
    bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serves: str
) -> None:
    bring_up_to_date(tmp_path)
    with closing(opened(tmp_path)) as before:
        with monkeypatch.context() as patched:
            next_version(patched, tmp_path, DROPS, serves)
            bring_up_to_date(tmp_path)
            opened(tmp_path).close()
        assert before.standing() == "newer"
    with pytest.raises(StoreError) as caught:
        opened(tmp_path)
    assert str(caught.value) == (
        f"The database is of a newer Wayside (tables {NEXT}, here {NEWEST}). "
        "Install that version or later, or use a backup from before."
    )


def test_what_is_added_and_filled_is_dropped_by_the_version_after_the_one_that_switched(
    bare_database: str, tmp_path: Path, stories: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up_to_date(tmp_path)
    with closing(opened(tmp_path)) as first:
        assert Visitor(first, stories).send("one", "door") == AT_THE_DOOR
        with monkeypatch.context() as patched:
            after = next_version(patched, tmp_path, f"{ADDS}; {FILLS}", serves=NEWEST)
            bring_up_to_date(tmp_path)
            assert stood(tmp_path) == "current"
            assert rows(tmp_path, "SELECT mood FROM plays") == [("calm",)]
            with monkeypatch.context() as still:
                still.setattr(migrating, "NEWEST", NEWEST)
                assert first.standing() == "current"
                assert Visitor(first, stories).send("two", "Sam") == GREETED
            with monkeypatch.context() as again:
                next_version(again, tmp_path, DROPS_MOOD, serves=after)
                bring_up_to_date(tmp_path)
                assert stood(tmp_path) == "current"
            # The second is served by tables without them, and plays on; the first is not.
            with closing(opened(tmp_path)) as second:
                assert second.standing() == "current"
                assert Visitor(second, stories).send("three", "1") == knocks(1)
        assert first.standing() == "newer"
        with pytest.raises(StoreError):
            opened(tmp_path)


def stood(folder: Path) -> str:
    """Say how what is kept stands to a program that is started now."""
    with closing(opened(folder)) as store:
        return store.standing()


def test_tables_of_their_own_say_nothing_of_whom_they_serve(database: str, tmp_path: Path) -> None:
    opened(tmp_path).close()
    assert rows(tmp_path, "SELECT * FROM meta WHERE name = ?", SERVES) == []
