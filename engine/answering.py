"""What of a turn is answered at once, and what is sent after it."""

from collections.abc import Iterator

from engine.play.effects import Erase, Lead, Offer, Repeat, Say, Shown
from engine.play.hear import Heard
from engine.play.message import message
from engine.store.known import SENT_TO
from engine.store.open_turn import OpenTurn
from engine.store.outcome import Letters
from engine.texting.parts import parts
from engine.texting.segments import segments


def told(heard: Heard, turn: OpenTurn, *, waits: bool) -> tuple[tuple[Shown, ...], Letters]:
    """Give the answer, and the letters that go beside it.

    By text an answer is one text, and the rest of a long one is sent after it. Where nobody `waits`
    for it, all of it is sent. Else what still waited to be sent is said first: who writes before a
    nudge went is not nudged after.
    """
    answer = tuple(_shown(heard, turn))
    if turn.kind not in SENT_TO:
        return answer, Letters()
    if not waits:
        return answer, Letters(tuple(parts(message(answer))), are_all=True)
    leaves = heard.player.stopped or any(isinstance(each, Erase) for each in heard.effects)
    unsent = turn.unsent() if answer and not leaves else ()
    answer = (*map(Say, unsent), *answer)
    first, *rest = parts(message(answer)) or [""]
    return answer, Letters(
        tuple(rest),
        follow_answer=bool(rest),
        instead_of_unsent=bool(unsent),
        answer_segments=segments(first).count,
    )


def _shown(heard: Heard, turn: OpenTurn) -> Iterator[Shown]:
    for effect in heard.effects:
        if isinstance(effect, Say | Offer | Lead):
            yield effect
        elif isinstance(effect, Repeat):
            yield from turn.last_answer(heard.player.story or "")
