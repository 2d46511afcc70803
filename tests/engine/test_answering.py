"""What of a turn is answered by text, and how it is written."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from engine.answering import as_plain
from engine.gate import Gate
from engine.library import Library
from engine.play.catalog import Catalog, catalog_of
from engine.play.effects import Lead, Offer, Say
from engine.play.message import message
from engine.store import Store
from engine.story.model import Line, Story
from engine.terms import Terms
from engine.texting.segments import segments
from engine.turns import Turns
from engine.waking import Waker
from tests.engine.door import NOON, Visitor

NEW_YORK = "+12125550123"
CURLY = """
story: Curly
keywords: [CURLY]
start: gate
scenes:
  gate:
    say: “It’s not locked,” says the gate — and a path behind it leads down to the river bank…
    choices:
      - {pick: “Go”, say: You’re there., ending: River}
      - {pick: Façade, say: “Façade”.}
    after:
      1 min: {say: Still “there”?}
"""


def visitor_of(folder: Path, store: Store, texts: str) -> Visitor:
    (folder / "curly").mkdir()
    (folder / "curly" / "story.yaml").write_text(f"{CURLY}texts: {texts}\n", encoding="utf-8")
    visitor = Visitor(store, Library(folder).catalog, NEW_YORK, NOON + timedelta(hours=3))
    visitor.turns = Turns(
        store, lambda: visitor.stories, lambda: visitor.at, visitor.tell, sends=True,
        gate=Gate(Terms()),
    )  # fmt: skip
    return visitor


PLAIN = (
    '"It\'s not locked," says the gate - and a path behind it leads down to the river bank...\n\n'
    '1 "Go"'
)


def test_a_story_in_plain_texts_is_sent_counted_and_repeated_as_such(
    tmp_path: Path, store: Store
) -> None:
    visitor = visitor_of(tmp_path, store, "plain")
    visitor.stories = _without(visitor, "Façade")
    assert message(visitor.text("curly").effects) == PLAIN
    assert segments(PLAIN).encoding == "GSM-7"
    assert [each.segments_out for each in store.spent()] == [1]
    assert message(visitor.text("again").effects) == PLAIN
    visitor.at += timedelta(minutes=1)
    Waker(visitor.turns, visitor.tell).wake_all()
    (letter,) = store.outbox("", lambda _: 1_000.0).claim(visitor.at.timestamp())
    assert (letter.text, letter.segments) == ('Still "there"?\n\n1 "Go"', 1)
    assert message(visitor.text("1").effects) == "You're there."


def test_a_story_as_written_is_sent_as_written(tmp_path: Path, store: Store) -> None:
    visitor = visitor_of(tmp_path, store, "as written")
    said = message(visitor.text("curly").effects)
    assert said.startswith("“It’s not locked,” says the gate — and")
    assert [each.segments_out for each in store.spent()] == [segments(said).count] == [2]


def test_what_would_not_be_cheaper_keeps_its_looks(tmp_path: Path, store: Store) -> None:
    visitor = visitor_of(tmp_path, store, "plain")
    # Because of the ç of a choice, all of the message is in the dearer letters anyway.
    assert "“It’s not locked,”" in message(visitor.text("curly").effects)


def test_on_the_web_a_story_keeps_its_looks(tmp_path: Path, store: Store) -> None:
    visitor = visitor_of(tmp_path, store, "plain")
    visitor.stories = _without(visitor, "Façade")
    assert "“It’s not locked,”" in message(visitor.text("curly", kind="try").effects)


def test_every_part_of_an_answer_is_made_plain() -> None:
    said = (
        Say("‘a’", alt="‘b’", audio="x.mp3", transcript="‘c’"),
        Lead("p", "‘d’", "‘e’", "1,2"),
        Offer(("‘f’", "g")),
    )
    assert as_plain(said) == (
        Say("'a'", alt="'b'", audio="x.mp3", transcript="'c'"),
        Lead("p", "'d'", "'e'", "1,2"),
        Offer(("'f'", "g")),
    )
    assert as_plain((*said, Say("œuvre"))) == (*said, Say("œuvre"))
    assert as_plain(()) == ()


def _without(visitor: Visitor, pick: str) -> Catalog:
    return catalog_of([_cut(story, pick) for story in visitor.stories.stories.values()])


def _cut(story: Story, pick: str) -> Story:
    gate = story.scenes["gate"]
    left = tuple(each for each in gate.replies if each.pick != Line((pick,)))
    return replace(story, scenes={**story.scenes, "gate": replace(gate, replies=left)})
