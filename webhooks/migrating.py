"""`wayside migrate`: a PostgreSQL database gets the tables of this program."""

import os

import click

from engine.store import StoreError, migrate_server
from webhooks.settings import SettingsError, from_environment


@click.command()
def migrate() -> None:
    """Bring a PostgreSQL database up to date. Make a backup first."""
    try:
        settings = from_environment(os.environ)
        if not isinstance(settings.database, str):
            click.echo("A SQLite database is brought up to date by itself.", err=True)
            return
        migrate_server(settings.database)
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    except StoreError as error:
        raise click.ClickException(str(error)) from None
    click.echo("The database is up to date.", err=True)
