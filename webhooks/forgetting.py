"""`wayside forget`: erasing players by hand, and what belongs to it."""

import os
import sys

import click

from engine.cli.numbers import WholeNumber
from engine.clock import utc_now
from engine.erasing import Eraser, erase_again
from engine.ledger import LedgerError
from engine.secret import SecretError
from engine.store import NotStored, Store, StoreError
from engine.texting.addresses import addresses_at, kind_of
from webhooks import logs
from webhooks.asking import ask
from webhooks.naming import typed_address
from webhooks.opening import eraser_of, ledger_of, open_erased, open_kept
from webhooks.settings import Settings, SettingsError, from_environment


@click.command()
@click.argument("number", required=False)
@click.option("--older", type=WholeNumber(1, 90), metavar="DAYS",
              help="Erase everybody who has not played for so many days.")  # fmt: skip
@click.option("--replay", is_flag=True,
              help="Erase again everybody whom the ledger of erasures names.")  # fmt: skip
@click.option("--rewrite", is_flag=True,
              help="Write the database anew, without anything in its free space.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Go on without asking.")
def forget(number: str | None, older: int | None, replay: bool, rewrite: bool, yes: bool) -> None:  # noqa: FBT001
    """Erase a player by their phone NUMBER, with its country: +12125550123; - reads it from input.

    Their plays, what they sent, their number and what waits to be sent to them go at once; their
    messages at Twilio within minutes, while wayside serve or deliver runs. That they asked for no
    more texts stays. Who has not played for 90 days is erased by itself.

    Exits with 0 when it was done, 1 when nobody has that number or it could not be done.
    """
    if [number is not None, older is not None, replay, rewrite].count(True) != 1:
        raise click.UsageError("Give a number, or one of --older, --replay and --rewrite.")
    logs.set_up()
    try:
        settings = from_environment(os.environ)
        # Whom a restored backup brought back is erased first; --replay does so itself, and tells.
        store = open_kept(settings) if replay else open_erased(settings)
    except SettingsError as error:
        click.echo(f"{error}\nAll settings: wayside doctor", err=True)
        raise SystemExit(2) from None
    except (SecretError, StoreError, NotStored, LedgerError) as error:
        raise click.ClickException(str(error)) from None
    try:
        _forget(settings, store, number, older, replay=replay, yes=yes)
    except (NotStored, LedgerError) as error:
        raise click.ClickException(f"It was not all done. {error}") from None
    finally:
        store.close()


def _forget(
    settings: Settings, store: Store, number: str | None, older: int | None, *, replay: bool,
    yes: bool,
) -> None:  # fmt: skip
    eraser = eraser_of(settings, store, utc_now)
    if number is not None:
        _forget_one(eraser, store, _number(number), yes=yes)
    elif older is not None:
        ask(f"Everybody who has not played for {older} days is erased for good.", yes=yes)
        _tell(eraser.erase_all_old(older))
        eraser.note()
        eraser.wash()
    elif replay:
        _tell(erase_again(store, ledger_of(settings), _say, everybody=True))
        eraser.wash()
    else:
        eraser.note()
        eraser.rewrite()
        click.echo("The database is written anew. Nothing of who was erased is left in its files.")


def _forget_one(eraser: Eraser, store: Store, number: str, *, yes: bool) -> None:
    ask("All that is kept of this number is erased for good.", yes=yes)
    now_s = int(utc_now().timestamp())
    known = [
        store.erasing.erase_number(kind_of(each), each, now_s) for each in addresses_at(number)
    ]
    eraser.note()
    eraser.wash()
    if any(known):
        click.echo("Erased. Their messages at Twilio go within minutes, while wayside serve runs.")
        return
    click.echo(
        "Nobody with this number is kept here. What Twilio has of it goes within minutes, while "
        "wayside serve runs."
    )
    raise SystemExit(1)


def _number(text: str) -> str:
    return typed_address(sys.stdin.readline().strip() if text == "-" else text, repeats=False)


def _tell(count: int) -> None:
    few = {0: "There was nobody to erase.", 1: "1 player is erased."}
    click.echo(few.get(count, f"{count} players are erased."))


def _say(what: str, **_facts: object) -> None:
    click.echo(what, err=True)
