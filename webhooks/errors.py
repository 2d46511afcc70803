"""What is said when a page is not there, too much was sent, or something broke.

Telling of an error must not fail itself: the words are read before they are needed, who reads no
language that can be made out is told in English, and what cannot be drawn is told without a page.
"""

from pathlib import Path

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from engine.faults import trace
from webhooks.logs import log, request_id
from webhooks.twilio.sms import later
from webhooks.web.browsers import wanted_languages
from webhooks.web.words import USUAL, Words

WORDS = Words(Path(__file__).parent / "words")


def register(app: Flask) -> None:
    """Answer every error of this app in words."""
    # An error may well be that no more files can be opened.
    for language in WORDS.tongues():
        WORDS.of(language)
    app.register_error_handler(HTTPException, _expected)
    app.register_error_handler(Exception, _unexpected)


def _expected(error: HTTPException) -> Response:
    response = _in_words(error.code or 500)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    """Tell staff. Twilio asks again only after a 503, and asking again cannot do harm."""
    log.error("A request failed.", trace=trace(error))
    return later() if _is_hook() else _in_words(500)


def _in_words(status: int) -> Response:
    if _is_hook() or not request.accept_mimetypes.accept_html:
        return _plainly(status)
    try:
        return _as_page(status)
    except Exception as error:  # noqa: BLE001
        log.error("The page that tells of an error could not be drawn.", trace=trace(error))
        return _plainly(status)


def _as_page(status: int) -> Response:
    language = _language()
    page = render_template(
        "wrong.html",
        said=_said(status, language),
        all=WORDS.of(language)["all"],
        # Who types the address of a sign may leave out a part of it.
        signs=WORDS.of(language)["signs"] if status == 404 else "",
        language=language,
        kept={"language": language} if "language" in request.args else {},
    )
    return Response(page, status, {"Vary": "Accept, Accept-Language"})


def _plainly(status: int) -> Response:
    title, *texts = _said(status, USUAL)
    return Response(f"{title}. {' '.join(texts)}\n", status, mimetype="text/plain")


def _said(status: int, language: str) -> list[str]:
    """Give a title, and sentences to it."""
    words = WORDS.of(language)
    which = str(status) if str(status) in words else "else"
    number = [words["number"].format(number=request_id())] if status == 500 else []
    return [words[which], words[f"{which} how"], *number]


def _language() -> str:
    try:
        return WORDS.tongue_for(wanted_languages())
    except Exception as error:  # noqa: BLE001
        log.error("Nobody could tell which language is read.", trace=trace(error))
        return USUAL


def _is_hook() -> bool:
    return request.path.startswith("/hooks/")
