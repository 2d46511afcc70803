"""Random plays over the story that ships: whatever is sent, the engine holds."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.checking.walks.doing import DOING
from engine.checking.walks.reading import read_walk
from engine.languages.sentences import commands
from engine.library import catalog_of
from engine.play.chance import choose
from engine.play.effects import Begin, Lead, Offer, Repeat, Say
from engine.play.events import (
    Arrived,
    Event,
    Joined,
    Located,
    Passed,
    Pressed,
    Said,
    Scanned,
    SentPhoto,
    SentVoice,
)
from engine.play.play import Play, from_json, to_json
from engine.play.step import Turn, new_play, step
from engine.story.build import read_story
from engine.story.document import Scalar
from engine.story.model import Line, Reply
from tests.engine.play.cases import NOON

FOLDER = Path(__file__).parents[3] / "stories" / "grand-avenue-mural"
STORY = read_story(FOLDER)
CATALOG = catalog_of([STORY])
WORLD = replace(NOON, seed=1, keywords=CATALOG.keywords, signs=CATALOG.signs)
MOST_BYTES = 4_096
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
    located = st.builds(Located, st.floats(42.13, 42.131), st.floats(-92.311, -92.31))
    ids = st.sampled_from([*play.menu, *(f"{play.scene}/{id_}" for id_ in play.menu), "gone/x"])
    pressed = st.builds(Pressed, ids | texts(play), texts(play))
    return st.one_of(*[texts(play).map(Said)] * 8, scans, joins, located, pressed)


def says_something(turn: Turn) -> bool:
    return any(isinstance(effect, Say | Offer | Lead | Repeat | Begin) for effect in turn.effects)


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


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
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


def test_a_play_of_five_thousand_turns_stays_under_four_kilobytes() -> None:
    play, seed, sizes = new_play(STORY, "en", WORLD), 11, []
    for turn in range(5_000):
        world = replace(WORLD, now=WORLD.now + turn * timedelta(minutes=2))
        event, seed = some_event(play, seed)
        play = step(STORY, play, event, world).play
        sizes.append(size(play))
    assert max(sizes) <= MOST_BYTES


def some_event(play: Play, seed: int) -> tuple[Event, int]:
    """Give something that may happen now, by chance: mostly what leads on."""
    scene = STORY.scenes.get(play.scene or "")
    meant = [text for reply in (scene.replies if scene else ()) for text in _texts_of(reply)]
    likely = [Said(str(number)) for number, _ in enumerate(play.menu, 1)] + [*map(Said, meant)]
    away: list[Event] = [Scanned(place) for place in STORY.places]
    away += [Arrived(place) for place in STORY.places]
    away += [Said(text) for text in (*ANYWHERE, "x" * 200)]
    away += [Passed(), SentPhoto("1"), SentVoice("1"), Joined()]
    kind, seed = choose(seed, 3)
    several = away if not kind or not likely else likely
    index, seed = choose(seed, len(several))
    return several[index], seed
