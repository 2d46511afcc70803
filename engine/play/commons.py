"""What all players share, kept in memory: for simulated players, walks and searches."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.play.effects import Count, Effect, Keep, Vote
from engine.play.world import Shared


@dataclass(slots=True)
class Commons:
    """The counters, votes and gifts of stories, by story. `held` gifts wait for approval."""

    counters: dict[str, Counter[str]] = field(default_factory=dict)
    votes: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    held: dict[str, list[Keep]] = field(default_factory=dict)
    approved: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def take(self, story: str, player: str, effects: Iterable[Effect]) -> None:
        """Take what a turn of a player adds."""
        for effect in effects:
            match effect:
                case Count(counter):
                    self.counters.setdefault(story, Counter())[counter] += 1
                case Vote(poll, option):
                    self.votes.setdefault(story, {}).setdefault(poll, {})[player] = option
                case Keep():
                    self.held.setdefault(story, []).append(effect)
                case _:
                    continue

    def approve(self, story: str, collection: str) -> int:
        """Approve what is held in a collection; give how much that was."""
        held = self.held.get(story, [])
        chosen = [keep for keep in held if keep.collection == collection]
        self.held[story] = [keep for keep in held if keep.collection != collection]
        approved = self.approved.setdefault(story, {}).setdefault(collection, [])
        for keep in chosen:
            approved.insert(0, keep.gift)
        return len(chosen)

    def shared(self, story: str, player: str) -> Shared:
        """Give what players of a story see, and what this one voted."""
        polls = self.votes.get(story, {})
        return Shared(
            counters=dict(self.counters.get(story, {})),
            votes={poll: dict(Counter(given.values())) for poll, given in polls.items()},
            mine={poll: given[player] for poll, given in polls.items() if player in given},
            gifts={name: tuple(all_) for name, all_ in self.approved.get(story, {}).items()},
        )
