"""Where a patrol begins, is looked over, and ends: /patrol/TOKEN and /patrol."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from engine.store import NotStored
from webhooks.signs.passes import Pass
from webhooks.times import moment
from webhooks.web.browsers import is_from_here
from webhooks.web.guessing import Guessing
from webhooks.web.patrol.panel import Panel
from webhooks.web.patrol.patrols import Patrols, page, sorry


class Pages:
    """The doors. Messengers look at links by GET, so that only a button, by POST, begins one."""

    def __init__(self, patrols: Patrols) -> None:
        self._patrols = patrols
        self._passes = patrols.passes
        self._links = Guessing(patrols.walks.settings, patrols.walks.clock)

    def add_to(self, blueprint: Blueprint) -> None:
        """Put them into a blueprint."""
        blueprint.add_url_rule("/patrol/<token>", "ask", self.ask)
        blueprint.add_url_rule("/patrol/<token>", "begin", self.begin, methods=["POST"])
        blueprint.add_url_rule("/patrol", "look", self.look)
        blueprint.add_url_rule("/patrol", "end", self.end, methods=["POST"])

    def ask(self, token: str) -> Response:
        """Say what a link is for, and ask whether this phone shall walk."""
        found = self._read(token)
        if not isinstance(found, Pass):
            return found
        return page("begin", 200, by=found.by, until=self._until(found))

    def begin(self, token: str) -> Response:
        """Let this phone walk the signs until the link ends."""
        found = self._read(token)
        if not isinstance(found, Pass):
            return found
        if not is_from_here(self._patrols.walks.settings):
            return redirect(url_for("patrol.ask", token=token), 303)
        return self._passes.hand_over(found, redirect(url_for("patrol.look"), 303))

    def look(self) -> Response:
        """Show all signs, how each is, and which nobody looked at yet."""
        pass_ = self._passes.held()
        if pass_ is None:
            return sorry("none", 403)
        try:
            round_ = self._patrols.round(pass_)
        except NotStored:
            return sorry("not read", 503, wait_s=5)
        return page("list", 200, round=round_, by=pass_.by, until=self._until(pass_))

    def end(self) -> Response:
        """Let this phone be a visitor's again."""
        if not is_from_here(self._patrols.walks.settings):
            return redirect(url_for("patrol.look"), 303)
        return self._passes.let_go(sorry("ended", 200))

    def _read(self, token: str) -> Pass | Response:
        """Give the pass of a link, or the page that says what is wrong with it."""
        if wait_s := self._links.wait_s():
            return sorry("too fast", 429, wait_s=wait_s)
        found = self._passes.read(token)
        if found is None:
            self._links.missed()
            return sorry("wrong", 404)
        return found if found.holds(self._passes.now_s()) else sorry("over", 410)

    def _until(self, pass_: Pass) -> str:
        return moment(pass_.until_s, self._patrols.walks.settings.terms.zone)


def patrol_pages(patrols: Patrols, panel: Panel) -> Blueprint:
    """Make the doors of all patrols."""
    blueprint = Blueprint("patrol", __name__, template_folder="../templates")
    Pages(patrols).add_to(blueprint)
    panel.add_to(blueprint)
    return blueprint
