"""`wayside serve`: the server, in as many processes as asked for."""

import errno
import multiprocessing
import os
import signal
import socket
import sys
import threading
from _thread import interrupt_main
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from types import FrameType

import click
from flask import Flask

from engine import watching
from engine.cli.numbers import WholeNumber
from engine.cli.reporting import as_text, printable
from engine.clock import utc_now
from engine.editions import catalog_now
from engine.faults import trace
from engine.garbage import seldom_collect
from engine.ledger import LedgerError
from engine.library import story_folders
from engine.publishing import Considered, Waiting, who_waits
from engine.secret import SecretError
from engine.store import NotStored, StoreError
from engine.watching import publish_first
from webhooks import logs
from webhooks.app import create_app
from webhooks.banner import banner
from webhooks.metrics_folder import counted_together
from webhooks.opening import open_for_players, open_kept
from webhooks.settings import Settings, SettingsError, from_environment
from webhooks.signals import Handler, finish_before_serving_ends, on_end
from webhooks.stopping import LONGEST_S, Stopping

# The store lets one turn in at a time, so more threads only wait; some are for pages and for
# texts that arrive slowly. What cannot be begun yet waits in the server, not in a thread. Each
# connection counts, also one that is kept open and silent, for its half minute; they are fewer than
# the 1,024 files that a process may usually have open.
THREADS = 4
MOST_CONNECTIONS = 800
# Beyond what a worker takes itself to finish what it has begun.
LONGEST_STOP_S = int(LONGEST_S) + 2
POLL_S = 0.02


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=WholeNumber(0, 65535), default=8000, envvar="PORT",
    show_default="PORT, or 8000", help="Port to listen on; 0 takes a free one.",
)  # fmt: skip
@click.option(
    "--workers", type=WholeNumber(1, 64), default=1, show_default=True,
    help="Processes that answer; one for each core is enough.",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="Publish each story that changes, when it checks.")
def serve(host: str, port: int, workers: int, watch: bool) -> None:  # noqa: FBT001
    """Answer texts and show pages, until Ctrl-C.

    Players meet what was published; the first start publishes every story that checks.
    """
    logs.set_up()
    try:
        settings = from_environment(os.environ)
        standing = watching.as_it_stands(settings.stories) if watch else None
        _begin(settings, watch=watch)
    except SettingsError as error:
        click.echo(f"{error}\nAll settings: wayside doctor", err=True)
        raise SystemExit(2) from None
    except (SecretError, StoreError, NotStored, LedgerError, OSError) as error:
        raise click.ClickException(str(error)) from None
    logs.catch_all()
    address, port = _free(host, port)
    announce = partial(_announce, settings, address, port, standing)
    run = _granian if find_spec("granian") else _waitress
    run(settings, address, port, workers, announce)


def _begin(settings: Settings, *, watch: bool) -> None:
    """Publish what was never published, and what changed while nobody watched."""
    store = open_for_players(settings)
    try:
        if watch:
            for folder in story_folders(settings.stories):
                watching.publish_one(folder, store, utc_now, _tell, changed=False)
            return
        for considered in publish_first(settings.stories, store, utc_now):
            if considered.story is None:
                _tell(considered, came="refused", who=Waiting())
    finally:
        store.close()


def _watch(settings: Settings, standing: watching.Standing) -> None:
    """Publish what changes, as long as the server runs."""
    store = open_kept(settings)
    each = watching.Watching(settings.stories, standing, store, utc_now, _tell, _failed)
    threading.Thread(target=each.run, args=(threading.Event(),), daemon=True).start()


_CAME: Mapping[watching.Came, str] = {
    "published": "published.",
    "refused": "not published. Players meet the old one, if there is one.",
    "withdrawn": "not published, as it was withdrawn. To bring it back: wayside publish {folder}",
    "gone back from": (
        "left as it was gone back to. The folder holds another edition: wayside publish {folder}"
    ),
    "deleted": (
        "its folder is gone. Players still meet the story; to take it away: wayside withdraw {name}"
    ),
}


