"""How tables that grow are keyed, as docs/several-machines.md tells it."""

import re
from pathlib import Path

from engine.store.tables import METADATA

DOC = Path(__file__).parents[3] / "docs" / "several-machines.md"
KEYED = "keyed by the player"


def told() -> dict[str, list[str]]:
    """Give the tables of each row of the page."""
    text = DOC.read_text(encoding="utf-8").partition("### A PostgreSQL that shards")[2]
    rows = re.findall(r"^\| ([^|`]+) \|([^|]+)\|$", text, re.MULTILINE)
    return {what.strip(): re.findall(r"`(\w+)`", tables) for what, tables in rows}


def test_every_table_is_told_once() -> None:
    every = [table for tables in told().values() for table in tables]
    assert sorted(every) == sorted(METADATA.tables)


def test_what_is_said_to_be_keyed_by_the_player_is() -> None:
    first = {
        name: next(iter(table.primary_key.columns)).name for name, table in METADATA.tables.items()
    }
    by_player = {name for name, column in first.items() if column == "player"} | {"players"}
    assert set(told()[KEYED]) == by_player
