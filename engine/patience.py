"""Whether a text is answered at all: people are, and who wants silence; machines are not."""

from collections.abc import Callable

from engine.clock import Clock
from engine.floods import Floods
from engine.incoming import Incoming
from engine.languages.folding import fold
from engine.play.catalog import Catalog
from engine.play.events import Said
from engine.play.matching import LONGEST_HEARD, sign_in
from engine.play.wishes import asks_of_wayside, wants_silence
from engine.store.known import SENT_TO
from engine.store.open_turn import OpenTurn

FLOODED = "One number sends what only a machine would. It is not answered for ten minutes."


class Patience:
    """Judges texts by how many come of one number. Without `floods` everybody is answered."""

    def __init__(
        self,
        floods: Floods | None,
        catalog: Callable[[], Catalog],
        clock: Clock,
        tell_staff: Callable[..., None],
    ) -> None:
        self._floods = floods
        self._catalog = catalog
        self._clock = clock
        self._tell_staff = tell_staff

    def answers(self, turn: OpenTurn, incoming: Incoming) -> bool:
        """Tell whether a message is answered, or too many come; who wants silence is heard.

        Who asks for help, or to be forgotten, is a few times more than others.
        """
        catalog, event = self._catalog(), incoming.event
        costs = incoming.address.kind in SENT_TO and not incoming.is_late
        if self._floods is None or not costs or wants_silence(catalog, event):
            return True
        sender, now_s = incoming.address.value, self._clock().timestamp()
        own = _own_words(incoming, catalog)
        verdict = self._floods.heard(sender, incoming.message, own, now_s)
        if verdict == "machine":
            self._tell_staff(FLOODED, channel=incoming.address.kind)
        if verdict == "answer":
            return True
        asks = asks_of_wayside(catalog, turn.player.language, event)
        return asks and self._floods.may_ask(sender, incoming.message, now_s)


def _own_words(incoming: Incoming, catalog: Catalog) -> str:
    """Give what only its sender would say; numbers of choices and codes of signs come again."""
    event = incoming.event
    words = fold(event.text[:LONGEST_HEARD]) if isinstance(event, Said) else ()
    again = "".join(words).isdecimal() or sign_in(words, catalog.keywords, catalog.signs)
    return "" if again else " ".join(words)
