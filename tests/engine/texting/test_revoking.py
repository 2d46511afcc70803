"""Who wants no more texts is understood in any reasonable words, and stories keep their answers."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.story.build import read_story
from engine.texting import revoking
from engine.texting.revoking import revokes

SAID = json.loads(Path(__file__).with_name("revocations.json").read_text(encoding="utf-8"))
LANGUAGES = ["en", "es", "fr", "zh"]
OUT = [text for language in LANGUAGES for text in SAID[language]["out"]]
ANSWERS = [text for language in LANGUAGES for text in SAID[language]["answer"]]
STORIES = sorted((Path(__file__).parents[3] / "stories").glob("*/story.yaml"))


def missed() -> list[str]:
    return [text for text in OUT if not revokes(text, LANGUAGES)]


def mistaken() -> list[str]:
    return [text for text in ANSWERS if revokes(text, LANGUAGES)]


def test_there_are_three_hundred_and_none_twice() -> None:
    assert len(OUT) + len(ANSWERS) >= 300
    assert len({*OUT, *ANSWERS}) == len(OUT) + len(ANSWERS)


def test_of_a_hundred_who_ask_for_no_more_texts_ninety_nine_are_understood() -> None:
    assert len(missed()) <= len(OUT) / 100, missed()


def test_of_a_hundred_answers_at_most_one_is_mistaken_for_that() -> None:
    assert len(mistaken()) <= len(ANSWERS) / 100, mistaken()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_what_is_known_of_a_language_its_people_are_not_understood(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {tag: each for tag, each in revoking._wordings().items() if tag != language}
    monkeypatch.setattr(revoking, "_wordings", lambda: others)
    assert len(missed()) > len(OUT) / 100


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.parent.name)
def test_no_reply_of_a_shipped_story_is_mistaken_for_that(file: Path) -> None:
    story = read_story(file.parent)
    for told in (story, *story.tongues.values()):
        replies = [reply for scene in told.scenes.values() for reply in scene.replies]
        said = [" ".join(words) for reply in replies for words in (reply.label, *reply.words)]
        assert [text for text in said if revokes(text, LANGUAGES)] == []


def test_single_words_of_another_language_are_left_to_stories() -> None:
    assert revokes("alto", ["es"])
    assert not revokes("alto", ["en"])
    assert revokes("No me escriban más", ["en"])


@given(st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    assert revokes(text, LANGUAGES) in {True, False}
    assert not revokes("x" * 201, LANGUAGES)
