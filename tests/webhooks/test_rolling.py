"""Bringing a server's database up to date while servers of the version before go on."""

import threading
from pathlib import Path

import pytest

from engine.store import migrate_server
from engine.store.migrating import NEWEST
from tests.engine.store.newer import next_version
from tests.kept import kept_in, rows
from tests.serving import Server, serving
from tests.twilio_stub import text
from tests.webhooks import bell

ADDS = """op.add_column("plays", sa.Column("mood", sa.String()))
    op.create_table("moods", sa.Column("name", sa.String(), primary_key=True))"""
TAKES = 'op.drop_column("plays", "updated_at_s")'
MORE = 40
PHONES = [f"+1415555{number:04}" for number in range(4)]


class Ringing:
    """Phones that ring the bell again and again, until told to stop."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._ring, args=(each,)) for each in PHONES]
        self.statuses: dict[str, list[int]] = {each: [] for each in PHONES}
        for thread in self._threads:
            thread.start()

    def _ring(self, phone: str) -> None:
        self._server.text(text("BELL", sender=phone))
        while not self._enough.is_set():
            self.statuses[phone].append(self._server.text(text("1", sender=phone)).status)

    def stop(self) -> set[int]:
        """Let each ring some more, then none; gives the statuses of all answers."""
        rung = sum(map(len, self.statuses.values()))
        while sum(map(len, self.statuses.values())) < rung + MORE:
            self._enough.wait(0.05)
        self._enough.set()
        for thread in self._threads:
            thread.join()
        return {status for each in self.statuses.values() for status in each}


@pytest.fixture
def ours(database: str, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "secret").write_bytes(bytes(32))
    (tmp_path / "secret").chmod(0o600)
    secret = str(tmp_path / "secret")
    return {"WAYSIDE_DATABASE_URL": str(kept_in(tmp_path)), "WAYSIDE_SECRET_FILE": secret}


@pytest.mark.usefixtures("postgresql_only")
def test_a_server_of_the_version_before_answers_all_the_while(
    ours: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = bell.stories(tmp_path / "stories")
    with serving(tmp_path / "var", stories=stories, **ours) as server:
        ringing = Ringing(server)
        with monkeypatch.context() as patched:
            newest = next_version(patched, tmp_path, ADDS, serves=NEWEST)
            migrate_server(ours["WAYSIDE_DATABASE_URL"])
        assert ringing.stop() == {200}
        assert server.ask("GET", "/readyz").status == 200
    assert rows(tmp_path, "SELECT version_num FROM alembic_version") == [(newest,)]
    with serving(tmp_path / "var", stories=stories, **ours) as server:
        for phone, statuses in ringing.statuses.items():
            rung = f"It has rung {len(statuses) + 1} times."
            assert rung in server.text(text("1", sender=phone)).body.decode()


@pytest.mark.usefixtures("postgresql_only")
def test_a_step_that_takes_something_away_would_be_seen(
    ours: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = bell.stories(tmp_path / "stories")
    with serving(tmp_path / "var", stories=stories, **ours) as server:
        ringing = Ringing(server)
        with monkeypatch.context() as patched:
            next_version(patched, tmp_path, TAKES)
            migrate_server(ours["WAYSIDE_DATABASE_URL"])
        assert 503 in ringing.stop()
