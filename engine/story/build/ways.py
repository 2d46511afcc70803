"""Which keys of a scene go together: it must have a way on, and only such as it can take."""

from engine.story.build.reading import Entries, Reading
from engine.story.document import MapNode, Node
from engine.story.model import Scene
from engine.story.slips import short

WAITS = ("choices", "answers", "ask", "walk")
ENDS = ("ending", "back", "handover")


def check_ways(reading: Reading, scene: Scene, node: Node, entries: Entries) -> None:
    """Tell of a scene without a way on, and of keys of which one would never be reached."""
    ends = [key for key in ENDS if key in entries and (key != "back" or scene.back)]
    ways = [key for key in (*WAITS, "go") if key in entries]
    timed = any(timed.reply.go or timed.reply.ending for timed in scene.after)
    if not ways and not ends and not timed and isinstance(node, MapNode):
        message = (
            f"The scene '{short(scene.id)}' has no way on. Give it choices, answers, ask, walk, "
            "go, back, ending or handover."
        )
        reading.problem(node.span, "no-way-on", message)
    for key in ends if ways else ():
        message = f"'{key}' and '{ways[0]}' do not go together: the scene would never do both."
        reading.problem(entries[key].span, "two-ways", message)
    if len(ends) > 1:
        message = f"Keep '{ends[0]}' or '{ends[1]}', not both."
        reading.problem(entries[ends[1]].span, "two-ways", message)
    _check_waiting(reading, entries)
    _check_unreached(reading, scene, entries)


def _check_waiting(reading: Reading, entries: Entries) -> None:
    goes_on = "ask" in entries or "walk" in entries
    if "go" in entries and not goes_on and ("choices" in entries or "answers" in entries):
        message = (
            "Beside choices or answers, 'go' stands only with 'ask' or 'walk': put a 'go' in each "
            "reply."
        )
        reading.problem(entries["go"].span, "two-ways", message)
    for key in ("ask", "walk"):
        if key in entries and "go" not in entries:
            message = f"After '{key}', the scene needs a 'go': where the story goes on."
            reading.problem(entries[key].span, "no-way-on", message)
    if "ask" in entries and "walk" in entries:
        message = "'walk' does not stand beside 'ask': ask in a scene before or after it."
        reading.problem(entries["walk"].span, "two-ways", message)


def _check_unreached(reading: Reading, scene: Scene, entries: Entries) -> None:
    waits = scene.waits or any(key in entries for key in (*WAITS, "after"))
    for key, whom in (("hints", "ask for these hints"), ("tries", "try"), ("skip", "skip")):
        if key in entries and not waits:
            message = f"Nobody can {whom}: the scene does not wait."
            reading.problem(entries[key].span, "never-reached", message)
    if "after" in entries and any(key in entries for key in ENDS) and not scene.replies:
        message = "Nothing comes after silence here: the scene does not wait."
        reading.problem(entries["after"].span, "never-reached", message)
