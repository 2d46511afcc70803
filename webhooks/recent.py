"""Files that were given out a moment ago: players fetch one in many parts."""

import threading
from collections import OrderedDict
from collections.abc import Callable

# More than the largest walk that is published without its author saying so.
MOST_BYTES = 32 * 1024 * 1024


class Recent:
    """Remembers what `found` gave, the latest files first, up to so many bytes in all.

    The database gives a file whole; a phone asks for it in parts, again and again. What a name
    gives never changes, so nothing here grows old.
    """

    def __init__(self, found: Callable[[str], bytes | None], most_bytes: int = MOST_BYTES) -> None:
        self._found = found
        self._most_bytes = most_bytes
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._guard = threading.Lock()

    def __call__(self, name: str) -> bytes | None:
        """Give a file by its public name; None where there is none."""
        with self._guard:
            if name in self._files:
                self._files.move_to_end(name)
                return self._files[name]
        data = self._found(name)
        if data is not None:
            self._remember(name, data)
        return data

    def _remember(self, name: str, data: bytes) -> None:
        with self._guard:
            if name in self._files or len(data) > self._most_bytes:
                return
            self._files[name] = data
            self._bytes += len(data)
            while self._bytes > self._most_bytes:
                _, forgotten = self._files.popitem(last=False)
                self._bytes -= len(forgotten)
