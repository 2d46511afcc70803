"""The state of one play in the middle of a turn: what `step` works on, and conditions look at."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.languages.sentences import sentence
from engine.places.latlon import LatLon
from engine.places.sun import is_down
from engine.play import doing
from engine.play.effects import Effect, Keep, Say
from engine.play.patch import difference
from engine.play.play import (
    STAYS,
    Checkpoints,
    Play,
    Return,
    Value,
    checkpoints_of,
    from_data,
    to_data,
)
from engine.play.world import Closing, Shared, World
from engine.story.model import GiftKind, Reply, Scene, Story
from engine.story.phrases import Action

# Stands in a menu for choices that belong to no scene any more; no reply has this name.
UNSEEN = "/"
MOST_RETURNS = 8
MOST_CHECKPOINTS = 3
MOST_VISITS = 10**9


class Telling:
    """A play being moved; `done()` gives it back as a value. It implements `Sight`."""

    def __init__(self, story: Story, play: Play, world: World) -> None:
        self._every_language = story
        self.story = story.told_in(play.language)
        self.world = world
        self.effects: list[Effect] = []
        self.now_s = int(world.now.timestamp())
        self.shared_now: Shared | None = None
        self._take_on(play)

    def _take_on(self, play: Play) -> None:
        self.play = play
        self.language = play.language
        self.scene_id = play.scene
        self.ended = play.ended
        self.place, self.proof = play.place, play.proof
        self.seed = play.seed
        self.menu = play.menu
        self.items = play.items
        self.returns = play.returns
        self.hints, self.misses, self.fired = play.hints, play.misses, play.fired
        self.last_at_s = play.last_at_s
        self.asked = play.asked
        self.held = play.held
        self.checkpoints = play.checkpoints
        self.facts = dict(play.facts)
        self.visited = dict(play.visits)
        self.since = dict(play.since)
        self.taken = dict(play.taken)
        self.variants = dict(play.used)
        self.counted_here = dict(play.counted)
        self.sent = dict(play.sent)

    @property
    def scene(self) -> Scene:
        """The scene where the play is; only asked where there is one."""
        return self.story.scenes[self.scene_id or self.story.start]

    # What conditions look at

    def fact(self, name: str) -> Value:
        """Give a fact's value, its first one where nothing changed it."""
        return self.facts.get(name, self.story.facts[name].first)

    def has(self, item: str) -> bool:
        """Tell whether the player carries an item."""
        return item in self.items

    def visits(self, scene: str) -> int:
        """Count arrivals in a scene, this one included."""
        return self.visited.get(scene, 0)

    def chosen(self, reply: str) -> bool:
        """Tell whether a reply, `scene/id`, was ever taken."""
        return reply in self.taken

    def at(self) -> str | None:
        """Give the last proven place."""
        return self.place

    def channel(self) -> str:
        """Give how the player plays."""
        return self.world.channel

    def speaks(self) -> str:
        """Give the language that the player reads."""
        return self.language

    def local(self) -> datetime:
        """Give the time at the story's first place."""
        return self.world.now.astimezone(ZoneInfo(self.story.timezone or self.world.zone))

    def is_dark(self) -> bool:
        """Tell whether the sun is down at the story's first place; it never is without one."""
        at = self._first_at()
        return at is not None and is_down(self.world.now, at)

    def _first_at(self) -> LatLon | None:
        return next((place.at for place in self.story.places.values() if place.at), None)

    def since_s(self, scene: str) -> int | None:
        """Give the seconds since the last arrival in a scene, None if there was none."""
        return self.now_s - self.since[scene] if scene in self.since else None

    @property
    def shared(self) -> Shared:
        """What all players share, with this turn's own effects in it."""
        if self.shared_now is None:
            self.shared_now = self.world.shared(self.story.id)
        return self.shared_now

    def counted(self, counter: str) -> int:
        """Give a number that all players share."""
        return self.shared.counters.get(counter, 0)

    def gifts(self, collection: str) -> int:
        """Count what players gave and staff approved."""
        shared = self.shared
        return shared.given.get(collection, len(shared.gifts.get(collection, ())))

    def closed(self, place: str = "") -> Closing | None:
        """Give why a place cannot be come to now, or the whole story; None while staff let it."""
        return self.world.closing(self.story.id, place)

    # What a turn changes

    def speak(self, language: str | None) -> None:
        """Go on in a language, if it is one of the story's."""
        if language is not None and language in self.story.languages:
            self.language = language
            self.story = self._every_language.told_in(language)

    def prove(self, place: str | None, proof: str) -> None:
        """Keep a place as the last proven one, if it is one of the story's."""
        if place in self.story.places:
            self.place, self.proof = place, proof

    def sentence(self, key: str, **facts: str) -> str:
        """Give a sentence of ours in the player's language, as it is said on their channel."""
        return sentence(key, self.language, self.world.channel, **facts)

    def say(self, text: str) -> None:
        """Say a text, unless nothing is left of it."""
        if text.strip():
            self.effects.append(Say(text))

    def do(self, actions: tuple[Action, ...]) -> None:
        """Do what the story says, in its order."""
        for action in actions:
            doing.do(self, action)

    def set(self, name: str, value: Value) -> None:
        """Give a fact a value; what equals its first value is not kept."""
        if value == self.story.facts[name].first:
            self.facts.pop(name, None)
        else:
            self.facts[name] = value

    def collect(self, collection: str, kind: GiftKind, gift: str) -> None:
        """Give something to a collection, unless it was given before a BACK already."""
        if self.pass_on(f"gift {collection}"):
            self.effects.append(Keep(collection, kind, gift))

    def pass_on(self, what: str) -> bool:
        """Count that this play adds to what all share; False where that was done before a BACK."""
        done = self.counted_here[what] = self.counted_here.get(what, 0) + 1
        if done <= self.sent.get(what, 0):
            return False
        self.sent[what] = done
        return True

    def restart(self) -> None:
        """Forget all but the language and the chance, to begin with first values."""
        play = self.play
        self._take_on(
            Play(
                play.story, play.edition, self.language, self.seed,
                last_at_s=self.last_at_s, held=self.held,
            )
        )  # fmt: skip

    def arrive(self, scene: Scene) -> None:
        """Be in a scene anew."""
        self.scene_id, self.menu = scene.id, ()
        self.hints, self.misses, self.fired = 0, 0, 0
        if scene.id in self.story.asked_scenes:
            self.visited[scene.id] = min(self.visits(scene.id) + 1, MOST_VISITS)
        if scene.id in self.story.asked_times:
            self.since[scene.id] = self.now_s

    def remember_way(self) -> None:
        """Keep where the player is, for `back`."""
        if self.scene_id is not None:
            here = Return(self.scene_id, self.hints, self.misses, self.fired)
            self.returns = (*self.returns, here)[-MOST_RETURNS:]

    def turn_back(self) -> bool:
        """Be where the player was before, without a new arrival; False when there is no such."""
        while self.returns:
            *rest, last = self.returns
            self.returns = tuple(rest)
            if last.scene in self.story.scenes:
                self.scene_id, self.hints, self.misses = last.scene, last.hints, last.misses
                self.fired = min(last.fired, len(self.scene.after))
                return True
        return False

    def remember_point(self) -> None:
        """Keep the whole play as it is now, for BACK."""
        here = {name: value for name, value in to_data(self.done()).items() if name not in STAYS}
        *older, newest = self.checkpoints or (None,)
        before = (*older, difference(here, newest)) if newest is not None else ()
        self.checkpoints = (*before, here)[-MOST_CHECKPOINTS:]

    def go_back_to(self, points: Checkpoints) -> None:
        """Be as at the last of these checkpoints, but for what BACK does not undo."""
        now = {name: value for name, value in to_data(self.done()).items() if name in STAYS}
        back = from_data({**now, **points[-1]})
        self._take_on(replace(back, checkpoints=checkpoints_of(points)))

    def trial(self) -> "Telling":
        """Give another play that is as this one is now, to see what would come of something."""
        return Telling(self._every_language, self.done(), self.world)

    def take(self, reply: Reply) -> None:
        """Count a reply as given, where the story may ask about it."""
        name = self.name_of(reply)
        if reply.once or name in self.story.asked_replies:
            self.taken[name] = min(self.taken.get(name, 0) + 1, MOST_VISITS)

    def name_of(self, reply: Reply) -> str:
        """Give what a reply is counted by."""
        return f"{reply.scene or self.scene_id}/{reply.id}"

    def used(self, key: str) -> int:
        """Give how far a variant is used."""
        return self.variants.get(key, 0)

    def use(self, key: str, used: int) -> None:
        """Keep how far a variant is used; what is as at first is not kept."""
        self.variants.pop(key, None)
        if used:
            self.variants[key] = used

    def choose(self, n: int) -> int:
        """Give an index under n by chance."""
        index, self.seed = self.world.choose(self.seed, n)
        return index

    def possible(self, reply: Reply) -> bool:
        """Tell whether a reply can be given now."""
        if reply.once and self.chosen(self.name_of(reply)):
            return False
        return reply.condition is None or reply.condition.test(self)

    def done(self) -> Play:
        """Give the play as it is now."""
        return Play(
            story=self.story.id, edition=self.story.edition, language=self.language,
            seed=self.seed, scene=self.scene_id, ended=self.ended, place=self.place,
            proof=self.proof, menu=self.menu, facts=self.facts, items=self.items,
            visits=self.visited, since=self.since, taken=self.taken, used=self.variants,
            counted=self.counted_here, sent=self.sent, returns=self.returns, hints=self.hints,
            misses=self.misses, last_at_s=self.last_at_s, fired=self.fired, asked=self.asked,
            held=self.held, checkpoints=self.checkpoints,
        )  # fmt: skip
