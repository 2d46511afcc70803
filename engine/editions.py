"""What players meet: the current editions, parsed once, shared, and followed as they change."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from engine.faults import facts_of
from engine.play.catalog import Catalog, catalog_of, with_register
from engine.signs.register import states_of
from engine.store import Store
from engine.store.editions import GIVEN_OUT, LIGHT, MEDIA
from engine.story.build.folder import FILE, MAP, Source, build_written
from engine.story.measures import Measure, Measures, measures_from_json, measures_to_json
from engine.story.media import LIGHT_ENDING, Light, public_name
from engine.story.model import Story
from engine.story.problems import StoryError

# What went wrong, in words for staff, with the story it is of.
Tell: TypeAlias = Callable[..., None]
FOLLOWED_EVERY_S = 1.0
# So many older editions stay parsed.
MOST_OLDER = 32
# Beside the files of a folder an edition keeps what was measured of its media/, so that nothing has
# to be opened to tell how large and how long a walk is.
MEASURES = "measures.json"


class Published:
    """The current editions of a store, what of them staff closed, and what became of their signs.

    `catalog` is what was read last; `follow` keeps it so.
    """

    def __init__(self, store: Store, tell: Tell) -> None:
        self._store = store
        self._tell = tell
        self._guard = threading.Lock()
        self._newest = self._newest_closing = self._newest_sign = -1
        self._stories: dict[str, Story] = {}
        # Not the guard above: whoever asks for an older edition is inside a turn.
        self._reading_older = threading.Lock()
        self._older: dict[tuple[str, str], Story | None] = {}
        self._signs = states_of(())
        self.catalog = Catalog()

    def refresh(self) -> None:
        """Take on what was published since; what cannot be read any more stays as it was."""
        with self._guard:
            self._follow_signs()
            self._follow_editions()
            self._follow_closings()

    def _follow_editions(self) -> None:
        newest = self._store.editions.newest()
        if newest == self._newest:
            return
        current = self._store.editions.current()
        self._stories = {
            id_: story
            for id_, edition in current.items()
            if (story := self._story(id_, edition)) is not None
        }
        self._take_on()
        self._newest = newest

    def _follow_signs(self) -> None:
        newest = self._store.signs.newest()
        if newest != self._newest_sign:
            self._signs = self._store.signs.current()
            self._take_on()
            self._newest_sign = newest

    def _take_on(self) -> None:
        catalog = with_register(catalog_of(self._stories.values()), self._signs.values())
        self.catalog = replace(catalog, closed=self.catalog.closed)

    def _follow_closings(self) -> None:
        newest = self._store.closings.newest()
        if newest != self._newest_closing:
            self.catalog = replace(self.catalog, closed=self._store.closings.current())
            self._newest_closing = newest

    def edition(self, id_: str, edition: str) -> Story | None:
        """Give an edition of a story, as it was published once; None where there is none.

        A phone that was without signal for long has played it. Raises NotStored.
        """
        with self._reading_older:
            if (id_, edition) not in self._older:
                if len(self._older) >= MOST_OLDER:
                    del self._older[next(iter(self._older))]
                self._older[id_, edition] = self._once(id_, edition)
            return self._older[id_, edition]

    def _once(self, id_: str, edition: str) -> Story | None:
        if not self._store.editions.files(id_, edition):
            return None
        try:
            return build_written(source_in_store(self._store, id_, edition), id_).story
        except StoryError:
            return None

    def follow(self, stopped: threading.Event) -> None:
        """Look for what is new about once a second, until stopped."""
        while not stopped.wait(FOLLOWED_EVERY_S):
            try:
                self.refresh()
            except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                self._tell("New editions could not be looked for.", **facts_of(error))

    def _story(self, id_: str, edition: str) -> Story | None:
        known = self._stories.get(id_)
        if known is not None and known.edition == edition:
            return known
        source = source_in_store(self._store, id_, edition)
        try:
            return build_written(source, id_).story
        except StoryError as error:
            self._tell("A published story cannot be read.", story=id_, reason=str(error))
            return known


def catalog_now(store: Store) -> Catalog:
    """Give the stories that players meet now; what cannot be read is the server's to tell of."""
    published = Published(store, lambda *_what, **_facts: None)
    published.refresh()
    return published.catalog


def source_in_store(store: Store, story: str, edition: str) -> Source:
    """Give the source of an edition that is kept. Raises NotStored.

    Of one that was published before files were measured, their sizes are known.
    """
    files = store.editions.files(story, edition)
    source = replace(source_of(story, files), lights=_lights(store, story, edition, files))
    if MEASURES in files:
        return source
    sizes = store.editions.sizes(story, edition, MEDIA)
    return replace(source, measures={name: Measure(size) for name, size in sizes.items()})


def _lights(store: Store, story: str, edition: str, files: Mapping[str, bytes]) -> dict[str, Light]:
    """Give the pictures of an edition that are kept light as well, by the names of their files."""
    return {
        name.removesuffix(LIGHT_ENDING): Light(public_name(name, files[LIGHT + name].hex()), size)
        for name, size in store.editions.sizes(story, edition, LIGHT).items()
    }


def source_of(story: str, files: Mapping[str, bytes]) -> Source:
    """Give the source that the files of an edition are."""
    return Source(
        text=files.get(FILE, b""),
        file=f"{story}/{FILE}",
        translations={
            name.removesuffix(".po"): data
            for name, data in files.items()
            if name.endswith(".po") and not name.startswith(GIVEN_OUT)
        },
        media={
            name.removeprefix(MEDIA): digest.hex()
            for name, digest in files.items()
            if name.startswith(MEDIA)
        },
        measures=_measures(files),
        map=files.get(MAP),
    )


def _measures(files: Mapping[str, bytes]) -> Measures:
    """Give what was measured; what cannot be read any more is as if nobody had measured."""
    try:
        return measures_from_json(files.get(MEASURES, b"{}"))
    except ValueError:
        return {}


def files_of(source: Source, folder: Path) -> dict[str, bytes]:
    """Give the files that an edition is made of, by name.

    Raises OSError where a file of media/ went, or is another than the edition was named by.
    """
    files = {FILE: source.text}
    files |= {f"{language}.po": data for language, data in source.translations.items()}
    if source.map is not None:
        files[MAP] = source.map
    for name, digest in (source.media or {}).items():
        data = files[f"{MEDIA}{name}"] = (folder / MEDIA / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise OSError(f"{MEDIA}{name} changed while it was published. Publish once more.")
    if source.measures:
        files[MEASURES] = measures_to_json(source.measures)
    return files
