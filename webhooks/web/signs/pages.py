"""The page behind the code on a sign: /s/CODE. It needs no script, and says whose sign it is."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.languages.tables import language_of
from engine.paces import Pace, Paced, stand_in
from engine.places.zones import local_time
from engine.play.message import MAP
from engine.signs.register import A_PLAYER, Entry
from engine.store import NotStored
from engine.store.signs import Signs
from engine.story.zone import zone_of
from engine.texting.imprint import UNNAMED
from webhooks.web.browsers import (
    asked_language,
    is_from_here,
    is_seen,
    network_of,
    wanted_languages,
)
from webhooks.web.guessing import Guessing
from webhooks.web.invitations import keyword_of, sms_link, spaced
from webhooks.web.signs.found import Found, find, written
from webhooks.web.signs.words import tongue_for, tongues, words
from webhooks.web.walk.hours import day_told, hours_told
from webhooks.web.walk.session import held, new_session
from webhooks.web.walk.walks import Walks

NOT_KEPT = {"Cache-Control": "no-store", "Vary": "Accept-Language"}


# So many come by at once from one network, as a class does; beyond that nobody is counted, so that
# no machine wears the disk out or lets a sign that is gone look busy.
COMINGS = Pace(60, 1.0)


class Pages:
    """The doors. Who opens one is counted as a visit of its sign, and as nobody.

    `for_staff` gives the page of a sign to who is no visitor, and None to who is one.
    """

    def __init__(
        self, walks: Walks, signs: Signs, for_staff: Callable[[str], Response | None]
    ) -> None:
        self._walks = walks
        self._for_staff = for_staff
        self._signs = signs
        self._codes = Guessing(walks.settings, walks.clock)
        self._comings = Paced(COMINGS)

    def add_to(self, blueprint: Blueprint) -> None:
        """Put them into a blueprint."""
        blueprint.add_url_rule("/s", "type", self.type)
        blueprint.add_url_rule("/s/<code>", "sign", self.sign)
        # As who types an address in capitals writes it.
        blueprint.add_url_rule("/S", "typed", self.typed, defaults={"code": ""})
        blueprint.add_url_rule("/S/<code>", "typed", self.typed)
        blueprint.add_url_rule("/s/<code>/report", "report", self.report, methods=["POST"])

    def type(self) -> Response:
        """Ask for a code, and lead to its sign."""
        code = written(request.args.get("code", ""))
        if code:
            return redirect(url_for("signs.sign", code=code, **_kept()), 303)
        return self._page("type", 200)

    def typed(self, code: str) -> Response:
        """Lead who typed an address in capitals to its sign."""
        code = written(code)
        if code:
            return redirect(url_for("signs.sign", code=code, **_kept()), 303)
        return redirect(url_for("signs.type", **_kept()), 303)

    def sign(self, code: str) -> Response:
        """Show where a sign is, and how what it tells can be begun."""
        if (page := self._for_staff(code)) is not None:
            return page
        found = self._found(code)
        if wait_s := self._waits(found):
            return self._too_fast(wait_s)
        if not found.is_known:
            self._codes.missed()
            return self._page("unknown", 404, found=found)
        self._count(found)
        if found.story is None:
            return self._page("out", 410, found=found)
        return self._page("sign", 200, found=found, is_playing=self._is_playing(found))

    def report(self, code: str) -> Response:
        """Let the staff know that something is wrong with a sign."""
        found = self._found(code)
        if wait_s := self._waits(found):
            return self._too_fast(wait_s)
        if not found.is_known:
            self._codes.missed()
            return self._page("unknown", 404, found=found)
        if not is_from_here(self._walks.settings):
            return redirect(url_for("signs.sign", code=found.code, **_kept()), 303)
        if wait_s := self._comes_too_often():
            return self._too_fast(wait_s)
        now_s = self._now_s()
        try:
            self._signs.visit(found.code, "report", now_s, _entry(found, "damaged", now_s))
        except NotStored:
            return self._page("not stored", 503, found=found)
        return self._page("reported", 200, found=found)

    def _waits(self, found: Found) -> int:
        """Give in how many seconds a code is looked up again for who asks; 0 for at once.

        Where all together have guessed too often, what is on signs opens still: of codes with
        letters there are millions, so that who has one read it. Those of digits could be counted
        through.
        """
        if found.is_known and not found.code.isdigit():
            return self._codes.own_wait_s()
        return self._codes.wait_s()

    def _found(self, code: str) -> Found:
        now = self._walks.clock()
        return find(self._walks.catalog(), written(code), wanted_languages(), now)

    def _count(self, found: Found) -> None:
        """Count the visit; where that cannot be kept, the page is shown all the same."""
        if not is_seen():
            return
        now_s = self._now_s()
        is_missed = found.out is not None and found.out.why == "missing"
        news = _entry(found, "seen", now_s) if is_missed else None
        with suppress(NotStored):
            if not self._comes_too_often():
                self._signs.visit(found.code, "page", now_s, news)

    def _comes_too_often(self) -> int:
        """Give in how many seconds this network is counted again; 0 where it is."""
        network = network_of(self._walks.settings)
        if network is None:
            return 0
        return self._comings.did(stand_in(network), self._walks.clock().timestamp())

    def _is_playing(self, found: Found) -> bool:
        """Tell whether this browser has a play of the sign's story."""
        with suppress(NotStored):
            return found.story is not None and self._walks.seen(held(), found.story) is not None
        return False

    def _now_s(self) -> int:
        return int(self._walks.clock().timestamp())

    def _too_fast(self, wait_s: int) -> Response:
        response = self._page("too fast", 429)
        response.headers["Retry-After"] = str(wait_s)
        return response

    def _page(
        self, kind: str, status: int, *, found: Found | None = None, is_playing: bool = False
    ) -> Response:
        settings, language = self._walks.settings, tongue_for(wanted_languages())
        text = _text_of(found) if found and settings.phone else ""
        domain = urlsplit(settings.public_url or request.host_url).netloc
        page = render_template(
            "web/signs/sign.html",
            kind=kind,
            found=found,
            stands=_stands(found, language) if found else None,
            language=language,
            words=words(language),
            tongues=[(tag, language_of(tag).name) for tag in tongues() if tag != language],
            kept=_kept(),
            name=settings.name or UNNAMED,
            host=settings.name or domain,
            address=f"{domain}/s/",
            call=settings.call,
            calls=spaced(settings.call) if settings.call else "",
            text=text,
            phone=spaced(settings.phone) if settings.phone else "",
            sms=sms_link(settings.phone, text) if settings.phone and text else "",
            session=held(),
            is_playing=is_playing,
            message=new_session().id,
        )
        return make_response(page, status, NOT_KEPT)


