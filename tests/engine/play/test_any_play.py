"""Random plays over the story that ships: whatever is sent, the engine holds."""

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.languages.sentences import commands
from engine.library import catalog_of
from engine.play.effects import Offer, Repeat, Say
from engine.play.events import Event, Joined, Said, Scanned
from engine.play.play import Play, from_json, to_json
from engine.play.step import Turn, new_play, step
from engine.story.build import read_story
from engine.story.model import Line, Reply
from tests.engine.play.cases import NOON

STORY = read_story(Path(__file__).parents[3] / "stories" / "grand-avenue-mural")
CATALOG = catalog_of([STORY])
WORLD = replace(NOON, seed=1, keywords=CATALOG.keywords, signs=CATALOG.signs)
MOST_BYTES = 1_024
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


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_sent_the_engine_holds(data: st.DataObject) -> None:
    play = step(STORY, new_play(STORY, "en", WORLD), Joined(), WORLD).play
    for _ in range(data.draw(st.integers(1, 60))):
        event = data.draw(events(play))
        turn = step(STORY, play, event, WORLD)
        text = to_json(turn.play)
        assert step(STORY, from_json(to_json(play)), event, WORLD) == turn
        assert says_something(turn)
        assert is_whole(turn.play)
        assert len(text.encode("utf-8", "surrogatepass")) <= MOST_BYTES
        play = turn.play
