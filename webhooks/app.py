"""Everything put together."""

import threading

from flask import Flask, Response, request

from engine.checkpoints import Checkpoints
from engine.clock import Clock, utc_now
from engine.editions import Published
from engine.floods import Floods
from engine.gate import Gate
from engine.looking import Looking
from engine.maps import Maps
from engine.publishing import Considered
from engine.silences import Silences
from engine.summing import Summing
from engine.sweeping import Sweeper
from engine.turns import Turns
from engine.waking import Waker
from engine.watching import publish_first
from webhooks import errors, logs
from webhooks.entrance import ROUTE, Entrance
from webhooks.health import Readiness, health
from webhooks.media import media
from webhooks.opening import (
    deleting_of,
    delivery_of,
    eraser_of,
    fetcher_of,
    open_for_players,
    secret_of,
    showing_of,
    twilio_of,
)
from webhooks.settings import Settings
from webhooks.squeezing import squeeze
from webhooks.stopping import Stopping
from webhooks.twilio.sms import LARGEST_REQUEST_BYTES, open_door
from webhooks.twilio.status import open_status
from webhooks.web import pages
from webhooks.web.patrol import Panel, Passes, Patrols, patrol_pages
from webhooks.web.signs import sign_pages
from webhooks.web.walk import Giving, Walks, walk_pages

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    waking: bool = False,
    stopping: Stopping | None = None,
) -> Flask:
    """Build the server: store, published stories and turns, and the doors to them.

    `waking`: time passes for who says nothing, and what is to be sent is sent, as long as this
    process lives; what is too old is erased. `stopping` ends what is begun here.
    Raises SecretError, StoreError, NotStored and LedgerError. Build it in the process that serves:
    the store's connections must not be carried into another.
    """
    logs.set_up()
    logs.hide((*settings.auth_tokens, settings.metrics_token))
    # How it counts is chosen when it is imported (`webhooks/metrics_folder.py`).
    from webhooks.metrics import Metrics  # noqa: PLC0415
    from webhooks.scraping import scraping  # noqa: PLC0415

    stopping = stopping or Stopping()
    store = open_for_players(settings)
    _tell_of(publish_first(settings.stories, store, clock))
    published = Published(store, logs.tell_staff)
    published.refresh()
    threading.Thread(target=published.follow, args=(threading.Event(),), daemon=True).start()
    metrics = Metrics(store, clock)
    sends = not settings.missing_for_twilio
    showing = showing_of(settings, store)
    turns = Turns(
        store,
        lambda: published.catalog,
        clock,
        logs.tell_staff,
        published.refresh,
        sends=sends,
        floods=Floods() if settings.floods else None,
        imprint=settings.imprint,
        discloses=settings.notice,
        gate=Gate(settings.terms),
        showing=showing,
        carry=f"{settings.public_url}/carry/" if settings.public_url else "",
        observer=metrics,
        edition=published.edition,
    )
    app = bare_app()
    open_door(app, turns.take, settings, showing)
    if sends:
        delivery = delivery_of(settings, store, clock, metrics)
        open_status(app, delivery.heard, store.name_of_answer, settings)
        if waking:
            delivery.start()
            stopping.at_end(delivery.stop, delivery.wait)
            Sweeper(turns, store, twilio_of(settings), clock, logs.tell_staff).start()
            deleting_of(settings, store, clock).start()
    if waking:
        for each in (Waker(turns, logs.tell_staff), fetcher_of(settings, store, clock)):
            each.start()
            stopping.at_end(each.stop)
        Checkpoints(store).start()
        eraser_of(settings, store, clock).start()
        Summing(store.totals, logs.tell_staff).start()
        Silences(store, lambda: published.catalog, clock, logs.tell_staff).start()
    readiness = Readiness(store, lambda: published.catalog, settings, stopping)
    for blueprint in (health(readiness), scraping(metrics.page, settings.metrics_token)):
        app.register_blueprint(blueprint)
    app.register_blueprint(media(store.editions.media))
    app.register_blueprint(pages(turns, lambda: published.catalog, settings, clock))
    looking = Looking(store, lambda: published.catalog, clock)
    maps = Maps(store.editions)
    giving = Giving(store.keepsakes, clock)
    walks = Walks(
        turns, looking, maps, giving, store.carrying, lambda: published.catalog, settings, clock
    )
    app.register_blueprint(walk_pages(walks))
    patrols = Patrols(walks, store.signs, Passes(secret_of(settings), settings, clock))
    panel = Panel(patrols)
    app.register_blueprint(patrol_pages(patrols, panel))
    app.register_blueprint(sign_pages(walks, store.signs, panel.sign))
    app.before_request(_name_route)
    app.wsgi_app = Entrance(  # type: ignore[method-assign, assignment]
        app.wsgi_app, stopping, metrics.refused, tells=settings.request_log
    )
    return app


def _name_route() -> None:
    if request.url_rule:
        request.environ[ROUTE] = request.url_rule.rule


def bare_app() -> Flask:
    """Make an app without doors: no redirects, a limit on size, errors in words, safe headers."""
    app = Flask("webhooks", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST_BYTES
    # Twilio follows a redirect without the text that it sent.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    errors.register(app)
    app.after_request(_secure)
    squeeze(app)
    return app


def _secure(response: Response) -> Response:
    if not request.path.startswith("/hooks/"):
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
    return response


def _tell_of(considered: list[Considered]) -> None:
    problems = [str(problem) for each in considered if not each.story for problem in each.problems]
    if problems:
        logs.log.warning("Stories cannot be played as they are.", problems=problems)
