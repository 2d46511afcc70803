"""A server that takes texts, for every test beside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.webhooks.house import House, open_house
from webhooks import logs


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield open_house(tmp_path)
    logs.set_up()
