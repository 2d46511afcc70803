"""Taking out of a line for the log what might be somebody's, or open a door.

The last guard: what is logged is chosen so that it holds none of this (`webhooks/logs.py`).
"""

import linecache
import re
from collections.abc import Iterable, Mapping
from typing import Any

HIDDEN = "[hidden]"
SHORTEST_SECRET = 6
# An address on the web: its path and query may hold names, numbers and tokens.
_URL = re.compile(
    r"\b([a-z][a-z0-9+.-]*://)(?:[^\s/@'\"]*@)?([^\s/?#'\"]+)[^\s'\"]*", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# Seven digits or more, however they are parted; in any script.
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-/\u2010-\u2015]{0,3}\d){6,}")
# Ids, keys and signatures: long, without a space, and with digits among the letters.
_TOKEN = re.compile(r"(?=[\w+=-]{0,200}\d)(?=[\w+=-]{0,200}[A-Za-z])[\w+=-]{16,}")
_BASE64 = re.compile(
    r"(?=[\w+/=-]{0,400}[a-z])(?=[\w+/=-]{0,400}[A-Z])(?=[\w+/=-]{0,400}\d)[\w+/=-]{20,}"
)


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """Give a text without secrets, web addresses, mail, numbers and tokens."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    text = _URL.sub(rf"\1\2/{HIDDEN}", text)
    for pattern in (_MAIL, _BASE64, _TOKEN, _NUMBER):
        text = pattern.sub(HIDDEN, text)
    return text


def redacted_value(value: Any, secrets: Iterable[str] = ()) -> Any:
    """Give a value with every text in it redacted; what is neither text nor number goes."""
    match value:
        case None | bool():
            return value
        case int() | float():
            return value if abs(value) < 1_000_000 else HIDDEN
        case str():
            return redacted(value, secrets)
        case Mapping():
            return {
                redacted(str(name), secrets): redacted_value(each, secrets)
                for name, each in value.items()
            }
        case list() | tuple() | set() | frozenset():
            return [redacted_value(each, secrets) for each in value]
        case _:
            return HIDDEN


def stands_in(file: str, words: str) -> bool:
    """Tell whether words stand so in a program's file: then they are nobody's but its author's.

    What was filled in before it came to the log does not stand there.
    """
    return bool(words) and any(words in line for line in linecache.getlines(file))
