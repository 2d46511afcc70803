"""`wayside deliver`: only sending, as a process of its own."""

import os
import signal
import threading
from types import FrameType

import click

from engine.clock import utc_now
from engine.ledger import LedgerError
from engine.secret import SecretError
from engine.store import NotStored, StoreError
from webhooks import logs
from webhooks.opening import deleting_of, delivery_of, fetcher_of, open_for_players
from webhooks.settings import SettingsError, from_environment


@click.command()
def deliver() -> None:
    """Send what is to be sent by text, and fetch the photos that came, until Ctrl-C.

    `wayside serve` does this as well. Run it by itself on a machine that serves nothing else; any
    number may run at once.
    """
    try:
        settings = from_environment(os.environ)
        if missing := settings.missing_for_twilio:
            raise click.ClickException(
                f"Nothing can be sent without {' and '.join(missing)}. See: wayside doctor"
            )
        store = open_for_players(settings)
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    except (SecretError, StoreError, NotStored, LedgerError) as error:
        raise click.ClickException(str(error)) from None
    logs.catch_all()
    delivery, fetcher = delivery_of(settings, store, utc_now), fetcher_of(settings, store, utc_now)
    deleting = deleting_of(settings, store, utc_now)

    def leave(_signal: int, _frame: FrameType | None) -> None:
        delivery.stop()
        fetcher.stop()
        deleting.stop()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    click.echo("Sending what is to be sent. Ctrl-C ends it.", err=True)
    deleting.start()
    # In a thread of its own, so that a signal is heard while something is being sent.
    threads = [threading.Thread(target=each.run) for each in (delivery, fetcher)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    store.close()
