"""Walks that nobody can prove to have made."""

from collections.abc import Iterator, Mapping

from engine.story.build.folder import Written
from engine.story.model import ANYWHERE_SCENE, Place, Scene
from engine.story.problems import Problem, Span
from engine.story.slips import short


def unprovable_walk(written: Written) -> Iterator[Problem]:
    """Tell of a walk whose proof none of its places can give, and of a start at no sign at all."""
    story = written.story
    for scene in story.scenes.values():
        if scene.walk is not None and (missing := _missing(scene, story.places)):
            names = " and ".join(f"'{short(place)}'" for place in scene.walk.to)
            message = (
                f"Nobody can prove that they are there: the walk asks for 'proof: "
                f"{scene.walk.proof}', and {names} has no '{missing}'. Add it, or take the proof "
                "away."
            )
            yield Problem(written.spans[f"scenes/{scene.id}/walk"], "unprovable-walk", message)
    if story.start == ANYWHERE_SCENE and not any(each.code for each in story.places.values()):
        span = written.spans.get("start", Span(written.source.file))
        message = "Nobody can begin: the sign decides where, and no place has a 'code'. Add codes."
        yield Problem(span, "unprovable-walk", message)


def _missing(scene: Scene, places: Mapping[str, Place]) -> str:
    """Give the key without which no place of a walk can be proven; empty where one can be."""
    walk = scene.walk
    if walk is None or walk.proof == "any":
        return ""
    # Where all are closed, a word will do.
    to = [places[place] for place in walk.to if places[place].status == "open"]
    has = [place.code if walk.proof == "sign" else place.at for place in to]
    return "" if not to or any(has) else ("code" if walk.proof == "sign" else "at")
