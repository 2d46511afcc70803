"""What /s/CODE is for who patrols: where the sign belongs, how it is, and what to write of it."""

import unicodedata
from contextlib import suppress
from urllib.parse import urlsplit

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.play.message import MAP
from engine.signs.register import Kind
from engine.store import NotStored
from webhooks.signs.passes import Pass
from webhooks.signs.saying import LONGEST_NOTE
from webhooks.web.browsers import is_from_here
from webhooks.web.patrol.patrols import Patrols, page, sorry
from webhooks.web.patrol.rounds import Round, Stop
from webhooks.web.signs.found import written

# What each button writes, and what it adds to the note.
ELSEWHERE = "It hangs elsewhere."
BUTTONS: dict[str, tuple[Kind, str]] = {
    "checked": ("checked", ""),
    "damaged": ("damaged", ""),
    "missing": ("missing", ""),
    "elsewhere": ("damaged", ELSEWHERE),
}
LONGEST_OWN_NOTE = LONGEST_NOTE - len(ELSEWHERE) - 1
# Who taps a button twice says one thing.
TWICE_S = 60


class Panel:
    """The doors of a sign. Who opens one on a patrol is counted apart from all visitors."""

    def __init__(self, patrols: Patrols) -> None:
        self._patrols = patrols

    def add_to(self, blueprint: Blueprint) -> None:
        """Put those that no visitor has into a blueprint."""
        blueprint.add_url_rule("/s/<code>/patrol", "told", self.told)
        blueprint.add_url_rule("/s/<code>/patrol", "tell", self.tell, methods=["POST"])

    def sign(self, code: str) -> Response | None:
        """Show a sign to who patrols; None for everybody else."""
        pass_ = self._patrols.passes.held()
        if pass_ is None:
            return None
        code = written(code)
        try:
            round_ = self._patrols.round(pass_)
        except NotStored:
            return sorry("not read", 503, wait_s=5)
        stop = round_.stop(code)
        if stop is None:
            return self._page(round_, "unknown", 404, code=code)
        with suppress(NotStored):
            self._patrols.signs.visit(code, "patrol", self._patrols.passes.now_s())
        if stop.found.leads is None:
            why = "retired" if stop.found.sign.state == "retired" else "gone"
            return self._page(round_, why, 410, stop=stop, code=code)
        return self._page(round_, "sign", 200, stop=stop, code=code)

    def tell(self, code: str) -> Response:
        """Write down how a sign is."""
        passes, code = self._patrols.passes, written(code)
        if not is_from_here(self._patrols.walks.settings):
            return redirect(url_for("signs.sign", code=code), 303)
        if (pass_ := passes.held()) is None:
            return sorry("not written", 403)
        what, own = request.form.get("what", ""), _one_line(request.form.get("note", ""))
        try:
            stop = self._patrols.round(pass_).stop(code)
            if stop is None or stop.found.leads is None or what not in BUTTONS:
                return redirect(url_for("signs.sign", code=code), 303)
            self._write(stop, pass_, what, own)
        except NotStored:
            return sorry("not stored", 503, wait_s=5, code=code, what=what, note=own)
        return redirect(url_for("patrol.told", code=code), 303)

    def told(self, code: str) -> Response:
        """Show what was written of a sign last, and where to go next."""
        pass_, code = self._patrols.passes.held(), written(code)
        if pass_ is None:
            return redirect(url_for("signs.sign", code=code), 303)
        try:
            round_ = self._patrols.round(pass_)
        except NotStored:
            return sorry("not read", 503, wait_s=5)
        stop = round_.stop(code)
        if stop is None or stop.entry is None:
            return redirect(url_for("signs.sign", code=code), 303)
        return page("told", 200, stop=stop, left=round_.left, next=round_.next_after(code))

    def _write(self, stop: Stop, pass_: Pass, what: str, own: str) -> None:
        """Write it, unless it was just written. Raises NotStored."""
        kind, about = BUTTONS[what]
        note, now_s = " ".join(filter(None, (about, own))), self._patrols.passes.now_s()
        entry = stop.found.entry(kind, now_s, by=pass_.by, note=note)
        self._patrols.signs.add_once(entry, max(pass_.since_s, now_s - TWICE_S))

    def _page(
        self, round_: Round, kind: str, status: int, *, code: str, stop: Stop | None = None
    ) -> Response:
        settings = self._patrols.walks.settings
        return page(
            "sign",
            status,
            kind=kind,
            code=code,
            stop=stop,
            left=round_.left,
            next=round_.next_after(code),
            near=_near(round_, stop) if stop else None,
            map=_map(stop) if stop else "",
            address=f"{urlsplit(settings.public_url or request.host_url).netloc}/s/",
            longest=LONGEST_OWN_NOTE,
        )


def _map(stop: Stop) -> str:
    place = stop.found.leads.place if stop.found.leads else None
    return f"{MAP}{place.at.lat},{place.at.lon}" if place and place.at else ""


def _near(round_: Round, stop: Stop) -> dict[str, object] | None:
    """Give where a sign belongs, and where those of its story do, for the phone to compare.

    None where nobody knows the position of its place.
    """
    own = _spot(stop)
    if own is None or stop.found.leads is None:
        return None
    story = stop.found.leads.story.id
    stops = next(stops for of, stops in round_.groups if of.id == story)
    others = [spot for each in stops if each.code != stop.code and (spot := _spot(each))]
    return {**own, "others": others}


def _spot(stop: Stop) -> dict[str, object] | None:
    place = stop.found.leads.place if stop.found.leads else None
    if place is None or place.at is None:
        return None
    return {
        "name": place.name, "code": stop.code, "lat": place.at.lat, "lon": place.at.lon,
        "within_m": place.within_m,
    }  # fmt: skip


def _one_line(note: str) -> str:
    """Give a note in one line, without controls, which no database and no terminal wants."""
    shown = "".join(" " if unicodedata.category(char) == "Cc" else char for char in note)
    return " ".join(shown.split())[:LONGEST_OWN_NOTE].rstrip()
