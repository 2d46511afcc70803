"""Who is too fast: browsers that act as no person can, addresses that begin very many walks.

A school class that begins behind one address at the same moment is never stopped. Each process
counts by itself and in its memory; of an address it has a fingerprint that it alone can make.
"""

from collections.abc import Iterator

from flask import Blueprint, jsonify, make_response, request
from werkzeug.wrappers import Response

from engine.clock import Clock
from engine.paces import Pace, Paced, stand_in
from engine.turns import NotStored
from webhooks.web.browsers import network_of
from webhooks.web.walk.pages import sorry
from webhooks.web.walk.session import Session, held
from webhooks.web.walk.walks import Walks, desk

# A browser: forty taps at once, and then one a second. Its page looks by itself now and then, and
# after each sound and each time it is seen again.
ACTS, LOOKS = Pace(40, 1.0), Pace(120, 0.5)
# An address may be a school's, or that of everybody who has the same phone company.
BEGINNINGS, ALL_LOOKS = Pace(300, 1.0), Pace(3_000, 0.02)


class Haste:
    """Stands before the doors of walks."""

    def __init__(self, walks: Walks, clock: Clock) -> None:
        self._walks = walks
        self._clock = clock
        self._acts, self._looks = Paced(ACTS), Paced(LOOKS)
        self._beginnings, self._all_looks = Paced(BEGINNINGS), Paced(ALL_LOOKS)

    def add_to(self, blueprint: Blueprint) -> None:
        """Put it before every door of a blueprint."""
        blueprint.before_request(self.stop)

    def stop(self) -> Response | None:
        """Ask who is too fast to wait; None for everybody else."""
        session, now_s = held(desk()), self._clock().timestamp()
        counted = self._counted(session)
        wait_s = next((wait for paced, who in counted if (wait := paced.did(who, now_s))), 0)
        return self._too_fast(session, wait_s) if wait_s else None

    def _counted(self, session: Session | None) -> Iterator[tuple[Paced, bytes]]:
        """Give what a request counts as, and whose it is."""
        acts = request.method == "POST"
        if session is not None:
            yield self._acts if acts else self._looks, stand_in(session.id)
        network = network_of(self._walks.settings)
        if network is None:
            return
        if not acts:
            yield self._all_looks, stand_in(network)
        elif self._begins(session):
            yield self._beginnings, stand_in(network)

    def _begins(self, session: Session | None) -> bool:
        """Tell whether a player is made of it: a session that nobody knows may be made up."""
        try:
            return session is None or not self._walks.looking.knows(session.address)
        except NotStored:
            return False  # then nothing is made either

    def _too_fast(self, session: Session | None, wait_s: int) -> Response:
        name = (request.view_args or {}).get("name", "")
        if request.path.startswith("/api/"):
            no_keeping = {"Cache-Control": "no-store"}
            response: Response = make_response(jsonify(error="too fast"), 429, no_keeping)
        else:
            story = self._walks.story(name) if name else None
            response = sorry(story, session, "too fast", 429)
        response.headers["Retry-After"] = str(wait_s)
        return response
