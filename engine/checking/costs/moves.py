"""A story as its waiting scenes, and what leads from one to the next, with what it costs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.checking.costs.cost import Cost, heard, sent, weight
from engine.checking.costs.saying import Saying
from engine.checking.ways import Passage, inherited, opened_by, passages
from engine.play.arriving import MOST_STEPS
from engine.play.effects import Effect, Say
from engine.story.build.variants import scenes_of
from engine.story.model import Reply, Scene

ANYWHERE = ""
# Where a move leads to: a scene that waits, the end, or back to where the player was.
END, BACK = "\0end", "\0back"


@dataclass(slots=True)
class Moves:
    """Everything that a player may do in the scenes that wait.

    `first` leads in, `on` from scene to scene (and to END and BACK), at one cost each; `inside` are
    those of them that are no visits and that not every scene has. `stays`
    is what each reply and each silence costs that lets the player stay, by scene; "" stands for
    what is possible anywhere. `aside` is where each visit and open sign leads, likewise.
    """

    first: dict[str, Cost] = field(default_factory=dict)
    on: dict[str, dict[str, Cost]] = field(default_factory=dict)
    inside: dict[str, dict[str, Cost]] = field(default_factory=dict)
    stays: dict[str, list[Cost]] = field(default_factory=dict)
    aside: dict[str, list[dict[str, Cost]]] = field(default_factory=dict)


def moves(saying: Saying) -> Moves:
    """Give the moves of a story, each with the least or the most that it may say."""
    return _Moving(saying).moves()


class _Moving:
    def __init__(self, saying: Saying) -> None:
        self.saying, self.story = saying, saying.story
        self.reached: dict[str, Mapping[str, tuple[Effect, ...]]] = {}
        self.ways: dict[str, list[Passage]] = {}
        for way in passages(self.story):
            self.ways.setdefault(way.source, []).append(way)

    def moves(self) -> Moves:
        found = Moves()
        welcome = self.saying.words(self.story.welcome)
        keyword = self.story.keywords[0].word if self.story.keywords else "x"
        begun = (Say(welcome),) if welcome else ()
        for stop, said in self.arriving(self.story.start).items():
            found.first[stop] = heard(keyword) + self._sent((*begun, *said))
        for scene in self.story.scenes.values():
            if scene.waits:
                own = self.ways.get(scene.id, ())
                found.on[scene.id] = self._on(scene, (*own, *self.ways.get(ANYWHERE, ())))
                inside = [way for way in own if way.kind != "visit"]
                found.inside[scene.id] = self._on(scene, inside)
                found.stays[scene.id] = list(self._staying(scene))
                found.aside[scene.id] = self._aside(scene)
        found.stays[ANYWHERE] = [
            heard("1") + self._sent(self._said_by(reply, ANYWHERE))
            for reply in self.story.anytime
            if not _leads(reply)
        ]
        found.aside[ANYWHERE] = [
            self._by(way)
            for way in self.ways.get(ANYWHERE, ())
            if way.kind == "visit" or way.cause == "sign"
        ]
        return found

    def _aside(self, scene: Scene) -> list[dict[str, Cost]]:
        # Who comes back is shown the choices, in the same text.
        again = self.saying.waiting(scene, arrived=False)
        visits = (way for way in self.ways.get(scene.id, ()) if way.kind == "visit")
        return [self._by(way, again) for way in visits]

    def arriving(self, scene_id: str, steps: int = 0) -> Mapping[str, tuple[Effect, ...]]:
        """Give where an arrival in a scene comes to rest, and all that is said until then."""
        if steps > MOST_STEPS:
            return {}
        if scene_id not in self.reached:
            # Who comes here again on the way goes in a circle, and does not come to rest so.
            self.reached[scene_id] = {}
            self.reached[scene_id] = self._arriving(self.story.scenes[scene_id], steps)
        return self.reached[scene_id]

    def _arriving(self, scene: Scene, steps: int) -> Mapping[str, tuple[Effect, ...]]:
        said = self.saying.speech(scene.speech["sms"], scene.place)
        if scene.ending is not None or scene.handover is not None:
            return {END: said}
        if scene.back:
            return {BACK: said}
        found: dict[str, list[tuple[Effect, ...]]] = {}
        if scene.waits:
            found[scene.id] = [(*said, *self.saying.waiting(scene))]
        if not scene.waits or self._may_stand_there(scene):
            for following in scenes_of(scene.go):
                for stop, more in self.arriving(following, steps + 1).items():
                    found.setdefault(stop, []).append((*said, *more))
        return {stop: self.saying.best(several) for stop, several in found.items()}

    def _may_stand_there(self, scene: Scene) -> bool:
        """Tell whether who comes to a walk may have been at its place before, and go on at once."""
        if scene.walk is None or self.saying.extreme == "most":
            return False
        others = (each for each in self.story.scenes.values() if each.id != scene.id)
        walked = {place for each in others if each.walk for place in each.walk.to}
        return any(place in walked or opened_by(self.story, place) for place in scene.walk.to)

    def _on(self, scene: Scene, ways: Iterable[Passage]) -> dict[str, Cost]:
        found: dict[str, list[Cost]] = {}
        for way in ways:
            if way.kind == "back" or (way.cause == "going on" and way.source == scene.id):
                continue
            for stop, cost in self._by(way).items():
                found.setdefault(stop, []).append(cost)
        if scene.walk is not None and scene.skip is None:
            # SKIP is as good as arriving, and may be shorter than the sign's code.
            for following in scenes_of(scene.go):
                for stop, said in self.arriving(following).items():
                    found.setdefault(stop, []).append(heard("SKIP") + self._sent(said))
        choose = min if self.saying.extreme == "least" else max
        return {stop: choose(costs, key=weight) for stop, costs in found.items()}

    def _by(self, way: Passage, back: tuple[Effect, ...] = ()) -> dict[str, Cost]:
        """Give where a way leads, and what the player's text and the answer cost.

        `back` is said to who is back at once.
        """
        said = self._said_by(way.reply, way.source)
        asked = Cost() if way.cause == "silence" else heard("1")
        if way.kind in ("ending", "handover"):
            return {END: asked + self._sent(said)}
        return {
            stop: asked + self._sent((*said, *more, *(back if stop == BACK else ())))
            for stop, more in self.arriving(way.to).items()
        }

    def _sent(self, effects: Iterable[Effect]) -> Cost:
        return sent(effects, plain=self.story.plain)

    def _said_by(self, reply: Reply | None, scene: str) -> tuple[Effect, ...]:
        place = self.story.scenes[scene].place if scene in self.story.scenes else None
        return self.saying.speech(reply.speech, place) if reply is not None else ()

    def _staying(self, scene: Scene) -> Iterable[Cost]:
        """Give what it costs to give each reply once that leads nowhere, and to wait."""
        again = self.saying.waiting(scene, arrived=False)
        for reply in scene.replies:
            if not _leads(reply):
                yield heard("1") + self._sent((*self._said_by(reply, scene.id), *again))
        silent = [timed.reply for timed in scene.after]
        if scene.after == inherited(self.story):
            silent = silent[:1]
        for reply in silent:
            if not _leads(reply):
                yield self._sent((*self._said_by(reply, scene.id), *again))


def _leads(reply: Reply) -> bool:
    return bool(reply.go or reply.visit or reply.ending is not None or reply.handover)
