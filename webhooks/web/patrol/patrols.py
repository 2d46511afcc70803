"""What the doors of a patrol ask, and how they answer."""

from dataclasses import dataclass

from flask import make_response, render_template
from werkzeug.wrappers import Response

from engine.store.signs import Signs
from webhooks.signs.finding import Known
from webhooks.signs.passes import Pass
from webhooks.web.patrol.held import Passes
from webhooks.web.patrol.rounds import Round, round_of
from webhooks.web.walk.walks import Walks

NOT_KEPT = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Patrols:
    """What they ask."""

    walks: Walks
    signs: Signs
    passes: Passes

    def round(self, pass_: Pass) -> Round:
        """Give how all signs are now, for who patrols. Raises NotStored."""
        known = Known(self.walks.catalog(), self.signs.current())
        return round_of(known, self.signs.since(pass_.since_s), self.passes.now_s())


def page(name: str, status: int, **shown: object) -> Response:
    """Give a page of a patrol; no browser keeps one, as it is old a minute later."""
    return make_response(render_template(f"web/patrol/{name}.html", **shown), status, NOT_KEPT)


def sorry(kind: str, status: int, *, wait_s: int = 0, **shown: object) -> Response:
    """Say in kind words why something is not there, or was not done, and what to do."""
    response = page("sorry", status, kind=kind, **shown)
    if wait_s:
        response.headers["Retry-After"] = str(wait_s)
    return response
