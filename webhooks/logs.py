"""What operators read: one JSON object a line, never with a number, a text or a token in it."""

import logging
import secrets
import sys
import traceback
from typing import TextIO

import structlog
from flask import g, has_request_context
from structlog.typing import EventDict, WrappedLogger

# Whatever else is handed to a logger is left out: what is not named here was not thought about.
FIELDS = frozenset(
    {
        "time", "level", "event", "request", "reason", "missing", "error", "trace", "channel",
        "status", "logger", "stories", "problems", "count",
    }
)  # fmt: skip

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def set_up(stream: TextIO | None = None) -> None:
    """Write what is logged from now on to `stream` (standard error), libraries' words too."""
    stream = stream or sys.stderr
    structlog.configure(
        processors=[
            _with_request,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            _only_known,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(stream),
    )
    logging.basicConfig(handlers=[_ToOurs()], level=logging.WARNING, force=True)


def request_id() -> str:
    """Give what this request is called in the log; made when it is first asked for."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def trace(error: BaseException) -> list[str]:
    """Give where an error arose, the outermost first, without its words: they may be a player's."""
    frames = [
        f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    return [*(trace(cause) if cause else []), *frames, type(error).__qualname__]


def tell_staff(what: str, **facts: object) -> None:
    """Tell of a fault that a player has met."""
    log.error(what, **facts)


class _ToOurs(logging.Handler):
    """Takes what libraries log, without the values they fill in and an error's own words."""

    def emit(self, record: logging.LogRecord) -> None:
        facts = (
            {"trace": trace(record.exc_info[1])} if record.exc_info and record.exc_info[1] else {}
        )
        words = str(record.msg).partition("\n")[0]
        log.log(record.levelno, words, logger=record.name, **facts)


def _with_request(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    return {**entry, "request": request_id()} if has_request_context() else entry


def _only_known(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    return {name: entry[name] for name in entry if name in FIELDS}
