"""Bringing a server's database up to date while servers of the version before go on."""

import time
from pathlib import Path

import pytest

from engine.store import migrate_server
from engine.store.migrating import NEWEST
from tests.engine.store.newer import NEXT, next_version
from tests.kept import kept_in, rows
from tests.serving import serving
from tests.webhooks import bell
from tests.webhooks.ringing import Ringer, ring_until, ringing

ADDS = """op.add_column("plays", sa.Column("mood", sa.String()))
    op.create_table("moods", sa.Column("name", sa.String(), primary_key=True))"""
TAKES = 'op.drop_column("plays", "updated_at_s")'
AFTERWARDS_S = 1.0
PHONES = [f"+1415555{number:04}" for number in range(4)]


@pytest.fixture
def ours(database: str, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "secret").write_bytes(bytes(32))
    (tmp_path / "secret").chmod(0o600)
    secret = str(tmp_path / "secret")
    return {"WAYSIDE_DATABASE_URL": str(kept_in(tmp_path)), "WAYSIDE_SECRET_FILE": secret}


def migrated_while_they_ring(
    ringers: list[Ringer], url: str, folder: Path, does: str, serves: str = ""
) -> None:
    """Be the next version, and bring the database to its tables; then let each ring some more."""
    with pytest.MonkeyPatch.context() as patched, ringing(ringers):
        ring_until(ringers, 3)
        next_version(patched, folder, does, serves)
        migrate_server(url)
        time.sleep(AFTERWARDS_S)


@pytest.mark.usefixtures("postgresql_only")
def test_a_server_of_the_version_before_answers_all_the_while(
    ours: dict[str, str], tmp_path: Path
) -> None:
    stories, url = bell.stories(tmp_path / "stories"), ours["WAYSIDE_DATABASE_URL"]
    with serving(tmp_path / "var", stories=stories, **ours) as server:
        ringers = [Ringer(server, phone) for phone in PHONES]
        migrated_while_they_ring(ringers, url, tmp_path, ADDS, serves=NEWEST)
        assert server.ask("GET", "/readyz").status == 200
    assert rows(tmp_path, "SELECT version_num FROM alembic_version") == [(NEXT,)]
    with serving(tmp_path / "var", stories=stories, **ours) as server:
        for ringer in ringers:
            ringer.server = server
            ringer.ring()
    assert [(each.refused, each.wrong) for each in ringers] == [(0, [])] * len(PHONES)


@pytest.mark.usefixtures("postgresql_only")
def test_a_step_that_takes_something_away_would_be_seen(
    ours: dict[str, str], tmp_path: Path
) -> None:
    stories, url = bell.stories(tmp_path / "stories"), ours["WAYSIDE_DATABASE_URL"]
    with serving(tmp_path / "var", stories=stories, **ours) as server:
        ringers = [Ringer(server, phone) for phone in PHONES]
        migrated_while_they_ring(ringers, url, tmp_path, TAKES)
    assert all(each.refused for each in ringers)
