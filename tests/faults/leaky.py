"""Wayside made to leak on purpose, to see that the canaries are found.

`python -m tests.faults.leaky tells-all serve ...` with any name below.
"""

import logging
import sys
import traceback
from collections.abc import Callable
from typing import Any

from engine import faults
from engine.store import opening
from engine.store.washing import Washing
from webhooks import logs
from webhooks.command import main


def tells_all() -> None:
    """Log whatever is handed to a logger, and the words of errors."""

    def keep(_logger: object, _method: str, entry: Any) -> Any:
        return entry

    def trace(error: BaseException) -> list[str]:
        return traceback.format_exception(error)

    def emit(self: logging.Handler, record: logging.LogRecord) -> None:
        logs.log.log(record.levelno, record.getMessage())

    logs._only_known = logs._redacted = keep
    faults.trace = logs.trace = trace
    logs._ToOurs.emit = emit  # type: ignore[method-assign]
    from engine import turns  # noqa: PLC0415 - after what it takes from the logs

    turns._trace = lambda error: "".join(traceback.format_exception(error))


def keeps_traces() -> None:
    """Leave what is deleted in the free space of the database's files."""
    opening.PRAGMAS = tuple(each for each in opening.PRAGMAS if "secure" not in each)
    opening.PRAGMAS += ("secure_delete=OFF",)
    Washing.empty_log = lambda self: True  # type: ignore[method-assign]
    Washing.rewrite = lambda self: None  # type: ignore[method-assign]


LEAKS: dict[str, Callable[[], None]] = {"tells-all": tells_all, "keeps-traces": keeps_traces}

if __name__ == "__main__":
    LEAKS[sys.argv.pop(1)]()
    main(prog_name="wayside")
