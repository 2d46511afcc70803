"""The whole server in this process, with a story, and what it logs."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

from tests.twilio_stub import HOOK_URL, environment, signed
from tests.webhooks import bell
from webhooks import logs
from webhooks.app import create_app
from webhooks.settings import from_environment

PATH = "/hooks/twilio/sms"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class House:
    """An app that takes texts, and everything it has logged."""

    app: Flask
    logged: StringIO

    def text(self, fields: Mapping[str, str], **headers: str) -> TestResponse:
        """Send a text as Twilio does."""
        return self.app.test_client().post(
            PATH, data=urlencode(fields), content_type=FORM,
            headers=signed(HOOK_URL, fields) | headers,
        )  # fmt: skip


def open_house(folder: Path, **variables: str) -> House:
    """Build the app of an installation in this folder."""
    given = environment(
        WAYSIDE_STORIES=str(bell.stories(folder / "stories")), WAYSIDE_DATA=str(folder / "var")
    )
    app = create_app(from_environment(given | variables))
    logged = StringIO()
    logs.set_up(logged)
    return House(app, logged)
