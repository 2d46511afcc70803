"""The last texts on a phone drawn on the screen, carried by the browser in one cookie.

What players type is nowhere kept by the server, so the page that shows it gets it from the
browser: JSON, compressed, with an HMAC under the phone's own secret id. After "Start over" the
id is another, and the old cookie is nobody's.
"""

import base64
import binascii
import hmac
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from engine.play.effects import Offer, Say, Shown
from engine.play.message import message

# With all other headers this stays under 4 KB: nginx takes no more from a server, unless told to.
MOST_CHARS = 2800
MOST_PLAIN_BYTES = 65_536
MOST_SHOWN = 160
SHORTER = (4000, 1600, 700, 300)
MARK = " …"
SEAL_BYTES = 16


@dataclass(frozen=True, slots=True)
class Exchange:
    """One text of a player and its answer; `id` is that of the form it was sent with.

    What came by itself has no text, and its number as `id`.
    """

    id: str
    text: str
    answer: tuple[Shown, ...] = ()

    @property
    def wording(self) -> str:
        """Give the answer as the one text a phone would get, "" if there was none."""
        return message(self.answer)

    @property
    def choices(self) -> tuple[str, ...]:
        """Give the choices that were offered last in the answer."""
        offers = [effect.choices for effect in self.answer if isinstance(effect, Offer)]
        return offers[-1] if offers else ()


def added(before: tuple[Exchange, ...], new: Exchange) -> tuple[Exchange, ...]:
    """Put an exchange at the end, unless it is there already: a second delivery of a form."""
    known = any((old.id, old.text) == (new.id, _cut(new.text, MOST_SHOWN)) for old in before)
    return before if known else (*before, replace(new, text=_cut(new.text, MOST_SHOWN)))


def packed(exchanges: tuple[Exchange, ...], key: str) -> str:
    """Write as many of the last exchanges as fit into MOST_CHARS characters of a cookie.

    An answer that alone is longer is cut, and ends with an ellipsis.
    """
    return next(value for value in _ever_shorter(exchanges, key) if len(value) <= MOST_CHARS)


def unpacked(value: str, key: str) -> tuple[Exchange, ...]:
    """Read what `packed` wrote under this key; anything else is no exchange at all."""
    try:
        sealed = base64.urlsafe_b64decode(value)
        seal, pressed = sealed[:SEAL_BYTES], sealed[SEAL_BYTES:]
        if not hmac.compare_digest(seal, _seal(pressed, key)):
            return ()
        plain = zlib.decompressobj().decompress(pressed, MOST_PLAIN_BYTES)
        return tuple(_exchange(*entry) for entry in json.loads(plain))
    except (binascii.Error, zlib.error, ValueError, TypeError):
        return ()


def _ever_shorter(exchanges: tuple[Exchange, ...], key: str) -> Iterator[str]:
    fewer = (exchanges[first:] for first in range(len(exchanges)))
    cut = ((_shortened(exchanges[-1], most),) for most in SHORTER if exchanges)
    kept: Iterable[tuple[Exchange, ...]] = chain(fewer, cut, [()])
    return (_sealed(entries, key) for entries in kept)


def _shortened(exchange: Exchange, most: int) -> Exchange:
    return replace(exchange, answer=(Say(_cut(exchange.wording, most)),))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - len(MARK)] + MARK


def _sealed(exchanges: tuple[Exchange, ...], key: str) -> str:
    plain = json.dumps([_entry(exchange) for exchange in exchanges], ensure_ascii=False)
    pressed = zlib.compress(plain.encode(), 9)
    return base64.urlsafe_b64encode(_seal(pressed, key) + pressed).decode()


def _seal(pressed: bytes, key: str) -> bytes:
    return hmac.digest(key.encode(), b"transcript" + pressed, "sha256")[:SEAL_BYTES]


def _entry(exchange: Exchange) -> list[object]:
    parts = [
        part.choices if isinstance(part, Offer) else message((part,)) for part in exchange.answer
    ]
    return [exchange.id, exchange.text, parts]


def _exchange(of: str, text: str, parts: list[str | list[str]]) -> Exchange:
    answer = (Say(part) if isinstance(part, str) else Offer(tuple(part)) for part in parts)
    return Exchange(of, text, tuple(answer))
