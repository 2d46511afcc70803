"""What operators read: one JSON object a line, never with a number, a text or a token in it."""

import logging
import secrets
import sys
import threading
import warnings
from collections.abc import Iterable
from contextvars import ContextVar
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, WrappedLogger

from engine.faults import trace
from webhooks.redacting import SHORTEST_SECRET, redacted_value, stands_in

# Whatever else is handed to a logger is left out: what is not named here was not thought about.
FIELDS = frozenset(
    {
        "time", "level", "event", "request", "reason", "missing", "error", "trace", "channel",
        "status", "logger", "stories", "problems", "count", "method", "route", "ms",
    }
)  # fmt: skip

# Made here, or looked at when they came (the number that a proxy gave): they are left as they are.
OURS = frozenset({"time", "level", "request", "trace", "logger", "method", "route", "ms"})
# Their words are made of numbers of processes, and worth knowing.
TRUSTED = frozenset({"_granian", "granian"})

log: structlog.stdlib.BoundLogger = structlog.get_logger()
# What the request is called that is being answered. structlog's own way takes twenty times as long.
REQUEST: ContextVar[str] = ContextVar("request", default="")

_hidden: set[str] = set()


def hide(values: Iterable[str]) -> None:
    """Keep these, such as tokens, out of every line from now on."""
    _hidden.update(value for value in values if len(value) >= SHORTEST_SECRET)


def set_up(stream: TextIO | None = None) -> None:
    """Write what is logged from now on to `stream` (standard error), libraries' words too."""
    structlog.configure(
        processors=[
            _numbered,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            _only_known,
            _redacted,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(stream or cast(TextIO, _StandardError())),
    )
    logging.basicConfig(handlers=[_ToOurs()], level=logging.WARNING, force=True)


def catch_all() -> None:
    """Have what nobody catches logged as well: errors in threads and at the end, and warnings.

    Python would else print them with their own words. For a process that serves.
    """
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda left: _uncaught(left.exc_type, left.exc_value, left.exc_traceback)
    threading.excepthook = lambda left: _uncaught(left.exc_type, left.exc_value, left.exc_traceback)
    warnings.showwarning = _warned


def request_id() -> str:
    """Give what this request is called in the log (`webhooks/entrance.py`)."""
    return REQUEST.get() or secrets.token_hex(8)


def tell_staff(what: str, **facts: object) -> None:
    """Tell of what a player has met, or might: a fault where a trace leads to it, else a warning.

    What was foreseen has words of its own, and is nothing to be mended in the program.
    """
    log.log(logging.ERROR if "trace" in facts else logging.WARNING, what, **facts)


def _uncaught(
    kind: type[BaseException], error: BaseException | None, _tb: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    log.error("Something broke that nobody caught.", trace=trace(error) if error else [])


def _warned(  # noqa: PLR0917 - as Python asks for it
    message: Warning | str,  # noqa: ARG001 - its words may be a player's
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    log.warning("A library warns.", error=category.__qualname__, trace=[f"{filename}:{lineno}"])


class _StandardError:
    """Standard error as it is at each line: it may be replaced."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


class _ToOurs(logging.Handler):
    """Takes what libraries log, without the values they fill in and an error's own words.

    Words that do not stand in the library's own file were filled in before, perhaps with a
    player's; then only where they come from is told.
    """

    def emit(self, record: logging.LogRecord) -> None:
        found = record.exc_info[1] if record.exc_info else None
        frames = trace(found) if found else []
        words = str(record.msg).partition("\n")[0]
        if record.name not in TRUSTED and not stands_in(record.pathname, words):
            words = "A library has something to say."
            frames = [*frames, f"{record.pathname}:{record.lineno} {record.funcName}"]
        log.log(record.levelno, words, logger=record.name, **({"trace": frames} if frames else {}))


def _numbered(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    if number := REQUEST.get():
        entry.setdefault("request", number)
    return entry


def _only_known(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    return {name: entry[name] for name in entry if name in FIELDS}


def _redacted(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    return {
        name: value if name in OURS else redacted_value(value, _hidden)
        for name, value in entry.items()
    }
