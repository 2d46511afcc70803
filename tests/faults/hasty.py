"""Wayside as it is, but for how long it waits before it goes on with what was broken off.

`python -m tests.faults.hasty serve ...`; with a name of `broken.py` before it, broken as well.
"""

import sys

from engine.store import keeping, outbox
from tests.faults.broken import BREAKS_OF_SEVERAL
from webhooks.command import main

CLAIMED_S = 6
NEXT_AFTER_S = 2

if __name__ == "__main__":
    outbox.CLAIMED_S = CLAIMED_S
    outbox.NEXT_AFTER_S = keeping.NEXT_AFTER_S = NEXT_AFTER_S
    if fault := BREAKS_OF_SEVERAL.get(sys.argv[1]):
        del sys.argv[1]
        fault()
    main(prog_name="wayside")
