"""The stories that ship, as they are read in a browser."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.serving import ROOT

STORIES = sorted(ROOT.glob("stories/*/story.yaml"))
# What somebody with a telephone is told to do, and nobody with a page.
TEXTING = re.compile(r"\b([Rr]eply|[Tt]ext) (me |it\b|(the|its) code|with |[0-9]|[A-Z]{2,})")
ONLY_BY_TELEPHONE = ("sms", "phone")


def on_the_web(told: Any) -> Iterator[str]:
    """Give all words of a story that may be read on the web."""
    match told:
        case str():
            yield told
        case list():
            for each in told:
                yield from on_the_web(each)
                if isinstance(each, dict) and each.get("if") == "by web":
                    return
        case dict():
            for key, each in told.items():
                if key not in ONLY_BY_TELEPHONE and key not in told.get("web", ()):
                    yield from on_the_web(each)


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.parent.name)
def test_on_the_web_nobody_is_told_to_text(file: Any) -> None:
    said = list(on_the_web(yaml.safe_load(file.read_text(encoding="utf-8"))))
    assert len(said) > 100
    assert [text for text in said if TEXTING.search(text)] == []


def test_what_is_told_by_telephone_alone_is_passed_over() -> None:
    by_web = {"if": "by web", "text": "Come again."}
    told = [by_web, {"text": "Text HUSH."}]
    scene = {"say": "Text me.", "web": {"say": "Type."}, "sms": "Reply SKIP.", "hints": "Text it."}
    assert list(on_the_web([scene, told])) == ["Type.", "Text it.", "by web", "Come again."]
    assert TEXTING.search("Text it.")
