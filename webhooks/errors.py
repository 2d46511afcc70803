"""What is said when a page is not there, too much was sent, or something broke."""

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from engine.faults import trace
from webhooks.logs import log, request_id
from webhooks.twilio.sms import later

WORDS = {
    404: ("There is nothing here", "The address may have a slip in it, or the page has moved."),
    405: ("That cannot be done here", "This address answers, but not to what was asked."),
    413: ("That is too much at once", "Please send less: a photo or a voice of 15 MB at the most."),
    500: ("Something broke", "It is our fault, and it has been noted. Please try once more."),
}
ELSE = ("That did not work", "What was sent could not be understood.")


def register(app: Flask) -> None:
    """Answer every error of this app in words."""
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
    title, text = WORDS.get(status, ELSE)
    if status == 500:
        text = f"{text} Its number is {request_id()}."
    if _is_hook() or not request.accept_mimetypes.accept_html:
        return Response(f"{title}. {text}\n", status, mimetype="text/plain")
    return Response(render_template("wrong.html", title=title, text=text), status)


def _is_hook() -> bool:
    return request.path.startswith("/hooks/")
