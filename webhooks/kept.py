"""What commands that look at what is kept have in common."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from engine.secret import SecretError
from engine.store import NotStored, Store, StoreError
from webhooks.opening import open_kept
from webhooks.settings import SettingsError, from_environment


@contextmanager
def kept() -> Iterator[Store]:
    """Open the store that the environment names; what goes wrong ends the command in words."""
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
