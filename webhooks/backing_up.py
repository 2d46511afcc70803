"""`wayside backup` and `wayside restore`: all that is kept on SQLite, as one encrypted file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from engine.backups import BackupError, Made, Restored, Restoring, back_up, unfinished_in
from engine.clock import utc_now
from engine.ledger import LedgerError
from engine.secret import SecretError, read_secret
from engine.store import NotStored, StoreError, is_kept
from webhooks import logs
from webhooks.asking import ask
from webhooks.kept import nothing_yet
from webhooks.opening import ledger_of, open_kept, secret_of
from webhooks.settings import Settings, SettingsError, from_environment


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Let it take the place of an older backup.")
def backup(file: Path, replace: bool) -> None:  # noqa: FBT001
    """Copy all that is kept into FILE, encrypted, while players play on.

    In it are the database and players' photos and voice messages. It opens only with the secret,
    which is not in it.
    """
    with _told():
        settings = from_environment(os.environ)
        path = _on_sqlite(settings, _ON_SERVER)
        if not is_kept(path):
            raise click.ClickException(nothing_yet(settings))
        if file.exists() and not replace:
            raise click.ClickException(
                f"There is a file {file}. Take another name, or add --replace."
            )
        store = open_kept(settings)
        try:
            made = back_up(store, secret_of(settings), file, utc_now)
        finally:
            store.close()
        _tell_made(made, file, settings)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Let it take the place of the database that is here.")
@click.option("--yes", is_flag=True, help="Go on without asking.")
def restore(file: Path, replace: bool, yes: bool) -> None:  # noqa: FBT001
    """Put the backup FILE back, and erase in it who was forgotten since.

    Nothing is changed before all of it was read and found right. A database that is here already
    is kept beside it, in a folder of its own.
    """
    logs.set_up()
    with _told():
        settings = from_environment(os.environ)
        path = _on_sqlite(settings, _RESTORES_NOT)
        if is_kept(path):
            if not replace:
                raise click.ClickException(
                    f"There is a database {path}. To put the backup in its place, add --replace; "
                    "to try the backup elsewhere, set WAYSIDE_DATA to an empty folder."
                )
            ask("What was played since the backup is left behind.", yes=yes)
        secret = read_secret(settings.secret_file)
        ledger = ledger_of(settings)
        _tell_restored(Restoring(path, secret, ledger, utc_now, _say).restore(file))


@contextmanager
def _told() -> Iterator[None]:
    """End the command in words where something goes wrong."""
    try:
        yield
    except SettingsError as error:
        click.echo(f"{error}\nAll settings: wayside doctor", err=True)
        raise SystemExit(2) from None
    except (SecretError, StoreError, BackupError) as error:
        raise click.ClickException(str(error)) from None
    except (NotStored, LedgerError, OSError) as error:
        raise click.ClickException(f"It was not done. {error}") from None


def _on_sqlite(settings: Settings, otherwise: str) -> Path:
    if not isinstance(settings.database, Path):
        raise click.ClickException(otherwise)
    return settings.database


_ON_SERVER = (
    "This installation is on PostgreSQL, whose own tools make its backups. Type: pg_dump "
    '--format=custom --file=wayside.dump "$WAYSIDE_DATABASE_URL"\nHow to encrypt it, to keep '
    "every minute, and to put it back: docs/operating.md, Backup and restore."
)
_RESTORES_NOT = (
    "This installation is on PostgreSQL, whose own tools put its backups back: docs/operating.md, "
    "Backup and restore. After that type: wayside forget --replay"
)


def _tell_made(made: Made, file: Path, settings: Settings) -> None:
    click.echo(f"{file} is written: {_size(made.size)}, {_files(made.files)}.")
    click.echo(
        f"It opens only with the secret, {settings.secret_file}, which is not in it. Keep both, in "
        "different places: each alone is worth nothing, together they are all that players left.\n"
        f"Keep {ledger_of(settings).path} as well: it says who was forgotten since.",
        err=True,
    )
    for left in unfinished_in(file.absolute().parent):
        click.echo(f"{left} is left of a backup that did not finish. Delete it.", err=True)


def _tell_restored(restored: Restored) -> None:
    when = f"{restored.made_at:%Y-%m-%d %H:%M} UTC"
    click.echo(f"The backup of {when} is in place, with {_files(restored.files)}.")
    people = {0: "Nobody in it was", 1: "1 player in it was"}
    forgotten = people.get(restored.erased, f"{restored.erased} players in it were")
    left = ", and is erased there" if restored.erased else ""
    click.echo(f"{forgotten} forgotten since{left}.")
    if restored.old:
        click.echo(
            f"The database that was here is in {restored.old}. Delete that folder when you are "
            "sure: whoever is forgotten from now on is still in it."
        )


def _files(count: int) -> str:
    return {0: "no photos or voice messages", 1: "1 photo or voice message"}.get(
        count, f"{count} photos and voice messages"
    )


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"


def _say(what: str, **_facts: object) -> None:
    click.echo(what, err=True)
