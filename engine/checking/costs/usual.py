"""Plays by chance, through the real engine: what a play usually costs.

A player takes each choice with equal chance and none twice while another is left, knows the answer
of a riddle with even chance, arrives at once where a walk leads, scans a sign where nothing else
goes on, and answers after half a minute. The chance has a fixed seed, so that the same story always
has the same figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from engine.checking.costs.cost import Cost, heard, sent, weight
from engine.checking.ways import opened_by, own_after
from engine.play.catalog import Catalog
from engine.play.chance import choose
from engine.play.effects import Effect
from engine.play.events import Arrived, Event, Said, SentPhoto, SentVoice
from engine.play.opening import refused
from engine.play.simulated import Simulated
from engine.play.step import new_play
from engine.play.telling import Telling
from engine.play.world import World
from engine.story.model import LARGEST_NUMBER, AskKind, Reply, Scene, Story

# Of a very long story fewer plays are tried: it takes seconds, not minutes.
PLAYS, FEWEST_PLAYS = 51, 11
MOST_TURNS, MOST_TURNS_IN_ALL = 300, 5_000
SEED = 20_270_605
THINKS = timedelta(seconds=30)
FIRST = datetime(2027, 6, 5, 14)  # noqa: DTZ001 - local to the story's first place
# Of each month a Saturday and a Tuesday, by the hour: when a story may be open.
DAYS = [datetime(2027, month, day) for month in range(1, 13) for day in (5, 8)]  # noqa: DTZ001
# The name of what may be done again and again.
AGAIN = ""
# What nobody's riddle is about.
UNKNOWN = "I do not know that one"
NAME, NUMBER = "Charlie", "7"
Move: TypeAlias = Event | timedelta
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Usual:
    """The play in the middle of those that ended, by what it cost; so many of so many plays did."""

    cost: Cost
    plays: int
    ended: int


def usual(story: Story, language: str, catalog: Catalog) -> Usual | None:
    """Give the usual play in a language; None where no play came to an end."""
    costs = played(story, language, catalog)
    ended = sorted((cost for cost in costs if cost is not None), key=weight)
    return Usual(ended[len(ended) // 2], len(costs), len(ended)) if ended else None


def played(story: Story, language: str, catalog: Catalog) -> list[Cost | None]:
    """Give what each play by chance cost, None for one that came to no end."""
    begins = begins_at(story)
    costs: list[Cost | None] = []
    turns = 0
    for seed in range(SEED, SEED + PLAYS):
        if turns > MOST_TURNS_IN_ALL and len(costs) >= FEWEST_PLAYS:
            break
        chance = _Chance(story, Simulated(catalog, World(begins, seed=seed), language))
        costs.append(chance.play())
        turns += chance.turns
    return costs


def begins_at(story: Story) -> datetime:
    """Give a time when a story can be begun, if it ever can."""
    zone = ZoneInfo(story.timezone or "UTC")
    times = [FIRST, *(day + timedelta(hours=hour) for day in DAYS for hour in range(24))]
    moments = (time.replace(tzinfo=zone).astimezone(UTC) for time in times)
    welcome = (moment for moment in moments if not _refused(story, moment))
    return next(welcome, FIRST.replace(tzinfo=UTC))


def _refused(story: Story, now: datetime) -> str:
    world = World(now)
    return refused(Telling(story, new_play(story, story.language, world), world))


class _Chance:
    """One play by chance. `done` names the replies that were given already."""

    def __init__(self, story: Story, simulated: Simulated) -> None:
        self.story, self.simulated = story, simulated
        self.seed = simulated.world.seed
        self.cost = Cost()
        self.done: set[str] = set()
        self.turns = 0

    def play(self) -> Cost | None:
        """Play to the end; None where none was reached."""
        keyword = self.story.keywords[0].word if self.story.keywords else NAME
        self.cost += heard(keyword) + self._sent(self.simulated.begin(self.story.id))
        for _ in range(MOST_TURNS):
            play = self.simulated.kept(self.story.id)
            if play is None or play.ended is not None:
                break
            several = self._moves(Telling(self.story, play, self.simulated.world))
            if not several:
                return None
            self.turns += 1
            name, move = self._one_of(several)
            self.done |= {name} - {AGAIN}
            self._move(move)
        play = self.simulated.kept(self.story.id)
        return self.cost if play is not None and play.ended is not None else None

    def _one_of(self, several: Sequence[T]) -> T:
        index, self.seed = choose(self.seed, len(several))
        return several[index]

    def _move(self, move: Move) -> None:
        if isinstance(move, timedelta):
            self._pay(self.simulated.wait(move))
            return
        self._pay(self.simulated.wait(THINKS))
        if isinstance(move, Said):
            self.cost += heard(move.text)
        elif not isinstance(move, Arrived):
            self.cost += Cost(texts_in=1, segments_in=1)
        self._pay(self.simulated.turn(move))

    def _pay(self, effects: tuple[Effect, ...]) -> None:
        self.cost += self._sent(effects)

    def _sent(self, effects: tuple[Effect, ...]) -> Cost:
        return sent(effects, plain=self.story.plain)

    def _moves(self, telling: Telling) -> list[tuple[str, Move]]:
        """Give what the player may do now, each with equal chance, and what it is called.

        They give no reply twice while another is left, look for a sign where nothing goes on, or
        nothing new does and a sign would, and leave where there is nothing to do.
        """
        scene, replies = telling.scene, [r for r in telling.scene.replies if telling.possible(r)]
        here = list(self._here(telling, replies))
        new = [reply for reply in replies if f"{scene.id}/{reply.id}" not in self.done]
        if not (any(map(_goes_on, new)) or scene.ask or scene.walk):
            here += self._signs(telling, seen=not any(map(_goes_on, replies)))
        always = [reply for reply in telling.story.anytime if telling.possible(reply)]
        here = here or [(AGAIN, _said(reply)) for reply in always if _goes_on(reply)]
        return [each for each in here if each[0] not in self.done] or here

    def _here(self, telling: Telling, replies: list[Reply]) -> Iterator[tuple[str, Move]]:
        scene, possible = telling.scene, {reply.id for reply in replies}
        for number, id_ in enumerate(telling.menu, 1):
            if id_ in possible:
                yield f"{scene.id}/{id_}", Said(str(number))
        answers = [reply for reply in replies if reply.pick is None]
        again: list[Move] = [self._answer(answers)] if answers else []
        again += [_asked(scene.ask.kind)] if scene.ask is not None else []
        again += [self._arrival(scene)] if scene.walk is not None else []
        again += self._silence(telling, scene)
        yield from ((AGAIN, move) for move in again)

    def _answer(self, answers: list[Reply]) -> Event:
        """Answer a riddle: with even chance right, that is with what leads on."""
        right = [reply for reply in answers if _leads(reply)]
        wrong = [reply for reply in answers if not _leads(reply)]
        knows, self.seed = choose(self.seed, 2)
        several = right if right and knows else wrong
        if not several:
            return Said(UNKNOWN)
        return _said(self._one_of(several))

    def _arrival(self, scene: Scene) -> Event:
        places = [self.story.places[place] for place in (scene.walk.to if scene.walk else ())]
        open_ = [place for place in places if place.status == "open"]
        if not open_:
            return Said("SKIP")
        place = self._one_of(open_)
        by_code = place.code is not None and scene.walk is not None and scene.walk.proof != "gps"
        return Said(place.code or "") if by_code else Arrived(place.id)

    def _silence(self, telling: Telling, scene: Scene) -> list[Move]:
        """Give the time until the next timed reply, where silence leads on."""
        coming = own_after(telling.story, scene)[telling.fired :]
        if not any(_leads(timed.reply) and telling.possible(timed.reply) for timed in coming):
            return []
        due_s = telling.last_at_s + coming[0].after_s - telling.now_s
        return [timedelta(seconds=max(due_s, 0))]

    def _signs(self, telling: Telling, *, seen: bool) -> Iterator[tuple[str, Move]]:
        """Give one sign of those that open something now, an unseen one if there is such.

        Otherwise one of those that were seen, if these are wanted.
        """
        signs = []
        for place in self.story.places.values():
            scenes = opened_by(telling.story, place.id)
            opens = [each for each in scenes if not each.condition or each.condition.test(telling)]
            if opens and place.code is not None:
                signs.append((all(telling.visits(each.id) for each in opens), place.code))
        unseen = [code for was_seen, code in signs if not was_seen]
        if several := unseen or [code for _, code in signs if seen]:
            yield AGAIN, Said(self._one_of(several))


def _leads(reply: Reply) -> bool:
    return bool(reply.go or reply.visit or reply.ending is not None or reply.handover)


def _goes_on(reply: Reply) -> bool:
    return bool(reply.go or reply.ending is not None or reply.handover)


def _asked(kind: AskKind) -> Event:
    match kind:
        case "text":
            return Said(NAME)
        case "number":
            return Said(NUMBER)
        case "photo":
            return SentPhoto("photo")
        case "voice":
            return SentVoice("voice")


def _said(reply: Reply) -> Event:
    """Give a text that is this reply."""
    if reply.photo:
        return SentPhoto("photo")
    if reply.voice:
        return SentVoice("voice")
    if reply.words:
        return Said(" ".join(reply.words[0]))
    if reply.number is not None:
        low, high = reply.number.low, reply.number.high
        return Said(str(high if low == -LARGEST_NUMBER else low))
    return Said(" ".join(word for phrase in (*reply.order, *reply.all) for word in phrase))
