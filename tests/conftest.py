"""What holds for all tests, and the databases that they run on."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import settings

from engine.editions import Published
from tests.engine.door import opened
from tests.kept import ON_SERVER
from tests.postgres import Server, started

# Machines are shared: how long an example takes says nothing about the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

DATABASES = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that uses a database on both, unless it says that it is about one of them."""
    only = [name for name in DATABASES if f"{name}_only" in metafunc.fixturenames]
    for fixture in ("database", "bare_database"):
        if fixture in metafunc.fixturenames:
            metafunc.parametrize(fixture, only or DATABASES, indirect=True)


@pytest.fixture(autouse=True)
def followers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever looks for new editions does so until the test is over, and not until all are."""
    over: list[threading.Event] = []
    follow = Published.follow

    def followed(self: Published, stopped: threading.Event) -> None:
        over.append(stopped)
        follow(self, stopped)

    monkeypatch.setattr(Published, "follow", followed)
    yield
    for each in over:
        each.set()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The PostgreSQL server of this run, whatever number of processes that has."""
    base = tmp_path_factory.getbasetemp()
    with started(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) as server:
        yield server


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with our tables and nothing in them, to be copied: that is faster."""
    folder = tmp_path_factory.mktemp("new")
    opened(folder).close()
    return folder / "wayside.db"


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The database that a store in `tmp_path` is opened on, by its kind; see `tests/kept.py`."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("new_file"), tmp_path)
        yield request.param
        return
    yield from _on_server(tmp_path, request.getfixturevalue("server").database())


@pytest.fixture
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same before anybody has made a table in it."""
    if request.param == "sqlite":
        yield request.param
        return
    yield from _on_server(tmp_path, request.getfixturevalue("server").bare())


def _on_server(folder: Path, given: AbstractContextManager[str]) -> Iterator[str]:
    """Let stores in a folder be opened on a database of the server."""
    with given as url:
        (folder / ON_SERVER).write_text(url)
        yield "postgresql"


@pytest.fixture
def sqlite_only() -> None:
    """This is about SQLite: its file, its log, its one writer, or what it is asked."""


@pytest.fixture
def postgresql_only() -> None:
    """This is about PostgreSQL."""
