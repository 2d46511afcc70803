"""Random plays over the story that ships: whatever is sent, the engine holds."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.checking.walk import DOING, read_walk
from engine.languages.sentences import commands
from engine.library import catalog_of
from engine.play.effects import Offer, Repeat, Say
from engine.play.events import Event, Joined, Said, Scanned
from engine.play.play import Play, Return, from_json, to_json
from engine.play.step import Turn, new_play, step
from engine.play.telling import MOST_RETURNS
from engine.story.build import read_story
from engine.story.document import Scalar
from engine.story.model import First, Line, Reply
from tests.engine.play.cases import NOON

FOLDER = Path(__file__).parents[3] / "stories" / "grand-avenue-mural"
STORY = read_story(FOLDER)
CATALOG = catalog_of([STORY])
WORLD = replace(NOON, seed=1, keywords=CATALOG.keywords, signs=CATALOG.signs)
MOST_BYTES = 2_048
CODES = sorted(place.code for place in STORY.places.values() if place.code)
ANYWHERE = [
    *commands("en"),
    *CATALOG.keywords,
    *CODES,
    *(f"MURAL {code}" for code in CODES),
    "0",
    "99",
]
JUNK = st.text(st.characters(exclude_categories=()), max_size=100)


def texts(play: Play) -> st.SearchStrategy[str]:
    """Give what somebody might send now: mostly what leads on, sometimes anything."""
    numbers = [str(number) for number, _ in enumerate(play.menu, 1)]
    scene = STORY.scenes.get(play.scene or "")
    meant = [text for reply in (scene.replies if scene else ()) for text in _texts_of(reply)]
    likely = st.sampled_from([*numbers, *meant] or ANYWHERE)
    return st.one_of(likely, likely, likely, likely, st.sampled_from(ANYWHERE), JUNK)


def _texts_of(reply: Reply) -> list[str]:
    numbers = [str(reply.number.low), str(reply.number.high)] if reply.number else []
    label = [_shown(reply.pick)] if reply.pick else []
    return [*numbers, *label, *(" ".join(words) for words in reply.words)]


def _shown(pick: Line) -> str:
    return "".join(part for part in pick.parts if isinstance(part, str))


def events(play: Play) -> st.SearchStrategy[Event]:
    """Give what might happen now."""
    scans = st.sampled_from([*STORY.places, "nowhere"]).map(Scanned)
    joins = st.sampled_from([None, *STORY.places]).map(Joined)
    return st.one_of(*[texts(play).map(Said)] * 8, scans, joins)


def says_something(turn: Turn) -> bool:
    return any(isinstance(effect, Say | Offer | Repeat) for effect in turn.effects)


def size(play: Play) -> int:
    """Give the bytes that a play takes where it is kept."""
    return len(to_json(play).encode("utf-8", "surrogatepass"))


def is_whole(play: Play) -> bool:
    """Tell whether everything in a play is in the story."""
    scene = STORY.scenes.get(play.scene or "")
    ids = {reply.id for reply in scene.replies} if scene else set()
    return (
        (scene is not None and scene.waits) != (play.ended is not None)
        and set(play.menu) <= ids
        and set(play.items) <= set(STORY.items)
        and set(play.facts) <= set(STORY.facts)
        and {way.scene for way in play.returns} <= set(STORY.scenes)
        and (play.place is None or play.place in STORY.places)
    )


def way_through(walk: str) -> list[Event]:
    """Give what the player of a walk does."""
    steps = read_walk(FOLDER / "walks" / f"{walk}.yaml").steps
    done = [(step.key, step.node) for step in steps if step.key in DOING]
    return [
        Scanned(node.text) if key == "scan" else Said(node.text)
        for key, node in done
        if isinstance(node, Scalar)
    ]


WAYS = [way_through("the-last-note"), way_through("from-the-top"), way_through("wrong-turns")]


def after(events_: list[Event]) -> Play:
    play = new_play(STORY, "en", WORLD)
    for event in events_:
        play = step(STORY, play, event, WORLD).play
    return play


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_sent_the_engine_holds(data: st.DataObject) -> None:
    way = data.draw(st.sampled_from(WAYS))
    play = after(way[: data.draw(st.integers(1, len(way)))])
    for _ in range(data.draw(st.integers(1, 30))):
        event = data.draw(events(play))
        turn = step(STORY, play, event, WORLD)
        assert step(STORY, from_json(to_json(play)), event, WORLD) == turn
        assert says_something(turn)
        assert is_whole(turn.play)
        assert size(turn.play) <= MOST_BYTES
        play = turn.play


@pytest.mark.parametrize("way", WAYS, ids=["the last note", "from the top", "wrong turns"])
def test_a_play_of_the_shipped_walks_stays_under_a_kilobyte(way: list[Event]) -> None:
    sizes = [size(after(way[:steps])) for steps in range(1, len(way) + 1)]
    assert max(sizes) <= 1_024


def test_the_fullest_play_of_the_shipped_story_stays_under_two_kilobytes() -> None:
    scenes = STORY.scenes.values()
    once = [f"{scene.id}/{reply.id}" for scene in scenes for reply in scene.replies if reply.once]
    said = {f"{scene.id}/say" for scene in scenes if isinstance(scene.say, First)}
    full = replace(
        new_play(STORY, "en", replace(WORLD, seed=2**32 - 1)),
        scene=max(STORY.scenes, key=len),
        place=max(STORY.places, key=len),
        menu=max((tuple(r.id for r in scene.replies if r.pick) for scene in scenes), key=len),
        facts={"instrument": "🪗" * 80, "bird fed": True},
        items=STORY.items,
        visits=dict.fromkeys(STORY.asked_scenes, 99),
        taken=dict.fromkeys({*once, *STORY.asked_replies}, 1),
        used=dict.fromkeys(said, 99),
        returns=(Return(max(STORY.scenes, key=len), 3, 99),) * MOST_RETURNS,
        hints=3,
        misses=99,
    )
    assert size(full) <= MOST_BYTES
