"""Whether the server lives, and whether it can serve."""

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, jsonify

from engine.play.catalog import Catalog
from engine.store import Store


def health(store: Store, catalog: Callable[[], Catalog]) -> Blueprint:
    """Make /healthz (the process answers) and /readyz (players can be answered; else 503)."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int]:
        reasons = list(_hindrances(store, catalog()))
        return jsonify(ready=not reasons, reasons=reasons), 503 if reasons else 200

    return blueprint


def _hindrances(store: Store, catalog: Catalog) -> Iterator[str]:
    if not store.ready():
        yield "The database cannot be read, or has not the tables of this program."
    if not catalog.stories:
        yield "There is no story that can be played."
