from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.webhooks.web.screen import browser


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return browser(tmp_path)
