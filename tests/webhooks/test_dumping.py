"""A PostgreSQL dumped and put back by its own tools, as docs/operating.md has it."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from engine.store import migrate_server, open_store
from tests.engine.door import GREETED, SECRET, Visitor, catalog
from tests.postgres import Server, program_of_server
from tests.twilio_stub import environment
from webhooks import logs
from webhooks.command import main

DOC = Path(__file__).parents[2] / "docs" / "operating.md"
NUMBER, OTHER = "+12125550123", "+12125550124"
# What encrypts is another program, and not of Wayside's.
_DUMP = re.compile(r"^(pg_dump .*) \| age ", re.MULTILINE)
_RESTORE = re.compile(r"^age -d .* \| (pg_restore .*)$", re.MULTILINE)


@pytest.fixture
def two(server: Server) -> Iterator[tuple[str, str]]:
    """A database with our tables, and one without any."""
    with server.bare() as one, server.bare() as other:
        migrate_server(one)
        yield one, other


def typed(folder: Path, url: str, *arguments: str) -> str:
    """Type a command on an installation, and give what it says."""
    where = {
        "WAYSIDE_STORIES": str(folder / "stories"), "WAYSIDE_DATA": str(folder / "var"),
        "WAYSIDE_SECRET_FILE": str(folder / "secret"), "WAYSIDE_ERASURES": str(folder / "apart"),
        "WAYSIDE_DATABASE_URL": url,
    }  # fmt: skip
    told = CliRunner(env=environment(**where)).invoke(main, arguments)
    logs.set_up()
    assert told.exit_code == 0, told.output
    return told.output


def told_to_type(command: re.Pattern[str]) -> str:
    """Give the command that the page has."""
    [found] = command.findall(DOC.read_text(encoding="utf-8"))
    return str(found)


def run(command: str, url: str, dump: Path) -> None:
    """Run one of PostgreSQL's programs on a dump: from it, or into it."""
    at_hand = {"PATH": f"{program_of_server()}:{os.defpath}", "WAYSIDE_DATABASE_URL": url}
    with dump.open("rb" if dump.exists() else "wb") as file:
        way = {"stdin": file} if file.mode == "rb" else {"stdout": file}
        subprocess.run(["sh", "-c", command], env=at_hand, check=True, **way)


def players(url: str) -> int:
    """Count who is known."""
    with psycopg.connect(url) as connected:
        [(found,)] = connected.execute("SELECT count(*) FROM players").fetchall()
    return int(found)


def test_a_dump_goes_on_as_it_was_without_whom_was_forgotten_since(
    tmp_path: Path, two: tuple[str, str]
) -> None:
    first, second = two
    stories, dump = catalog(tmp_path / "stories"), tmp_path / "wayside.dump"
    (tmp_path / "apart").mkdir()
    (tmp_path / "secret").touch(0o600)
    (tmp_path / "secret").write_bytes(SECRET._data)
    with closing(open_store(first, SECRET)) as store:
        for number in (NUMBER, OTHER):
            Visitor(store, stories, number).text("DOOR")
    run(told_to_type(_DUMP), first, dump)
    typed(tmp_path, first, "forget", NUMBER, "--yes")

    run(told_to_type(_RESTORE), second, dump)
    typed(tmp_path, second, "migrate")
    assert players(second) == 2
    assert typed(tmp_path, second, "forget", "--replay") == "1 player is erased.\n"
    assert players(second) == 1
    with closing(open_store(second, SECRET)) as store:
        assert Visitor(store, stories, OTHER).send("another text", "Sam") == GREETED
