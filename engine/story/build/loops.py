"""Scenes that lead to each other without ever waiting."""

from collections.abc import Mapping

from engine.story.build.reading import Reading
from engine.story.model import Scene
from engine.story.problems import Span


def refuse_loops(
    reading: Reading, start: str | None, scenes: Mapping[str, Scene], spans: Mapping[str, Span]
) -> None:
    """Tell of every ring of scenes that go on at once, at the one that stands first in the file."""
    done: set[str] = set()
    for first in scenes:
        path: dict[str, None] = {}
        scene: str | None = first
        while scene is not None and scene not in done and scene not in path:
            path[scene] = None
            scene = _next(scenes[scene], start)
        if scene is not None and scene in path:
            entered = list(path)
            _tell(reading, entered[entered.index(scene) :], spans)
        done.update(path)


def _tell(reading: Reading, ring: list[str], spans: Mapping[str, Span]) -> None:
    first = min(ring, key=lambda scene: spans[scene])
    at = ring.index(first)
    way = " -> ".join([*ring[at:], *ring[:at], first])
    message = f"These scenes go on to each other and never wait for the player: {way}."
    reading.problem(spans[first], "endless", message)


def _next(scene: Scene, start: str | None) -> str | None:
    if scene.waits or scene.ending:
        return None
    # Who has nowhere to go back to is sent to the start; from the start itself, that is a ring.
    return start if scene.back else scene.go
