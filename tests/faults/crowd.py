"""A crowd that counts what it is answered and what it is sent.

Walkers text all the time, and each answer must say the next number: a turn that was lost or stepped
twice is seen. Some of their texts are delivered twice, to two servers at the same moment or later.
Listeners text once, and are sent so many letters by and by, each with its number.
"""

import random
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from tests.faults.killing import STORY, ask
from tests.twilio_api import Api
from tests.twilio_stub import ACCOUNT, PUBLIC_URL, signed, text

LETTERS = 3
HUMMING = """
story: The Humming Stone
start: stone
keywords: [HUM]
remember: {hums: 0}
scenes:
  stone:
    say: You sit down.
    choices: [{pick: Stay}]
    after:
""" + "".join(
    f'      {second} s: {{do: add 1 to hums, say: "Hum {{hums}}."}}\n'
    for second in range(1, LETTERS + 1)
)
STORIES = {"stone": STORY, "hum": HUMMING}
WALKERS = 8
LISTENER_EVERY_S = 0.3
RETRY_AFTER_S = 0.05
LONGEST_END_S = 30.0
# Twilio takes a while for an answer, and longer to tell what became of a text.
ANSWER_S = 0.4
FATE_S = 0.5
_HUMS = re.compile(r"Hum \d+\.")
_STEPS = re.compile(r"You took (\d+) steps\.")


