"""Translations beside a story: read, used, told, and refreshed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.play.effects import Say
from engine.play.events import Joined
from engine.play.step import new_play, step
from engine.play.world import Shared, World
from engine.story.build import Source, build_written, read_story
from engine.story.build.variants import lines_of
from engine.story.model import Line, Slot, Story
from engine.story.problems import StoryError
from engine.story.translation import Translation, read_translation, refreshed
from tests.engine.story.told import told

NOW = datetime(2027, 6, 5, 12, tzinfo=UTC)
STORY = """\
story: The Gate
about: A gate.
start: a
languages: [en, es]
remember: {friend: ""}
places: {gate: {name: North gate, directions: Go left.}}
scenes:
  a:
    say: {first: 'Hello {friend}.', then: Hello again.}
    hints: [Look up.]
    choices:
      - pick: Leave
        words: [go, bye bye]
        say: You left.
        ending: Home
  b: {say: 'Hello {friend}.', ending: Home}
"""
PO = """\
msgctxt "story story"
msgid "The Gate"
msgstr "La puerta"

msgctxt "a say"
msgid "Hello {friend}."
msgstr "Hola, {friend}."

#, fuzzy
msgctxt "a say"
msgid "Hello again."
msgstr "Hola otra vez."

msgctxt "a hints"
msgid "Look up."
msgstr ""

msgctxt "a pick"
msgid "Leave"
msgstr "Salir"

msgctxt "a words"
msgid "go, bye bye"
msgstr "adiós, hasta luego"

msgctxt "gate name"
msgid "North gate"
msgstr "Puerta norte"
"""


def both(po: str = PO) -> tuple[Story, Story]:
    source = Source(STORY.encode(), translations={"es": po.encode()})
    story = build_written(source, "t").story
    return story, story.told_in("es")


def texts(story: Story, scene: str) -> list[Line]:
    return list(lines_of(story.scenes[scene].speech["sms"].say))


def test_a_text_is_said_in_its_translation_and_else_as_it_is_written() -> None:
    story, spanish = both()
    friend = Slot("fact", "friend")
    assert (story.title, spanish.title, spanish.about) == ("The Gate", "La puerta", "A gate.")
    assert spanish.places["gate"].name == "Puerta norte"
    assert spanish.places["gate"].directions == "Go left."
    assert texts(spanish, "a")[0] == Line(("Hola, ", friend, "."))
    assert texts(story, "a")[0] == Line(("Hello ", friend, "."))
    assert (story.language, spanish.language) == ("en", "es")


def test_a_text_of_another_scene_has_its_own_translation() -> None:
    assert texts(both()[1], "b") == [Line(("Hello ", Slot("fact", "friend"), "."))]


def test_what_is_fuzzy_or_empty_is_not_used() -> None:
    _, spanish = both()
    assert texts(spanish, "a")[1] == Line(("Hello again.",))
    assert spanish.scenes["a"].hints == (Line(("Look up.",)),)


def test_translated_words_work_beside_those_of_the_file() -> None:
    reply = both()[1].scenes["a"].replies[0]
    assert (reply.id, reply.pick, reply.label) == ("leave", Line(("Salir",)), ("salir",))
    assert reply.words == (("go",), ("bye", "bye"), ("adios",), ("hasta", "luego"))


def test_a_translation_tells_what_it_has_and_what_is_stale() -> None:
    read = read_translation(PO.encode(), "es", "es.po")
    assert read.stale == {("a say", "Hello again.")}
    assert read.text("a pick", "Leave") == "Salir"
    assert read.text("b pick", "Leave") == "Leave"
    assert len(read.texts) == 5


def test_a_language_without_a_file_is_told_as_it_is_written() -> None:
    story = build_written(Source(STORY.encode()), "t").story
    assert story.told_in("es").title == "The Gate"


@pytest.mark.parametrize("po", [b"nonsense\n", b'msgid "\xff"\nmsgstr "x"\n'])
def test_what_is_no_translation_is_told_with_its_file(po: bytes) -> None:
    with pytest.raises(StoryError) as caught:
        read_translation(po, "es", "stories/t/es.po")
    (problem,) = caught.value.problems
    assert (problem.span.file, problem.rule) == ("stories/t/es.po", "translation")
    assert problem.message.startswith("This is not a translation as gettext writes it: ")


def test_a_slot_that_only_the_translation_has_is_told_where_it_stands() -> None:
    source = Source(
        STORY.encode(), translations={"es": PO.replace("Hola, {friend}", "{x}").encode()}
    )
    message = (
        "The translation of line 9 of story.yaml does not fit: '{x}' names no fact. "
        "For a brace as text write '{{'."
    )
    assert told(source) == [f"6:1 placeholder {message}"]


def test_a_folder_is_read_with_its_translations(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    (tmp_path / "es.po").write_text(PO, encoding="utf-8")
    assert read_story(tmp_path).told_in("es").title == "La puerta"


def test_every_text_for_players_is_collected_once_with_its_owner() -> None:
    written = build_written(Source(STORY.encode()), "t")
    assert list(written.texts) == [
        ("gate name", "North gate"),
        ("gate directions", "Go left."),
        ("story story", "The Gate"),
        ("story about", "A gate."),
        ("a say", "Hello {friend}."),
        ("a say", "Hello again."),
        ("a pick", "Leave"),
        ("a say", "You left."),
        ("a words", "go, bye bye"),
        ("a hints", "Look up."),
        ("b say", "Hello {friend}."),
    ]


def test_a_first_translation_has_every_text_and_no_words_yet() -> None:
    wanted = build_written(Source(STORY.encode()), "t").texts
    first = refreshed(None, wanted, "es", "The Gate", NOW)
    assert (first.missing, first.stale) == (len(wanted), 0)
    assert first.po.startswith(b"# The Gate (es)\n")
    for left_to_fill in (b"PROJECT", b"FIRST AUTHOR", b"ORGANIZATION"):
        assert left_to_fill not in first.po
    assert read_translation(first.po, "es", "es.po") == Translation("es")


def test_what_was_translated_is_kept_and_what_changed_a_little_is_marked() -> None:
    wanted = [("a say", "Hello {friend}!"), ("a pick", "Leave"), ("a say", "New.")]
    found = refreshed(PO.encode(), wanted, "es", "The Gate", NOW)
    read = read_translation(found.po, "es", "es.po")
    assert read.texts == {("a pick", "Leave"): "Salir"}
    assert ("a say", "Hello {friend}!") in read.stale
    assert (found.missing, found.stale) == (1, 1)
    assert b'#~ msgid "North gate"' in found.po
    assert b"# Was: Hello {friend}.\n" in found.po


def test_a_translation_that_is_refreshed_twice_stays_as_it_is() -> None:
    wanted = build_written(Source(STORY.encode()), "t").texts
    once = refreshed(PO.encode(), wanted, "es", "The Gate", NOW)
    twice = refreshed(once.po, wanted, "es", "The Gate", NOW + timedelta(days=1))
    assert once.po == twice.po
    assert (
        read_translation(once.po, "es", "es.po").texts
        == read_translation(PO.encode(), "es", "es.po").texts
    )


SHARED = """\
story: The Wall
start: a
languages: [en, es]
items: [oil, brass key]
polls: {best wall: [oak, river], worst wall: [oak, moon]}
scenes:
  a:
    say: "You carry {items}. Best: {best wall.leader}, of {worst wall.moon} votes."
    do: [get oil, get brass key, vote river in best wall, vote moon in worst wall]
    choices: [{pick: Leave, do: [vote oak in best wall, vote oak in worst wall], ending: Out}]
