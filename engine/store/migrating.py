"""Bringing a database to the tables of this program, whatever made it."""

from pathlib import Path
from typing import Literal, TypeAlias

from sqlalchemy import Connection, inspect

from engine.store.errors import StoreError
from engine.store.statements import FIND_VERSION

NEWEST = "0016"
FOLDER = Path(__file__).parent / "migrations"
Age: TypeAlias = Literal["empty", "older", "current"]


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
    if version > NEWEST:
        raise StoreError(
            f"The database is of a newer Wayside (tables {version}, here {NEWEST}). "
            "Install that version or later, or use a backup from before."
        )
    return "current" if version == NEWEST else "older"


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the steps that this database has not had, in the transaction that is open.

    `to` is the last of them: an older database is made that way.
    """
    from alembic import command  # noqa: PLC0415 - takes 130 ms and is needed once a version
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