@dataclass
class Seen:
    """What was answered: each status with when, by which server and after how long; and faults."""

    answers: list[tuple[float, int, int, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def statuses(self, since: float = 0, until: float = float("inf")) -> Counter[int]:
        """Count the statuses of what was asked after one moment and answered before another."""
        return Counter(
            status
            for at, _port, status, took_s in self.answers
            if at - took_s >= since and at <= until
        )

    def slowest_s(self, status: int, since: float = 0) -> float:
        """Give how long the slowest answer of a status took."""
        return max((s for at, _, got, s in self.answers if got == status and at > since), default=0)

    def first_good_s(self, since: float) -> dict[int, float]:
        """Give how long after a moment each server gave its first good answer to a later text."""
        first: dict[int, float] = {}
        for at, port, status, took_s in sorted(self.answers):
            if status == 200 and at - took_s > since:
                first.setdefault(port, at - since)
        return first


class Crowd:
    """Players of these servers, by their ports, and the Twilio that letters go to them by."""

    def __init__(self, ports: Sequence[int], api: Api, walkers: int = WALKERS) -> None:
        self.seen = Seen()
        self._ports, self._api, self._over = ports, api, threading.Event()
        api.tell = self._answer_slowly
        self._steps = dict.fromkeys(range(walkers), 0)
        self._listeners: list[str] = []
        self._threads = [
            threading.Thread(target=self._walk, args=(number,)) for number in range(walkers)
        ] + [threading.Thread(target=self._listen)]
        self._ends = float("inf")

    def start(self) -> None:
        """Let them come."""
        for each in self._threads:
            each.start()

    def go_home(self, longest_s: float = LONGEST_END_S) -> None:
        """Let each get the answer to what it has sent, and go; all servers must run for that."""
        self._ends = time.monotonic() + longest_s
        self._over.set()
        for each in self._threads:
            each.join()

    def check(self, ask_database: Callable[[str], list[tuple[object, ...]]], end_s: float) -> None:
        """Compare what is kept with what was answered, and what Twilio took with what was due."""
        kept = ask_database("SELECT play FROM plays WHERE play LIKE '%\"steps\"%'")
        found = sorted(int(re.findall(r'"steps":\s*(\d+)', str(play))[0]) for (play,) in kept)
        if found != (expected := sorted(filter(None, self._steps.values()))):
            self.seen.wrong.append(f"answered {expected}, kept {found}")
        all_ = [f"Hum {number}." for number in range(1, LETTERS + 1)]
        ends = time.monotonic() + end_s
        while time.monotonic() < ends and (
            any(self.sent()[each] != all_ for each in self._listeners)
            # What was claimed when its sender was killed may yet be sent once more.
            or ask_database("SELECT 1 FROM outbox WHERE state <> 'sent' LIMIT 1")
        ):
            time.sleep(0.1)
        self.seen.wrong += [
            f"{each} was sent {self.sent()[each]}"
            for each in self._listeners
            if self.sent()[each] != all_
        ]

    def sent(self) -> defaultdict[str, list[str]]:
        """Give what Twilio took for each, in order; what was late comes together in one text."""
        sent = defaultdict(list)
        for each in list(self._api.taken):
            sent[each["To"]] += _HUMS.findall(each["Body"])
        return sent

    def has_sent_twice(self) -> bool:
        """Tell whether anybody was sent the same letter more than once."""
        return any(len(set(hums)) < len(hums) for hums in self.sent().values())

    def _walk(self, number: int) -> None:
        chance, sender = random.Random(number), f"+1415555{number:04d}"
        self._answered(text("STONE", sender), chance.randrange(9))
        before: tuple[dict[str, str], str] | None = None
        with ThreadPoolExecutor(2) as two:
            while not self._over.is_set() and not self.seen.wrong:
                message = text("step", sender)
                way = chance.choice(("once", "once", "twice at once", "later again", "two at once"))
                first = chance.randrange(9)
                both = (message, text("step", sender) if way == "two at once" else message)
                if way in ("twice at once", "two at once"):
                    answers = list(two.map(self._answered, both, (first, first + 1)))
                else:
                    answers = [self._answered(message, first)]
                if None in answers:
                    self.seen.wrong.append("no answer in the end")
                    return
                self._compare(number, answers, is_one=way != "two at once")
                if before and way == "later again":
                    self._same(before[1], self._answered(before[0], first))
                before = (message, str(answers[0]))

    def _compare(self, number: int, answers: list[str | None], *, is_one: bool) -> None:
        """See that these answers tell of the next step, or each of one of the next ones."""
        told = sorted(int((_STEPS.findall(str(each)) or [0])[0]) for each in answers)
        steps = self._steps[number]
        self._steps[number] += 1 if is_one else len(answers)
        next_ = [steps + 1] * len(answers) if is_one else range(steps + 1, self._steps[number] + 1)
        if told != list(next_):
            self.seen.wrong.append(f"expected {list(next_)}, got {told}: {answers}")
        if is_one:
            self._same(answers[0], answers[-1])

    def _same(self, first: str | None, second: str | None) -> None:
        if first != second:
            self.seen.wrong.append(f"one text was answered {first} and {second}")

    def _listen(self) -> None:
        number = 0
        while not self._over.wait(LISTENER_EVERY_S):
            listener = f"+1212556{number:04d}"
            if self._answered(text("HUM", listener), number) is not None:
                self._listeners.append(listener)
            number += 1

    def _answered(self, message: dict[str, str], first: int) -> str | None:
        """Send a text until it is answered, to another server each time; None at the very end."""
        turn = first
        while time.monotonic() < self._ends:
            port, begun = self._ports[turn % len(self._ports)], time.monotonic()
            status, answer = ask(message, port)
            now = time.monotonic()
            self.seen.answers.append((now, port, status, now - begun))
            if status == 200:
                return answer
            time.sleep(RETRY_AFTER_S)
            turn += 1
        return None

    def _answer_slowly(self, callback: str, sid: str) -> None:
        """Let an answer wait; then tell what became of every other text, if a server hears it."""
        time.sleep(ANSWER_S)
        if int(sid[-1], 16) % 2:
            threading.Timer(FATE_S, self._tell, (callback, sid)).start()

    def _tell(self, callback: str, sid: str) -> None:
        fields = {"MessageSid": sid, "MessageStatus": "delivered", "AccountSid": ACCOUNT}
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | signed(callback, fields)
        path = callback.removeprefix(PUBLIC_URL)
        for port in self._ports:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            try:
                connection.request("POST", path, urlencode(fields), headers)
                if connection.getresponse().status == 204:
                    return
            except (OSError, HTTPException):
                continue
            finally:
                connection.close()
