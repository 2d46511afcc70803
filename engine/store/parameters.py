"""How statements name their values."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, literal_column
from sqlalchemy.sql.elements import BindParameter

# Said aloud, because for SQLite there would else be a parameter that nobody named.
FIRST: ColumnElement[int] = literal_column("0")
WAITING: ColumnElement[str] = literal_column("'waiting'")
SENDING: ColumnElement[str] = literal_column("'sending'")


def of(name: str) -> BindParameter[Any]:
    """Name a value that a row is found by; plain column names are what is written."""
    return bindparam(f"of_{name}")
