"""The steps from nothing to the tables of this program."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from engine.store.migrating import FOLDER, NEWEST
from engine.store.tables import METADATA
from tests.engine.door import opened


def schema(path: Path) -> set[str]:
    """Give what SQLite was told to make, without differences of space."""
    made = sqlite3.connect(path).execute(
        "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND tbl_name != 'alembic_version'"
    )
    return {re.sub(r"\s+", " ", sql) for (sql,) in made}


def test_the_migrations_make_the_tables_that_the_program_knows(
    database: str, tmp_path: Path
) -> None:
    with closing(opened(tmp_path)) as store, store._database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_migrations_make_them_word_by_word(tmp_path: Path) -> None:
    """Alembic's comparison sees neither WITHOUT ROWID nor the names of keys."""
    opened(tmp_path).close()
    METADATA.create_all(create_engine(f"sqlite:///{tmp_path / 'known.db'}"))
    assert schema(tmp_path / "wayside.db") == schema(tmp_path / "known.db")


def test_the_migrations_are_numbered_without_a_gap() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    steps = list(ScriptDirectory.from_config(config).walk_revisions())[::-1]
    numbers = [f"{number:04}" for number in range(1, len(steps) + 1)]
    assert [step.revision for step in steps] == numbers
    assert [Path(step.path).name[:5] for step in steps] == [f"{number}_" for number in numbers]
    assert numbers[-1] == NEWEST
