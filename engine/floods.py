"""Too many texts: machines that text each other for ever, and what would cost more than planned.

Kept in the memory of each process: who is forgotten here may text ten times more, and no more than
that is at stake.
"""

import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

# A player is answered so often within a minute.
MOST_ANSWERS = 10
WITHIN_S = 60
# So many texts within a minute, or so many equal ones in a row, are a machine's.
MACHINE_TEXTS = 20
MACHINE_EQUAL = 8
SILENT_S = 10 * 60
# What must be heard whatever else somebody sends (HELP, FORGET ME) is answered so often beyond
# that: carriers ask for it, and FORGET ME is asked back once. Not more, because another machine may
# take our answer to HELP for a question and ask HELP again: who hears nothing more has nothing to
# answer, so that the two end.
MOST_ASKED = 4
ASKED_WITHIN_S = 60 * 60
MOST_REMEMBERED = 20_000

# Answer; leave this one unanswered; or begin to be silent, which staff are to be told of.
Verdict: TypeAlias = Literal["answer", "silence", "machine"]


@dataclass(slots=True)
class _Sender:
    """What one sender sent in the last minute: when, by which id; and how often the same words.

    `asked` is what was answered all the same, in the last hour.
    """

    heard: deque[tuple[float, str]] = field(default_factory=deque)
    answered: deque[float] = field(default_factory=deque)
    asked: deque[tuple[float, str]] = field(default_factory=deque)
    words: str = ""
    equal: int = 0
    silent_until_s: float = 0


class Floods:
    """Who has sent how much lately; any number of threads may ask at once."""

    def __init__(self) -> None:
        self._senders: OrderedDict[str, _Sender] = OrderedDict()
        self._guard = threading.Lock()

    def heard(self, sender: str, message: str, words: str, now_s: float) -> Verdict:
        """Tell what to do with a message; the same id twice is one message.

        `words` are empty for what people send again and again: numbers of choices, codes of signs.
        """
        with self._guard:
            one = self._sender(sender)
            _forget(one, now_s)
            if any(message == id_ for _, id_ in one.heard):
                return "silence" if now_s < one.silent_until_s else "answer"
            one.heard.append((now_s, message))
            one.equal = one.equal + 1 if words and words == one.words else 1
            one.words = words
            if now_s < one.silent_until_s:
                return "silence"
            if len(one.heard) >= MACHINE_TEXTS or (words and one.equal >= MACHINE_EQUAL):
                one.silent_until_s = now_s + SILENT_S
                return "machine"
            if len(one.answered) >= MOST_ANSWERS:
                return "silence"
            one.answered.append(now_s)
            return "answer"

    def may_ask(self, sender: str, message: str, now_s: float) -> bool:
        """Tell whether somebody who is too many is answered what must be heard, a few times."""
        with self._guard:
            asked = self._sender(sender).asked
            while asked and not now_s - ASKED_WITHIN_S < asked[0][0] <= now_s:
                asked.popleft()
            if any(message == id_ for _, id_ in asked):
                return True
            if len(asked) >= MOST_ASKED:
                return False
            asked.append((now_s, message))
            return True

    def _sender(self, sender: str) -> _Sender:
        one = self._senders.setdefault(sender, _Sender())
        self._senders.move_to_end(sender)
        if len(self._senders) > MOST_REMEMBERED:
            self._senders.popitem(last=False)
        return one


def _forget(one: _Sender, now_s: float) -> None:
    """Forget what is more than a minute old, and what a clock that was put back since has noted."""
    while one.heard and not now_s - WITHIN_S < one.heard[0][0] <= now_s:
        one.heard.popleft()
    while one.answered and not now_s - WITHIN_S < one.answered[0] <= now_s:
        one.answered.popleft()
    one.silent_until_s = min(one.silent_until_s, now_s + SILENT_S)
