"""Stories as text, and what is told of them."""

import textwrap
from pathlib import Path

from engine.story.build import build, read_story
from engine.story.model import Scene, Story
from engine.story.problems import StoryError

FILE = "story.yaml"
# What a case adds begins in line 4, column 1.
TOP = "story: T\nstart: a\nscenes: {a: {ending: E}}\n"
# What a case adds to the scene `a` begins in line 9, column 5.
SCENE = """\
story: T
start: a
remember: {n: 0, met: no, friend: "", best friend: ""}
items: [oil, brass key]
places: {gate: {name: Gate}}
scenes:
  b: {answers: [{words: x, go: b}]}
  a:
"""


def top(text: str) -> str:
    """Give a story with more keys at its top."""
    return TOP + text


def scene(text: str) -> str:
    """Give a story whose scene `a` is this."""
    return SCENE + textwrap.indent(text, "    ")


def built(source: str | bytes) -> Story:
    """Build a story from its text."""
    return build(source if isinstance(source, bytes) else source.encode(), "t", FILE)


def scene_of(text: str) -> Scene:
    """Build a story whose scene `a` is this, and give that scene."""
    return built(scene(text)).scenes["a"]


def told(source: str | bytes | Path) -> list[str]:
    """Give every problem as 'line:column rule message'; none where there is none."""
    try:
        read_story(source) if isinstance(source, Path) else built(source)
    except StoryError as error:
        return [f"{p.span.line}:{p.span.column} {p.rule} {p.message}" for p in error.problems]
    return []