def _tell(considered: Considered, *, came: watching.Came, who: Waiting) -> None:
    """Say what came of a change."""
    if came in ("published", "refused") and considered.problems:
        click.echo(as_text(considered.problems), err=True)
    name, folder = printable(considered.folder.name), printable(str(considered.folder))
    click.echo(f"{name}: {_CAME[came].format(folder=folder, name=name)}", err=True)
    if who.thrown_back:
        click.echo(printable(f"{name}: {who_waits(who)}"), err=True)


def _failed(error: Exception) -> None:
    logs.log.error("A changed story could not be published.", trace=trace(error))


def _free(host: str, port: int) -> tuple[str, int]:
    """Give the address and the port to listen on; ends the command where that cannot be.

    The servers share a port among their processes, so they would not notice another program's.
    """
    try:
        family, kind, _, _, target = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
            address, port = probe.getsockname()[:2]
            return str(address), int(port)
    except OSError as error:
        raise click.ClickException(_why_not(host, port, error)) from None


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Port {port} is taken by another program. Type: wayside serve --port {other}"
    if error.errno == errno.EACCES:
        return f"Port {port} is for administrators. Type: wayside serve --port 8000"
    return f"Nothing can listen on {host}: {error.strerror}. Type: wayside serve --host 127.0.0.1"


def _announce(
    settings: Settings, address: str, port: int, standing: watching.Standing | None
) -> None:
    """Print the banner as soon as somebody answers at this port; then watch, if asked to."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 - see above

    def wait_and_print() -> None:
        waiting = threading.Event()
        while not _answers(target, port):
            waiting.wait(POLL_S)
        store = open_kept(settings)
        stories = catalog_now(store)
        store.close()
        click.echo(banner(settings, address, port, stories), err=True)
        if standing is not None:
            _watch(settings, standing)

    threading.Thread(target=wait_and_print, daemon=True).start()


def _answers(address: str, port: int) -> bool:
    try:
        with socket.create_connection((address, port), timeout=1):
            return True
    except OSError:
        return False


def _granian(
    settings: Settings, address: str, port: int, workers: int, announce: Callable[[], None]
) -> None:
    from granian import Granian  # noqa: PLC0415 - not every machine has it
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    server = Granian(
        "wayside",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=MOST_CONNECTIONS,
        websockets=False,
        workers_kill_timeout=LONGEST_STOP_S,
        respawn_failed_workers=True,
        log_dictconfig=_TO_OUR_LOG,
        log_level=LogLevels.warning,
    )
    server.on_startup(announce)
    with counted_together():
        server.serve(target_loader=partial(app_of_worker, settings), wrap_loader=False)


_TO_OUR_LOG = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}


def app_of_worker(settings: Settings) -> Flask:
    """Build the app in the process that serves it, and end that with the one that started it."""
    logs.catch_all()
    stopping = Stopping()
    finish_before_serving_ends(stopping)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_after, args=(parent.join,), daemon=True).start()
    return _app(settings, stopping)


def _end_after(gone: Callable[[], None]) -> None:
    gone()
    os.kill(os.getpid(), signal.SIGTERM)


def _app(settings: Settings, stopping: Stopping) -> Flask:
    try:
        app = create_app(settings, waking=True, stopping=stopping)
    except (SecretError, StoreError, NotStored, LedgerError) as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(1) from None
    seldom_collect(among=20_000)
    return app


def _waitress(
    settings: Settings, address: str, port: int, workers: int, announce: Callable[[], None]
) -> None:
    from waitress import create_server  # noqa: PLC0415 - only where granian is not

    if workers > 1:
        click.echo("On this machine one process answers; --workers has no effect.", err=True)
    stopping = Stopping()
    server = create_server(_app(settings, stopping), host=address, port=port, threads=THREADS)
    on_end(_leaving(stopping))
    announce()
    server.run()


def _leaving(stopping: Stopping) -> Handler:
    """Give what is done when waitress is to end: once what was begun is finished, it is told."""
    finished = threading.Event()

    def finish() -> None:
        stopping.finish()
        finished.set()
        interrupt_main(signal.SIGTERM)

    def leave(_signal: int, _frame: FrameType | None) -> None:
        if finished.is_set():
            sys.exit(0)
        if not stopping.begun:
            threading.Thread(target=finish, daemon=True).start()

    return leave
