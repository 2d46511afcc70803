"""The two small stories of `door.py`, and a store for a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.play.catalog import Catalog
from engine.store import Store
from tests.engine.door import catalog, opened


@pytest.fixture
def stories(tmp_path: Path) -> Catalog:
    return catalog(tmp_path / "stories")


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path)
    yield store
    store.close()
