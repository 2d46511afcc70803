"""What commands that look at what is kept have in common."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from engine.secret import SecretError
from engine.store import NotStored, Store, StoreError
from webhooks.opening import is_new, open_kept
from webhooks.settings import Settings, SettingsError, from_environment


@contextmanager
def kept(*, makes: bool = False) -> Iterator[Store]:
    """Open the store that the environment names; what goes wrong ends the command in words.

    Where nothing is kept yet, only who `makes` something begins it: a typing error in WAYSIDE_DATA
    is no new installation.
    """
    try:
        settings = from_environment(os.environ)
        if not makes and is_new(settings):
            raise click.ClickException(nothing_yet(settings))
        store = open_kept(settings)
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


def zone_here() -> str:
    """Give the IANA name of the zone in which staff are told times, once the settings are read."""
    return from_environment(os.environ).terms.zone


def nothing_yet(settings: Settings) -> str:
    """Say that there is no database, and how to begin."""
    return (
        f"Nothing is kept yet: there is no database {settings.database}. If yours is elsewhere, "
        "set WAYSIDE_DATA to its folder. To begin: wayside publish PATH"
    )
