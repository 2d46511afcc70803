"""Watching the folder of stories: a changed story is published when it checks."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from engine.clock import Clock
from engine.editions import catalog_now
from engine.library import story_folders
from engine.publishing import Considered, Waiting, consider, publish, waiting
from engine.store import NotStored, Store

# A look costs less than a millisecond, and finds changes on network disks and in containers too,
# where the system does not tell of them.
LOOKED_EVERY_S = 0.5
# name -> (when it was changed, how long it is)
Signature: TypeAlias = tuple[tuple[str, int, int], ...]
Standing: TypeAlias = dict[Path, Signature]


# What came of a folder: it was published; it has errors; its story was withdrawn, and stays so; it
# is an edition that was gone back from, and nobody has changed it since; the folder went, and
# players still meet its story.
Came: TypeAlias = Literal["published", "refused", "withdrawn", "gone back from", "deleted"]


class Outcome(Protocol):
    """Hears what came of each change, and who waited in the story that was published."""

    def __call__(self, considered: Considered, *, came: Came, who: Waiting) -> None:
        """Tell staff."""


@dataclass(slots=True)
class Watching:
    """Publishes what changes in a folder, beginning with how its stories stood (`as_it_stands`).

    `told` hears of each change, `failed` of what should not have happened.
    """

    root: Path
    seen: Standing
    store: Store
    clock: Clock
    told: Outcome
    failed: Callable[[Exception], None]
    _settling: Standing = field(default_factory=dict)
    _missing: set[Path] = field(default_factory=set)

    def look(self) -> None:
        """Publish what has changed since the last look but one, and changes no more.

        Editors write a file in several steps; what is half written is not looked at.
        """
        now = as_it_stands(self.root)
        for folder, signature in now.items():
            if self.seen.get(folder) == signature:
                continue
            if self._settling.get(folder) == signature:
                self.seen[folder] = signature
                publish_one(folder, self.store, self.clock, self.told)
        self._settling = now
        self._look_for_gone(now)

    def _look_for_gone(self, now: Standing) -> None:
        """Tell of the folders that were there two looks ago, and of whose stories players meet."""
        gone = self.seen.keys() - now.keys()
        for folder in gone & self._missing:
            del self.seen[folder]
            if folder.name in self.store.editions.current():
                self.told(Considered(folder, ()), came="deleted", who=Waiting())
        self._missing = gone & self.seen.keys()

    def run(self, stopped: threading.Event) -> None:
        """Look again and again, until stopped."""
        while not stopped.wait(LOOKED_EVERY_S):
            try:
                self.look()
            except (NotStored, OSError):
                # What could not be stored or read is looked at anew.
                self.seen.clear()
            except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                self.failed(error)


def publish_one(
    folder: Path, store: Store, clock: Clock, told: Outcome, *, changed: bool = True
) -> None:
    """Publish a folder when it checks; say what came of it, unless it is published already.

    A story that was withdrawn stays so. `changed`: somebody has just changed the folder; else one
    that was gone back from is left.
    """
    considered = consider(folder, catalog_now(store))
    story, log = considered.story, store.editions.published()
    if story is None:
        told(considered, came="refused", who=Waiting())
        return
    known = [each.edition for each in log if each.story == story.id]
    if known and known[-1] == story.edition:
        return
    if known and known[-1] is None:
        told(considered, came="withdrawn", who=Waiting())
    elif not changed and story.edition in known:
        told(considered, came="gone back from", who=Waiting())
    else:
        who = waiting(story, store)
        publish(considered, store, int(clock().timestamp()), "watch")
        told(considered, came="published", who=who)


def publish_first(root: Path, store: Store, clock: Clock) -> list[Considered]:
    """Publish every story of a folder that checks, where none was ever published; give all."""
    if store.editions.newest():
        return []
    considered = []
    for folder in story_folders(root):
        each = consider(folder, catalog_now(store))
        considered.append(each)
        if each.story is not None:
            publish(each, store, int(clock().timestamp()), "first")
    return considered


def as_it_stands(root: Path) -> Standing:
    """Give what tells a change, by the folder of each story.

    Take it before the folder is published, so that what changes meanwhile is a change.
    """
    return {folder: _signature(folder) for folder in story_folders(root)}


def _signature(folder: Path) -> Signature:
    return tuple(sorted(_files(folder)))


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for pattern in ("story.yaml", "map.geojson", "*.po", "media/*"):
        for file in folder.glob(pattern):
            try:
                stat = file.stat()
            except OSError:
                continue  # it went between the two
            yield str(file.relative_to(folder)), stat.st_mtime_ns, stat.st_size
