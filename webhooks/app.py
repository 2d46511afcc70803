"""Everything put together."""

import threading
from functools import partial

from flask import Flask, Response, request

from engine.clock import Clock, utc_now
from engine.editions import Published
from engine.floods import Floods
from engine.publishing import Considered
from engine.summing import Summing
from engine.sweeping import Sweeper
from engine.turns import Turns
from engine.waking import Waker
from engine.watching import publish_first
from webhooks import errors, logs
from webhooks.health import health
from webhooks.opening import delivery_of, open_kept, twilio_of
from webhooks.settings import Settings
from webhooks.twilio.sms import LARGEST_REQUEST_BYTES, open_door
from webhooks.twilio.status import open_status
from webhooks.web import pages

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


def create_app(settings: Settings, *, clock: Clock = utc_now, waking: bool = False) -> Flask:
    """Build the server: store, published stories and turns, and the doors to them.

    `waking`: time passes for who says nothing, and what is to be sent is sent, as long as this
    process lives.
    Raises SecretError and StoreError. Build it in the process that serves: the store's
    connections must not be carried into another.
    """
    logs.set_up()
    store = open_kept(settings)
    _tell_of(publish_first(settings.stories, store, clock))
    published = Published(store, logs.tell_staff)
    published.refresh()
    threading.Thread(target=published.follow, args=(threading.Event(),), daemon=True).start()
    sends = not settings.missing_for_twilio
    turns = Turns(
        store,
        lambda: published.catalog,
        clock,
        logs.tell_staff,
        published.refresh,
        sends=sends,
        floods=Floods() if settings.floods else None,
    )
    app = bare_app()
    open_door(app, turns.take, settings)
    if sends:
        delivery = delivery_of(settings, store, clock)
        open_status(app, delivery.heard, partial(store.name_of_answer, "sms"), settings)
    if waking:
        Waker(turns, logs.tell_staff).start()
        Summing(store.totals, logs.tell_staff).start()
    if waking and sends:
        delivery.start()
        Sweeper(turns, store, twilio_of(settings), clock, logs.tell_staff).start()
    app.register_blueprint(health(store, lambda: published.catalog))
    app.register_blueprint(pages(turns, lambda: published.catalog, settings))
    return app


def bare_app() -> Flask:
    """Make an app without doors: no redirects, a limit on size, errors in words, safe headers."""
    app = Flask("webhooks", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST_BYTES
    # Twilio follows a redirect without the text that it sent.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    errors.register(app)
    app.after_request(_secure)
    return app


def _secure(response: Response) -> Response:
    if not request.path.startswith("/hooks/"):
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
    return response


def _tell_of(considered: list[Considered]) -> None:
    problems = [str(problem) for each in considered if not each.story for problem in each.problems]
    if problems:
        logs.log.error("Stories cannot be played as they are.", problems=problems)
