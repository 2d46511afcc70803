"""From settings to the store, with the secret that belongs to it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from engine.clock import Clock
from engine.delivery import Delivery
from engine.secret import Secret, SecretError, read_secret
from engine.store import NotStored, Store, StoreError, open_store
from webhooks.logs import tell_staff
from webhooks.settings import Settings, SettingsError, from_environment
from webhooks.twilio.carrier import Twilio


def open_kept(settings: Settings) -> Store:
    """Open what is kept; a new installation on SQLite gets its database and its secret here.

    Raises SecretError and StoreError, whose texts say what to do.
    """
    return open_store(settings.database, secret_of(settings))


@contextmanager
def kept() -> Iterator[Store]:
    """Open what is kept for a command, and end the command in plain words where that fails."""
    try:
        store = open_kept(from_environment(os.environ))
    except SettingsError as error:
        click.echo(f"{error}\nAll settings: wayside doctor", err=True)
        raise SystemExit(2) from None
    except (SecretError, StoreError) as error:
        raise click.ClickException(str(error)) from None
    try:
        yield store
    except (NotStored, OSError) as error:
        raise click.ClickException(f"It was not done. {error}") from None
    finally:
        store.close()


def delivery_of(settings: Settings, store: Store, clock: Clock) -> Delivery:
    """Make what sends by Twilio; only where nothing is missing for that."""
    outbox = store.outbox(settings.phone or "", settings.pace_of)
    return Delivery(outbox, twilio_of(settings), clock, tell_staff)


def twilio_of(settings: Settings) -> Twilio:
    """Make what asks Twilio's API; only where nothing is missing for that."""
    return Twilio(
        settings.twilio_api,
        settings.account_sid or "",
        settings.auth_tokens[0],
        settings.status_url or "",
        settings.phone or "",
        carrier_answers=settings.optout == "carrier",
    )


def secret_of(settings: Settings) -> Secret:
    """Read the secret. Raises SecretError.

    It is made where nothing was kept yet: a new one beside an old database would know nobody.
    """
    return read_secret(settings.secret_file, make_if_missing=is_new(settings))


def is_new(settings: Settings) -> bool:
    """Tell whether this installation has kept nothing so far; on PostgreSQL we cannot know."""
    return isinstance(settings.database, Path) and not settings.database.exists()
