"""Where everything of a story that was read is written."""

from engine.story.build import FILE, Source, build_written
from engine.story.model import Line

STORY = """\
story: T
languages: [en, es]
keywords: [MURAL]
start: a
polls: {best wall: [oak, river]}
collections: {memories: text}
scenes:
  a:
    say: {first: Hello., then: Hello.}
    ask:
      question: And you?
      collect: memories
    answers:
      - words: [no]
        say: Well.
        handover: b
    tries:
      3: {ending: E}
    go: b
  b: {ending: E}
"""
PO = b"""
msgctxt "a say"
msgid "Hello."
msgstr "Hola."

msgctxt "a question"
msgid "And?"
msgstr ""
"""
WRITTEN = build_written(Source(STORY.encode(), FILE, {"es": PO}), "t")


def test_every_key_that_a_finding_may_speak_of_has_its_place() -> None:
    found = {path: (span.line, span.column) for path, span in WRITTEN.spans.items()}
    wanted = {
        "keywords/MURAL": (3, 12),
        "polls/best wall": (5, 9),
        "collections/memories": (6, 15),
        "scenes/a/ask/question": (11, 17),
        "scenes/a/ask/collect": (12, 16),
        "replies/a/no/words": (14, 16),
        "replies/a/no/say": (15, 14),
        "replies/a/no/handover": (16, 19),
        "replies/a/tries/3/ending": (18, 19),
        "scenes/b/ending": (20, 15),
    }
    assert {path: found.get(path) for path in wanted} == wanted


def test_each_line_has_its_place_in_every_language_though_two_are_equal() -> None:
    lines = [
        (line.parts[0], span.line, span.column)
        for line, span in WRITTEN.lines
        if line.parts[0] in ("Hello.", "Hola.")
    ]
    assert lines == [
        ("Hello.", 9, 18), ("Hello.", 9, 32), ("Hola.", 9, 18), ("Hola.", 9, 32)
    ]  # fmt: skip


def test_the_lines_are_those_that_the_story_holds() -> None:
    ask = WRITTEN.story.scenes["a"].ask
    assert ask is not None
    assert isinstance(ask.question, Line)
    assert any(line is ask.question for line, _ in WRITTEN.lines)


def test_a_text_for_translators_stands_where_it_is_first_written() -> None:
    assert {entry: (span.line, span.column) for entry, span in WRITTEN.texts.items()} == {
        ("story story", "T"): (1, 8),
        ("a say", "Hello."): (9, 18),
        ("a words", "no"): (14, 16),
        ("a say", "Well."): (15, 14),
        ("a question", "And you?"): (11, 17),
    }


def test_an_entry_of_a_translation_has_its_line_though_it_is_empty() -> None:
    assert WRITTEN.translations["es"].lines == {("a say", "Hello."): 3, ("a question", "And?"): 7}
