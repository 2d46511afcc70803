"""`wayside move`: from SQLite to PostgreSQL, by one command."""

import os
import sys
from pathlib import Path

import click

from engine.secret import SecretError, read_secret
from engine.store import NotStored, StoreError, is_kept
from engine.store.moving import Moved, move
from webhooks.asking import ask
from webhooks.kept import nothing_yet
from webhooks.settings import SettingsError, from_environment


@click.command("move")
@click.argument("url")
@click.option("--yes", is_flag=True, help="Go on without asking.")
def move_command(url: str, yes: bool) -> None:  # noqa: FBT001
    """Move all that is kept to the empty PostgreSQL database at URL; - reads it from input.

    Servers may run meanwhile: they answer that texts are to come again, as Twilio then does by
    itself, and go on doing so until they are started with WAYSIDE_DATABASE_URL. Cut short, it is
    finished by typing it again.
    """
    try:
        settings = from_environment(os.environ)
        if not isinstance(settings.database, Path):
            raise click.ClickException("This installation is on PostgreSQL already.")
        if not is_kept(settings.database):
            raise click.ClickException(nothing_yet(settings))
        target = sys.stdin.readline().strip() if url == "-" else url
        ask("From now on nobody plays until servers run on PostgreSQL.", yes=yes)
        secret = read_secret(settings.secret_file)
        _tell(move(settings.database, target, secret, _say), settings.database)
    except SettingsError as error:
        click.echo(f"{error}\nAll settings: wayside doctor", err=True)
        raise SystemExit(2) from None
    except (SecretError, StoreError, NotStored) as error:
        raise click.ClickException(str(error)) from None


def _tell(moved: Moved, path: Path) -> None:
    count = sum(moved.rows.values())
    what = f"All {count} rows are" if moved.rows else "Everything is"
    click.echo(f"{what} in {moved.place}.")
    click.echo(
        "Now set WAYSIDE_DATABASE_URL to it, and start wayside serve. The secret and the ledger of "
        f"erasures stay as they are.\n{path} is not played on any more. Delete it, and the folder "
        "gifts beside it, when you are sure: whoever is forgotten from now on is still in them.",
        err=True,
    )


def _say(what: str) -> None:
    click.echo(what, err=True)
