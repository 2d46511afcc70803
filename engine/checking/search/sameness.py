"""Which plays are the same to a story: what nothing asks about any more makes no difference."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from engine.checking.search.alive import Thing, alive
from engine.checking.search.idle import is_idle
from engine.checking.search.returning import turning_back
from engine.checking.search.values import Numbers, Values, values_of
from engine.play.play import Play, Return, Value
from engine.story.build.asked import actions, all_replies, conditions, parts
from engine.story.model import LARGEST_NUMBER, Story, Varied
from engine.story.phrases import Action, Add, At, Since, Tree, Visited

Key: TypeAlias = Hashable
Normal: TypeAlias = Callable[[Value], Hashable]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is still asked of a play where it is."""

    items: frozenset[str]
    facts: tuple[tuple[str, Normal], ...]
    visits: tuple[tuple[str, int], ...]
    taken: frozenset[str]
    since: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Sameness:
    """What tells plays of a bare story apart."""

    story: Story
    places: frozenset[str]
    since: Mapping[str, tuple[int, ...]]
    _facts: Mapping[str, Normal]
    _visits: Mapping[str, int]
    _alive: Mapping[str, frozenset[Thing]]
    _turning_back: frozenset[str]
    _varied: frozenset[str]
    _asked: dict[tuple[str, ...], Asked] = field(default_factory=dict)

    def key(self, play: Play) -> Key:
        """Give what is equal for plays that are the same. Its moments count from the turn's."""
        if play.scene is None:
            return play.ended
        scene = self.story.scenes[play.scene]
        returns = self.remembered(play)
        asked = self._asked_at((play.scene, *(each.scene for each in returns)))
        return (
            play.scene,
            play.place if play.place in self.places else None,
            asked.items.intersection(play.items),
            tuple(normal(self._fact(play, name)) for name, normal in asked.facts),
            tuple(min(play.visits.get(name, 0), most) for name, most in asked.visits),
            asked.taken.intersection(play.taken),
            frozenset(each for each in play.used.items() if each[0] in self._varied),
            tuple((each.scene, self._misses(each.scene, each.misses)) for each in returns),
            self._misses(play.scene, play.misses),
            sum(not is_idle(self.story, each.reply) for each in scene.after[: play.fired]),
            tuple(_passed(play, name, steps) for name, steps in asked.since),
        )

    def remembered(self, play: Play) -> tuple[Return, ...]:
        """Give the ways back that may still be taken."""
        at, kept = play.scene, list[Return]()
        for before in reversed(play.returns):
            if at not in self._turning_back:
                break
            # Who goes back from a scene to that scene is where they were.
            if before.scene != at:
                kept.append(before)
            at = before.scene
        return tuple(reversed(kept))

    def _asked_at(self, scenes: tuple[str, ...]) -> Asked:
        if scenes not in self._asked:
            things = frozenset(thing for scene in scenes for thing in self._alive[scene])
            self._asked[scenes] = Asked(
                items=_named(things, "has"),
                facts=tuple((n, f) for n, f in self._facts.items() if ("fact", n) in things),
                visits=tuple((n, m) for n, m in self._visits.items() if ("visits", n) in things),
                taken=_named(things, "taken"),
                since=tuple((n, s) for n, s in self.since.items() if ("since", n) in things),
            )
        return self._asked[scenes]

    def _fact(self, play: Play, name: str) -> Value:
        return play.facts.get(name, self.story.facts[name].first)

    def _misses(self, scene: str, misses: int) -> int:
        """Give the misses as far as some number of tries makes a difference."""
        tries = [
            number
            for number, reply in self.story.scenes[scene].tries.items()
            if not is_idle(self.story, reply)
        ]
        return min(misses, max(tries) + 1) if tries else 0


def sameness_of(story: Story) -> Sameness:
    """Find out what a bare story tells apart."""
    trees = [tree for condition in conditions(story) for tree in parts(condition.tree)]
    done = list(actions(story))
    values = values_of(story, trees)
    return Sameness(
        story,
        # Who stands at a place that is walked to goes on at once, to where others come later.
        places=frozenset(tree.place for tree in trees if isinstance(tree, At)),
        since=_since(trees),
        _facts={fact: _normal(fact, each, done) for fact, each in values.items()},
        _visits=_most_visits(story, trees),
        _alive=alive(story),
        _turning_back=turning_back(story),
        _varied=frozenset(_varied_ways(story)),
    )


def _varied_ways(story: Story) -> Iterator[str]:
    ways = [scene.go for scene in story.scenes.values()]
    ways += [reply.go for reply in all_replies(story)]
    return (way.key for way in ways if isinstance(way, Varied))


def _named(things: Iterable[Thing], kind: str) -> frozenset[str]:
    return frozenset(name for each, name in things if each == kind)


def _normal(fact: str, values: Values, done: list[Action]) -> Normal:
    """Give the group of a value; of numbers that are counted up or down, each within the groups."""
    amounts = {each.amount for each in done if isinstance(each, Add) and each.fact == fact}
    if not isinstance(values, Numbers) or not amounts:
        return values.index
    inner = values.starts[1:]
    low, high = (inner[0] - 1, inner[-1]) if inner else (0, 0)
    # Only what is never counted back may be one beyond what conditions name.
    least = low if max(amounts) <= 0 else -LARGEST_NUMBER
    most = high if min(amounts) >= 0 else LARGEST_NUMBER
    return lambda value: max(least, min(most, int(value)))


def _most_visits(story: Story, trees: list[Tree]) -> dict[str, int]:
    """Give up to how many visits of a scene are told apart."""
    most: dict[str, int] = {}
    for tree in trees:
        if isinstance(tree, Visited):
            most[tree.scene] = max(most.get(tree.scene, 0), tree.times)
    # Of several scenes that a sign may open, it opens one that was not seen before.
    for scene in story.scenes.values():
        if scene.opens_by_sign:
            most.setdefault(scene.id, 1)
    return most


def _since(trees: list[Tree]) -> dict[str, tuple[int, ...]]:
    steps: dict[str, set[int]] = {}
    for tree in trees:
        if isinstance(tree, Since):
            steps.setdefault(tree.scene, set()).add(tree.seconds)
    return {scene: tuple(sorted(found)) for scene, found in steps.items()}


def _passed(play: Play, scene: str, steps: tuple[int, ...]) -> int | None:
    """Give how many of the steps have passed since the last arrival; None without one."""
    if scene not in play.since:
        return None
    return sum(-play.since[scene] >= step for step in steps)
