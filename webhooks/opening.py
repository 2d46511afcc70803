"""From settings to the store, with the secret that belongs to it."""

from pathlib import Path

from engine.secret import Secret, read_secret
from engine.store import Store, open_store
from webhooks.settings import Settings


def open_kept(settings: Settings) -> Store:
    """Open what is kept; a new installation on SQLite gets its database and its secret here.

    Raises SecretError and StoreError, whose texts say what to do.
    """
    return open_store(settings.database, secret_of(settings))


def secret_of(settings: Settings) -> Secret:
    """Read the secret. Raises SecretError.

    It is made where nothing was kept yet: a new one beside an old database would know nobody.
    """
    return read_secret(settings.secret_file, make_if_missing=is_new(settings))


def is_new(settings: Settings) -> bool:
    """Tell whether this installation has kept nothing so far; on PostgreSQL we cannot know."""
    return isinstance(settings.database, Path) and not settings.database.exists()
