"""The state of one play in the middle of a turn: what `step` works on, and conditions look at."""

from dataclasses import replace

from engine.play.effects import Effect, Say
from engine.play.play import Play, Return, Value
from engine.play.world import World
from engine.story.model import LARGEST_NUMBER, Reply, Scene, Story
from engine.story.phrases import Action, Add, Forget, Get, Lose, Set

MOST_RETURNS = 8
MOST_COUNTED = LARGEST_NUMBER


class Telling:
    """A play being moved; `done()` gives it back as a value. It implements `Sight`."""

    __slots__ = (
        "_counts", "_facts", "effects", "ended", "hints", "items", "language", "menu", "misses",
        "place", "play", "returns", "scene_id", "seed", "story", "world",
    )  # fmt: skip

    def __init__(self, story: Story, play: Play, world: World) -> None:
        self.story = story
        self.play = play
        self.world = world
        self.language = play.language
        self.effects: list[Effect] = []
        self.scene_id = play.scene
        self.ended = play.ended
        self.place = play.place
        self.seed = play.seed
        self.menu = play.menu
        self.items = play.items
        self.returns = play.returns
        self.hints = play.hints
        self.misses = play.misses
        self._facts = _facts_of(play, story)
        self._counts = {
            "visits": dict(play.visits), "taken": dict(play.taken), "used": dict(play.used)
        }  # fmt: skip

    @property
    def scene(self) -> Scene:
        """The scene where the play is; only asked where there is one."""
        return self.story.scenes[self.scene_id or self.story.start]

    # What conditions look at

    def fact(self, name: str) -> Value:
        """Give a fact's value, its first one where nothing changed it."""
        return self._facts.get(name, self.story.facts[name].first)

    def has(self, item: str) -> bool:
        """Tell whether the player carries an item."""
        return item in self.items

    def visits(self, scene: str) -> int:
        """Count arrivals in a scene, this one included."""
        return self._counts["visits"].get(scene, 0)

    def chosen(self, reply: str) -> bool:
        """Tell whether a reply, `scene/id`, was ever taken."""
        return reply in self._counts["taken"]

    def at(self) -> str | None:
        """Give the last proven place."""
        return self.place

    # What a turn changes

    def speak(self, language: str | None) -> None:
        """Go on in a language, if it is one of the story's."""
        if language is not None and language in self.story.languages:
            self.language = language

    def prove(self, place: str | None) -> None:
        """Keep a place as the last proven one, if it is one of the story's."""
        if place in self.story.places:
            self.place = place

    def say(self, text: str) -> None:
        """Say a text, unless nothing is left of it."""
        if text.strip():
            self.effects.append(Say(text))

    def do(self, actions: tuple[Action, ...]) -> None:
        """Do what the story says, in its order."""
        for action in actions:
            match action:
                case Get(item):
                    self.items = self.items if item in self.items else (*self.items, item)
                case Lose(item):
                    self.items = tuple(each for each in self.items if each != item)
                case Add(fact, amount):
                    sum_ = int(self.fact(fact)) + amount
                    self.set(fact, max(-LARGEST_NUMBER, min(LARGEST_NUMBER, sum_)))
                case Set(fact, value):
                    self.set(fact, value)
                case Forget(fact):
                    self.set(fact, self.story.facts[fact].first)

    def set(self, name: str, value: Value) -> None:
        """Give a fact a value; what equals its first value is not kept."""
        if value == self.story.facts[name].first:
            self._facts.pop(name, None)
        else:
            self._facts[name] = value

    def restart(self) -> None:
        """Forget all but the language and the chance, to begin with first values."""
        self.scene_id, self.ended, self.place = None, None, None
        self.menu, self.items, self.returns = (), (), ()
        self._facts = {}
        self._counts = {"visits": {}, "taken": {}, "used": {}}

    def arrive(self, scene: Scene) -> None:
        """Be in a scene anew."""
        self.scene_id, self.menu, self.hints, self.misses = scene.id, (), 0, 0
        if scene.id in self.story.asked_scenes:
            self._count("visits", scene.id)

    def remember_way(self) -> None:
        """Keep where the player is, for `back`."""
        if self.scene_id is not None:
            here = Return(self.scene_id, self.hints, self.misses)
            self.returns = (*self.returns, here)[-MOST_RETURNS:]

    def turn_back(self) -> bool:
        """Be where the player was before, without a new arrival; False when there is no such."""
        while self.returns:
            *rest, last = self.returns
            self.returns = tuple(rest)
            if last.scene in self.story.scenes:
                self.scene_id, self.hints, self.misses = last.scene, last.hints, last.misses
                return True
        return False

    def take(self, reply: Reply) -> None:
        """Count a reply as given, where the story may ask about it."""
        name = f"{self.scene_id}/{reply.id}"
        if reply.once or name in self.story.asked_replies:
            self._count("taken", name)

    def use(self, key: str) -> int:
        """Count a variant as used and give how often it was before."""
        before = self._counts["used"].get(key, 0)
        self._count("used", key)
        return before

    def _count(self, kind: str, key: str) -> None:
        counts = self._counts[kind]
        counts[key] = min(counts.get(key, 0) + 1, MOST_COUNTED)

    def possible(self, reply: Reply) -> bool:
        """Tell whether a reply can be given now."""
        if reply.once and self.chosen(f"{self.scene_id}/{reply.id}"):
            return False
        return reply.condition is None or reply.condition.test(self)

    def place_name(self) -> str:
        """Give the name of the scene's place, else of the last proven one; empty without."""
        place = self.story.places.get(self.scene.place or self.place or "")
        return place.name if place else ""

    def done(self) -> Play:
        """Give the play as it is now."""
        return replace(
            self.play,
            story=self.story.id, edition=self.story.edition, language=self.language,
            seed=self.seed, scene=self.scene_id, ended=self.ended, place=self.place,
            menu=self.menu, facts=self._facts, items=self.items, visits=self._counts["visits"],
            taken=self._counts["taken"], used=self._counts["used"], returns=self.returns,
            hints=self.hints, misses=self.misses,
        )  # fmt: skip


def _facts_of(play: Play, story: Story) -> dict[str, Value]:
    """Give a play's facts; of another edition's, those that still are of the same kind."""
    if play.edition == story.edition:
        return dict(play.facts)
    return {
        name: value
        for name, value in play.facts.items()
        if name in story.facts and type(value) is type(story.facts[name].first)
    }
