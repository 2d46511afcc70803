"""Publishing: a folder that checks becomes what players meet, whole, or nothing changes."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.checking.judging import judged
from engine.editions import files_of
from engine.library import clashes_of, story_folders
from engine.lightening import lightened
from engine.measuring import measured
from engine.play.catalog import Catalog
from engine.play.fitting import points_left, stays
from engine.play.play import Play, from_json
from engine.store import Store
from engine.store.editions import LIGHT, How, Publication
from engine.story.build.folder import Source, source_in
from engine.story.media import LIGHT_ENDING
from engine.story.model import ANYWHERE_SCENE, Story
from engine.story.problems import Problem, StoryError


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who waits in a story: how many in all, and how many by scene in scenes that would go.

    Of these, `to_checkpoint` go back to a checkpoint that stays, and the rest begin anew.
    """

    all: int = 0
    gone: tuple[tuple[str, int], ...] = ()
    to_checkpoint: int = 0

    @property
    def thrown_back(self) -> int:
        """How many would lose their place."""
        return sum(number for _, number in self.gone)


def who_waits(who: Waiting) -> str:
    """Say who waits, and who would lose their place, in a sentence or two for staff."""
    if not who.all:
        return "No player waits in this story."
    players = "1 player waits" if who.all == 1 else f"{who.all} players wait"
    if not who.thrown_back:
        return f"{players} in this story, and all keep their place."
    scenes = ", ".join(f"'{scene}' ({number})" for scene, number in who.gone)
    return (
        f"{players} in this story. {who.thrown_back} in scenes that go: {scenes}. Of these, "
        f"{who.to_checkpoint} go back to their last checkpoint, and "
        f"{who.thrown_back - who.to_checkpoint} begin anew; they are told."
    )


def met_in_turn(log: Iterable[Publication]) -> list[str]:
    """Give the editions of one story that players met, without those that were gone back from.

    The last is what they met last; going back leads to the one before it.
    """
    line: list[str] = []
    for each in log:
        if each.edition is None or (line and line[-1] == each.edition):
            continue
        if each.how == "rollback" and each.edition in line:
            del line[len(line) - line[::-1].index(each.edition) :]
        else:
            line.append(each.edition)
    return line


@dataclass(frozen=True, slots=True)
class Considered:
    """A folder, judged. `story` is None where it must not be published: then `problems` say why."""

    folder: Path
    problems: tuple[Problem, ...]
    source: Source | None = None
    story: Story | None = None


def consider(
    folder: Path, catalog: Catalog, go_on: Callable[[int], bool] | None = None
) -> Considered:
    """Judge a folder beside the stories that are played now. `go_on` as in `judged`."""
    id_ = folder.resolve().name
    try:
        source = measured(source_in(folder), folder)
    except StoryError as error:
        return Considered(folder, error.problems)
    beside = {each.name for each in story_folders(folder.resolve().parent)}
    found = judged(source, id_, beside | catalog.stories.keys() if len(beside) > 1 else None, go_on)
    problems = found.problems
    if found.written is not None:
        others = [story for story in catalog.stories.values() if story.id != id_]
        problems = (*problems, *clashes_of(found.written, others))
    if any(problem.severity == "error" for problem in problems) or found.written is None:
        return Considered(folder, problems)
    return Considered(folder, problems, source, found.written.story)


def publish(considered: Considered, store: Store, at_s: int, how: How) -> bool:
    """Make a considered folder the current edition; False where it is that already.

    Raises ValueError where it must not be published, NotStored, and OSError where a file of media/
    went or changed meanwhile.
    """
    if considered.source is None or considered.story is None:
        raise ValueError("What has errors is not published.")
    story = considered.story
    files = files_of(considered.source, considered.folder)
    for name, light in lightened(considered.source, considered.folder).items():
        files[f"{LIGHT}{name}{LIGHT_ENDING}"] = light
    return store.editions.publish(story.id, story.edition, files, at_s, how)


def waiting(story: Story, store: Store) -> Waiting:
    """Count who waits in a story, and who would lose their place by this edition of it."""
    plays = _who_wait(story.id, store)
    gone = [play for play in plays if not stays(story, play.scene)]
    scenes = Counter(play.scene or "" for play in gone)
    kept = sum(bool(points_left(story, play.checkpoints)) for play in gone)
    return Waiting(len(plays), tuple(sorted(scenes.items())), kept)


def in_the_middle(story: str, store: Store) -> int:
    """Count who waits somewhere in a story."""
    return len(_who_wait(story, store))


def _who_wait(story: str, store: Store) -> list[Play]:
    return [play for text in store.editions.plays(story) if (play := _waits(text)) is not None]


def _waits(text: str) -> Play | None:
    """Give a play that waits somewhere; None where it has ended or cannot be read."""
    try:
        play = from_json(text)
    except (ValueError, TypeError, KeyError):
        return None
    return play if play.scene is not None and play.scene != ANYWHERE_SCENE else None