"""
NAMES = """
msgctxt "story items"
msgid "oil"
msgstr "aceite"

msgctxt "story polls"
msgid "river"
msgstr "río"
"""


def test_items_and_options_that_are_shown_want_a_translation_and_no_others() -> None:
    texts = build_written(Source(SHARED.encode()), "t").texts
    assert [entry for entry in texts if entry[0] != "a say"] == [
        ("story story", "The Wall"),
        ("a pick", "Leave"),
        ("story items", "oil"),
        ("story items", "brass key"),
        ("story polls", "oak"),
        ("story polls", "river"),
    ]


def test_items_and_options_are_shown_in_the_language_of_the_player() -> None:
    source = Source(SHARED.encode(), translations={"es": NAMES.encode()})
    story = build_written(source, "t").story
    assert story.told_in("es").items == {"oil": "aceite", "brass key": "brass key"}
    assert story.told_in("es").polls["best wall"] == {"oak": "oak", "river": "río"}
    world = World(NOW, shared=lambda _story: Shared(votes={"best wall": {"river": 3}}))
    said = step(story, new_play(story, "es", world), Joined(), world).effects
    assert [effect.text for effect in said if isinstance(effect, Say)] == [
        "You carry aceite y brass key. Best: río, of 1 votes."
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('msgstr "Salir', '"Salir"'), ("msgstr Salir", '"Salir"'), ('msgstr Salir"', '"Salir"'),
        ('msgstr "', '""'), ('msgid "Leave', '"Leave"'), ('"y otra linea', '"y otra linea"'),
    ],
)  # fmt: skip
def test_a_text_without_its_quotes_is_told_and_never_cut(line: str, told: str) -> None:
    key = line.split(maxsplit=1)[0] if line.startswith("msg") else "msgstr"
    whole = 'msgctxt "a pick"\nmsgid "Leave"\nmsgstr "Salir"\n'
    old = next(each for each in whole.splitlines() if each.startswith(key))
    po = whole.replace(old, line if line.startswith("msg") else f"{old}\n{line}")
    with pytest.raises(StoryError) as caught:
        read_translation(po.encode(), "es", "es.po")
    (problem,) = caught.value.problems
    assert problem.excerpt == line
    assert problem.message == f"Put this text between two quotes, as the others: {told}."


def test_what_gettext_writes_beside_texts_is_no_text() -> None:
    po = '# a note "\n#: story.yaml:3\n#, fuzzy\n#| msgid "Go\nmsgid ""\nmsgstr ""\n"A: b\\n"\n\n'
    assert read_translation(po.encode(), "es", "es.po").texts == {}
