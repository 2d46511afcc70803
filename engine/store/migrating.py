"""Bringing a database to the tables of this program, whatever made it.

Where several servers share a database, those of the version before go on serving on tables that are
newer than they know, until each is replaced. So a step only adds: a table, a column that may be
empty or has a default. What it adds is filled by the program as it runs, and what nobody uses any
more is dropped by a step of a later version. Such a step says so by `serves`, the oldest revision
whose program still serves beside it; one that says nothing is for servers that stand still.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from sqlalchemy import Connection, inspect

from engine.store.errors import StoreError
from engine.store.statements import DROP_META, FIND_META, FIND_VERSION, NOTE_ONCE

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

NEWEST = "0016"
# The name of the row that says of which revision a program must at least be, to serve on these
# tables. There is none where that is their own.
SERVES = "serves from"
FOLDER = Path(__file__).parent / "migrations"
Age: TypeAlias = Literal["empty", "older", "current"]
Stands: TypeAlias = Literal["older", "current", "newer"]


def age(connection: Connection) -> Age:
    """Say how a database stands to this program.

    Raises StoreError where a newer program made it, whose tables are not known here, and where it
    is damaged.
    """
    if not inspect(connection).has_table("alembic_version"):
        return "empty"
    versions = connection.execute(FIND_VERSION).scalars().all()
    if len(versions) != 1 or not isinstance(version := versions[0], str):
        raise StoreError(
            "The database is damaged: it does not say which tables it has. "
            "Put the last backup back."
        )
    how = stands(version, connection.execute(FIND_META, {"of_name": SERVES}).scalar())
    if how == "newer":
        raise StoreError(
            f"The database is of a newer Wayside (tables {version}, here {NEWEST}). "
            "Install that version or later, or use a backup from before."
        )
    return how


def stands(version: str, serves: str | None) -> Stands:
    """Say how tables of a revision stand to this program; newer ones may still be what it asks for.

    `serves` is of which revision a program must at least be there; None for that of the tables.
    """
    if version < NEWEST:
        return "older"
    return "current" if (serves or version) <= NEWEST else "newer"


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the steps that this database has not had, in the transaction that is open.

    `to` is the last of them: an older database is made that way.
    """
    from alembic import command  # noqa: PLC0415 - takes 130 ms and is needed once a version
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    _note_who_serves(connection, ScriptDirectory.from_config(config))


def _note_who_serves(connection: Connection, steps: "ScriptDirectory") -> None:
    now = connection.execute(FIND_VERSION).scalar_one()
    run = steps.iterate_revisions(now, "base")
    oldest = max(str(getattr(each.module, "serves", each.revision)) for each in run)
    if oldest < now:
        connection.execute(NOTE_ONCE, {"name": SERVES, "value": oldest})
    else:
        connection.execute(DROP_META, {"of_name": SERVES})
