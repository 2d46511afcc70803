"""`wayside deliver`: only sending, as a process of its own."""

import os
import threading
from types import FrameType

import click
from prometheus_client import start_http_server

from engine.cli.numbers import WholeNumber
from engine.clock import running_s, utc_now
from engine.ledger import LedgerError
from engine.secret import SecretError
from engine.store import NotStored, StoreError
from webhooks import logs
from webhooks.metrics import Metrics
from webhooks.opening import deleting_of, delivery_of, fetcher_of, open_for_players
from webhooks.settings import SettingsError, from_environment
from webhooks.signals import on_end
from webhooks.stopping import LONGEST_S

HERE = "127.0.0.1"


@click.command()
@click.option(
    "--metrics", "port", type=WholeNumber(0, 65535), metavar="PORT",
    help="Give Prometheus its figures at this port, to this machine alone; 0 takes a free one.",
)  # fmt: skip
def deliver(port: int | None) -> None:
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
    metrics = Metrics(store, utc_now)
    delivery = delivery_of(settings, store, utc_now, metrics)
    fetcher = fetcher_of(settings, store, utc_now)
    deleting = deleting_of(settings, store, utc_now)

    asked = threading.Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        delivery.stop()
        fetcher.stop()
        deleting.stop()
        asked.set()

    if port is not None:
        click.echo(f"Figures for Prometheus: {_give_out(metrics, port)}", err=True)
    on_end(leave)
    click.echo("Sending what is to be sent. Ctrl-C ends it.", err=True)
    deleting.start()
    # In a thread of its own, so that a signal is heard while something is being sent.
    threads = [threading.Thread(target=each.run, daemon=True) for each in (delivery, fetcher)]
    for each in threads:
        each.start()
    asked.wait()
    until_s = running_s() + LONGEST_S
    for each in threads:
        each.join(max(0, until_s - running_s()))
    # What is still being sent keeps its lease, and is asked after by whoever sends next.
    store.close()


def _give_out(metrics: Metrics, port: int) -> str:
    """Give out the figures to this machine, and give where."""
    try:
        server, _ = start_http_server(port, HERE, metrics.registry)
    except OSError as error:
        why = f"Nothing can listen on port {port}: {error.strerror}."
        raise click.ClickException(f"{why} Type another: wayside deliver --metrics 9465") from None
    return f"http://{HERE}:{server.server_port}/metrics"
