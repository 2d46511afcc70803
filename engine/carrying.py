"""A play that goes on elsewhere: by a link in a browser, by a code on a phone."""

import re
from collections.abc import Callable
from datetime import datetime

from engine.incoming import Incoming
from engine.play.effects import Carry
from engine.play.events import Carried
from engine.play.hear import Heard
from engine.play.world import World
from engine.store.known import SENT_TO
from engine.store.open_turn import OpenTurn

# What goes before a code where it is shown, and is texted with it.
WORD = "GO"
_CODE = re.compile(r"\s*go[\s-]*([2-9][a-z0-9]{2})[\s-]?([a-z0-9]{3}[2-9])[\s.!]*", re.IGNORECASE)


def code_in(text: str) -> str | None:
    """Give the code that a text is, as "GO 7K3F9Q4" or "go 7k3 f9q4"; None where it is no such."""
    match = _CODE.fullmatch(text)
    return f"{match[1]}{match[2]}".upper() if match else None


def carried_by(turn: OpenTurn, incoming: Incoming, now: datetime) -> Carried | None:
    """Take the code that a text is, and give what came of it; None where it is none.

    What comes late moves nothing: its code has lost its time.
    """
    code = code_in(incoming.words)
    if code is None or incoming.address.kind not in SENT_TO or turn.player.stopped:
        return None
    return Carried(refused="unknown") if incoming.is_late else turn.join(code, now)


def link_for(turn: OpenTurn, incoming: Incoming | None, address: str) -> Callable[[], str]:
    """Give what gives the link to a play, below this address; "" where there is none.

    That is on the web itself, and where nobody has asked.
    """
    if not address or incoming is None or turn.kind not in SENT_TO:
        return str
    return lambda: f"{address}{turn.token}"


def untold(heard: Heard, world: World) -> frozenset[str]:
    """Give the stories of which an answer tells nothing: AGAIN and pages tell what was before."""
    moves = Carry() in heard.effects
    return frozenset(play.story for play in heard.plays if moves or world.is_shut(play.story))
