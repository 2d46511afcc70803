"""`wayside migrate`, as it is typed."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from engine.store.migrating import NEWEST
from tests.engine.door import opened
from tests.kept import kept_in, rows


def migrating(url: str, folder: Path) -> "subprocess.Popen[str]":
    own = {name: value for name, value in os.environ.items() if not name.startswith("WAYSIDE_")}
    return subprocess.Popen(
        [sys.executable, "-m", "webhooks", "migrate"],
        env=own | {"WAYSIDE_DATABASE_URL": url, "WAYSIDE_DATA": str(folder)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def said(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, told = process.communicate()
    return process.returncode, out, told


@pytest.mark.usefixtures("postgresql_only", "bare_database")
def test_a_database_is_brought_up_to_date_by_whoever_types_it_first(tmp_path: Path) -> None:
    url = str(kept_in(tmp_path))
    two = [migrating(url, tmp_path) for _ in range(2)]
    assert [said(each) for each in two] == [(0, "", "The database is up to date.\n")] * 2
    with closing(opened(tmp_path)) as store:
        assert store.ready()


@pytest.mark.usefixtures("postgresql_only", "bare_database")
def test_what_cannot_be_finished_is_not_begun(tmp_path: Path) -> None:
    """A table of somebody else's is in the way of the last step but some."""
    url = str(kept_in(tmp_path))
    rows(tmp_path, "CREATE TABLE sign_events (id int)")
    code, out, told = said(migrating(url, tmp_path))
    assert (code, out) == (1, "")
    assert told.startswith("Error: The database postgresql+psycopg://")
    assert 'cannot be brought up to date, and is as it was. relation "sign_events"' in told
    assert rows(tmp_path, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [
        ("sign_events",)
    ]
    rows(tmp_path, "DROP TABLE sign_events")
    assert said(migrating(url, tmp_path))[0] == 0
    assert rows(tmp_path, "SELECT version_num FROM alembic_version") == [(NEWEST,)]


def test_a_server_that_cannot_be_reached_is_said_without_the_password(tmp_path: Path) -> None:
    url = f"postgresql://wayside:hush@/kept?host={tmp_path}"
    code, out, told = said(migrating(url, tmp_path))
    assert (code, out) == (1, "")
    assert told.startswith("Error: The database postgresql+psycopg://wayside:***@/kept?")
    assert "Traceback" not in told
    assert "hush" not in told
