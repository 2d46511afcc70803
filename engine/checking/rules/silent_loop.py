"""Scenes that go round by themselves while nobody replies."""

from collections.abc import Iterator

from engine.story.build.folder import Written
from engine.story.build.loops import ring_from, without_end
from engine.story.build.variants import scenes_of
from engine.story.model import Scene
from engine.story.problems import Problem


def silent_loop(written: Written) -> Iterator[Problem]:
    """Tell of scenes that send somebody who says nothing round for ever, text after text."""
    story = written.story
    ways = {scene.id: _ways(scene) for scene in story.scenes.values()}
    endless = without_end(ways)
    walked: set[str] = set()
    for first in story.scenes:
        found = ring_from(first, ways, endless, walked) if first in endless else []
        timed = [scene for scene in found if _timed(story.scenes[scene])]
        if timed:
            way = " -> ".join([*found, found[0]])
            message = (
                f"Who says nothing goes round for ever here, with a text each time: {way}. "
                "Let one of them end the story, or wait without an 'after' that goes on."
            )
            after = f"scenes/{timed[-1]}/after"
            span = written.spans.get(after) or written.spans["after"]
            yield Problem(span, "silent-loop", message, "warning")


def _ways(scene: Scene) -> tuple[str, ...] | None:
    """Give where a scene goes on to by itself; None where it rests or the story ends."""
    timed = _timed(scene)
    if timed or scene.waits or scene.ending or scene.handover or scene.back:
        return timed or None
    return scenes_of(scene.go) or None


def _timed(scene: Scene) -> tuple[str, ...]:
    """Give where silence leads from a scene; nowhere if it may also end the story."""
    found: list[str] = []
    for timed in scene.after:
        reply = timed.reply
        if reply.ending or reply.handover or reply.visit:
            return ()
        found += scenes_of(reply.go)
        if reply.go is not None and reply.condition is None:
            break
    return tuple(found)
