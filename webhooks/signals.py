"""Being asked to end, by a terminal or by what supervises processes."""

import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeAlias

from webhooks.stopping import Stopping

Handler: TypeAlias = Callable[[int, FrameType | None], Any]
POLL_S = 0.02


def finish_before_serving_ends(stopping: Stopping) -> None:
    """Let what was begun be finished before granian, which is yet to be started, hears SIGTERM.

    To be called in the main thread of a worker, before it starts others. A Ctrl-C is for the
    process that started it, which asks it to end in turn: granian's worker would go on as if
    nothing had been said, were it told by both.
    """
    if sys.platform == "win32":
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    before = signal.getsignal(signal.SIGTERM)
    threading.Thread(target=_wait, args=(stopping, before), daemon=True).start()


def _wait(stopping: Stopping, before: object) -> None:
    if sys.platform != "win32":
        signal.sigwait({signal.SIGTERM})
    stopping.finish()
    while (handler := signal.getsignal(signal.SIGTERM)) is before or not callable(handler):
        time.sleep(POLL_S)
    handler(signal.SIGTERM, None)


def on_end(do: Handler) -> None:
    """Have this done when the process is asked to end."""
    signal.signal(signal.SIGTERM, do)
    signal.signal(signal.SIGINT, do)
