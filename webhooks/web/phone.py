"""A phone drawn on the screen: what is typed there goes through the very turn of a text."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.play.catalog import Catalog
from engine.play.events import Said
from engine.turns import Address, Incoming, NotStored, Turns
from webhooks.settings import Settings
from webhooks.web.browsers import is_https, read_languages
from webhooks.web.gifts import PRETEND, Pretend, asked_for
from webhooks.web.invitations import invitation, spaced
from webhooks.web.transcript import Exchange, added, packed, unpacked

MOST_TEXT_CHARS = 1600  # as a text message by Twilio
ID = re.compile("[0-9a-f]{32}")
SHORT_ID = 8
SEEN = re.compile("[0-9]{1,15}")
LOOK_AGAIN_S = 5


@dataclass(frozen=True, slots=True)
class Phone:
    """One of the two phones that a browser can hold; `id` is 32 hex digits that only it knows."""

    number: int
    id: str

    @property
    def token(self) -> str:
        """Give what every form of this phone bears, and no other site can know."""
        return hmac.digest(self.id.encode(), b"form", "sha256").hex()[:32]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a phone shows. `seen` is the number of the last thing that came by itself.

    `came`: something did that the browser did not have. `more_in_s`: in how many seconds more may
    come, None while nothing is to come.
    """

    exchanges: tuple[Exchange, ...] = ()
    seen: int = 0
    more_in_s: int | None = None
    came: bool = False


def add_phone(
    blueprint: Blueprint, turns: Turns, catalog: Callable[[], Catalog], settings: Settings
) -> None:
    """Add /try to the pages: a phone, or kind words where the settings have it off."""
    if not settings.try_page:
        blueprint.add_url_rule("/try", view_func=_switched_off, methods=["GET", "POST"])
        return

    @blueprint.get("/try")
    def try_page() -> Response:
        phone = _held() or _new_phone()
        screen = _looked(phone, turns)
        page = _hand_over(phone, _drawn(phone, screen, catalog(), settings), settings)
        return _remember(phone, screen, page, settings) if screen.came else page

    @blueprint.post("/try")
    def send() -> Response:
        phone = _held()
        if phone is None or not _is_own_form(phone):
            return _unknown_phone()
        text = (request.form.get("key") or request.form.get("text", ""))[:MOST_TEXT_CHARS]
        pretend = PRETEND.get(request.form.get("gift", ""))
        if not text.strip() and pretend is None:
            return _back_to(phone)
        form = _form_id()
        try:
            before = _looked(phone, turns)
            answer = turns.take(_incoming(phone, form, text, pretend))
        except NotStored:
            return _not_stored(phone, form, text, pretend)
        sent = pretend.shown(text) if pretend else text
        shown = added(before.exchanges, Exchange(form[:SHORT_ID], sent, answer.effects))
        screen = replace(before, exchanges=shown)
        return _remember(phone, screen, _back_to(phone, "newest"), settings)

    @blueprint.post("/try/over")
    def start_over() -> Response:
        phone = _held()
        if phone is None or not _is_own_form(phone):
            return _unknown_phone()
        fresh = _new_phone()
        return _remember(fresh, Screen(), _hand_over(fresh, _back_to(fresh), settings), settings)


def _switched_off() -> tuple[str, int]:
    return render_template("web/switched_off.html"), 404


def _looked(phone: Phone, turns: Turns) -> Screen:
    """Give what the browser has, and what came by itself since, as far as it can be read now."""
    seen = request.cookies.get(_seen_cookie(phone.number), "")
    last = int(seen) if SEEN.fullmatch(seen) else 0
    exchanges = unpacked(request.cookies.get(_transcript_cookie(phone.number), ""), phone.id)
    try:
        found = turns.unasked(Address("try", phone.id), last)
    except NotStored:
        return Screen(exchanges, last, LOOK_AGAIN_S)
    for number, answer in found.answers:
        last = number
        exchanges = added(exchanges, Exchange(f"{number}", "", answer))
    return Screen(exchanges, last, found.more_in_s, bool(found.answers))