def sign_pages(
    walks: Walks, signs: Signs, for_staff: Callable[[str], Response | None]
) -> Blueprint:
    """Make the doors of all signs."""
    blueprint = Blueprint("signs", __name__, template_folder="../templates")
    Pages(walks, signs, for_staff).add_to(blueprint)
    return blueprint


def _kept() -> dict[str, Any]:
    """Give what every address here keeps: who chose a language keeps it on the way."""
    asked = asked_language()
    return {"language": asked} if asked else {}


def _text_of(found: Found) -> str:
    """Give what is texted to scan a sign: its code, after a keyword of its story if it has one."""
    if found.story is None or found.closed:
        return ""
    return " ".join(filter(None, (keyword_of(found.story), found.code)))


def _entry(found: Found, kind: Literal["seen", "damaged"], now_s: int) -> Entry:
    """Give what is written of a sign that somebody saw, or reports."""
    by = A_PLAYER if kind == "damaged" else ""
    story, place = found.story, found.place
    return Entry(
        found.code, now_s, kind, by, story=story.id if story else "",
        place=place.id if place else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a sign stands, in words of the page's language; what there is nothing of is ""."""

    hours: str
    map: str
    back_on: str


def _stands(found: Found, language: str) -> Stands:
    place, out = found.place, found.out
    hours = hours_told(place.hours, language) if place and place.hours else ""
    back = out.until_s if out else None
    zone = zone_of(found.story, place) if found.story else "UTC"
    return Stands(
        hours=hours,
        map=f"{MAP}{place.at.lat},{place.at.lon}" if place and place.at else "",
        back_on=day_told(local_time(datetime.fromtimestamp(back, UTC), zone).date(), language)
        if back
        else "",
    )
