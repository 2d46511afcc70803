"""Scenes that lead to each other without ever waiting."""

from collections.abc import Mapping

from engine.story.build.reading import Reading
from engine.story.build.variants import scenes_of
from engine.story.model import Scene, Story


def refuse_loops(reading: Reading, story: Story) -> None:
    """Tell of every ring of scenes that no way leads out of and where nothing is waited for.

    A ring that chance or a condition leads out of is for the search to judge.
    """
    # A start that is no scene is told elsewhere.
    start = story.start if story.start in story.scenes else None
    ways = {scene.id: _ways(scene, start) for scene in story.scenes.values()}
    endless = without_end(ways)
    walked: set[str] = set()
    for first in story.scenes:
        if first in endless and (ring := ring_from(first, ways, endless, walked)):
            _tell(reading, ring)


def _ways(scene: Scene, start: str | None) -> tuple[str, ...] | None:
    """Give where a scene goes on to at once; None where it waits or the story ends."""
    if scene.waits or scene.ending or scene.handover:
        return None
    # Who has nowhere to go back to is sent to the start; from the start itself, that is a ring.
    if scene.back:
        return (start,) if start is not None else None
    return scenes_of(scene.go) or None


def without_end(ways: Mapping[str, tuple[str, ...] | None]) -> set[str]:
    """Give the scenes from which nothing that waits can be reached."""
    led_to: dict[str, list[str]] = {}
    for scene, following in ways.items():
        for each in following or ():
            led_to.setdefault(each, []).append(scene)
    waiting = [scene for scene, following in ways.items() if following is None]
    reached = set(waiting)
    while waiting:
        for scene in led_to.get(waiting.pop(), ()):
            if scene not in reached:
                reached.add(scene)
                waiting.append(scene)
    return set(ways) - reached


def ring_from(
    first: str,
    ways: Mapping[str, tuple[str, ...] | None],
    endless: set[str],
    walked: set[str],
) -> list[str]:
    """Give the ring that a scene without end leads into; none where that was walked before."""
    path: dict[str, None] = {}
    scene = first
    while scene not in path and scene not in walked:
        path[scene] = None
        following = ways[scene] or ()
        scene = next(each for each in following if each in endless)
    walked.update(path)
    entered = list(path)
    return entered[entered.index(scene) :] if scene in path else []


def _tell(reading: Reading, ring: list[str]) -> None:
    spans = {scene: reading.spans[f"scenes/{scene}"] for scene in ring}
    first = min(ring, key=lambda scene: spans[scene])
    at = ring.index(first)
    way = " -> ".join([*ring[at:], *ring[:at], first])
    message = f"These scenes go on to each other and never wait for the player: {way}."
    reading.problem(spans[first], "endless", message)