def _drawn(phone: Phone, screen: Screen, catalog: Catalog, settings: Settings) -> Response:
    exchanges = screen.exchanges
    page = render_template(
        "web/try.html",
        phone=phone,
        other=2 if phone.number == 1 else 1,
        form=secrets.token_hex(16),
        exchanges=exchanges,
        choices=exchanges[-1].choices if exchanges else (),
        invitations=[invitation(story, None, "en") for story in catalog.stories.values()],
        number=spaced(settings.phone) if settings.phone else None,
        ready=request.args.get("say", "")[:MOST_TEXT_CHARS],
        most=MOST_TEXT_CHARS,
        more_in_s=screen.more_in_s,
        gifts=asked_for(catalog.stories.values()),
    )
    return make_response(page)


def _not_stored(phone: Phone, form: str, text: str, pretend: Pretend | None) -> Response:
    """Show the text again, in a form with the same id: if it was stored after all, it is once."""
    page = render_template(
        "web/not_stored.html", phone=phone, form=form, text=text, pretend=pretend
    )
    return make_response(page, 503, {"Retry-After": "5", "Cache-Control": "no-store"})


def _unknown_phone() -> Response:
    return make_response(render_template("web/unknown_phone.html", number=_number()), 400)


def _back_to(phone: Phone, anchor: str | None = None) -> Response:
    """Lead to the phone by GET, so that a reload sends nothing again."""
    number = phone.number if phone.number > 1 else None
    return redirect(url_for("web.try_page", phone=number, _anchor=anchor), 303)


# Who it is: the phone's number comes in the form or the address, its id in a cookie.


def _number() -> int:
    return 2 if request.values.get("phone") == "2" else 1


def _held() -> Phone | None:
    number = _number()
    id_ = request.cookies.get(_id_cookie(number), "")
    return Phone(number, id_) if ID.fullmatch(id_) else None


def _new_phone() -> Phone:
    return Phone(_number(), secrets.token_hex(16))


def _is_own_form(phone: Phone) -> bool:
    token = request.form.get("token", "")
    return hmac.compare_digest(token.encode(), phone.token.encode())


def _form_id() -> str:
    id_ = request.form.get("form", "")
    return id_ if ID.fullmatch(id_) else secrets.token_hex(16)


def _incoming(phone: Phone, form: str, text: str, pretend: Pretend | None) -> Incoming:
    """Make a message: the same words in the same form are the same message.

    Other words in a form that the browser had kept (by its back button) are another.
    """
    sent = pretend.shown(text) if pretend else text
    words = hashlib.sha256(sent.encode("utf-8", "replace")).hexdigest()[:16]
    event = pretend.sent(text) if pretend else Said(text)
    address = Address("try", phone.id)
    return Incoming(f"{phone.id}.{form}.{words}", address, event, languages=read_languages())


# What the browser keeps.


def _id_cookie(number: int) -> str:
    return f"wayside-phone-{number}"


def _transcript_cookie(number: int) -> str:
    return f"wayside-texts-{number}"


def _seen_cookie(number: int) -> str:
    return f"wayside-seen-{number}"


def _hand_over(phone: Phone, response: Response, settings: Settings) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return _set(response, _id_cookie(phone.number), phone.id, settings)


def _remember(phone: Phone, screen: Screen, response: Response, settings: Settings) -> Response:
    value = packed(screen.exchanges, phone.id)
    if screen.came:
        _set(response, _seen_cookie(phone.number), str(screen.seen), settings)
    return _set(response, _transcript_cookie(phone.number), value, settings)


def _set(response: Response, name: str, value: str, settings: Settings) -> Response:
    response.set_cookie(
        name, value, path="/try", httponly=True, samesite="Lax", secure=is_https(settings)
    )
    return response
