"""Stories as text, and what is told of them."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

from engine.story.build import Source, build, build_written, read_story
from engine.story.model import CHANNELS, SILENT, Channel, Line, Scene, Speech, Story, Words
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

# What stands after the scenes of a story whose players share something.
SHARED = """\
languages: [en, es]
counters: [heron visits]
polls: {best wall: [oak, river]}
collections: {memories: text, faces: photo, voices: voice}
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


def on_all(speech: Speech = SILENT) -> Mapping[Channel, Speech]:
    """Give what a scene says that says the same on every channel."""
    return dict.fromkeys(CHANNELS, speech)


def saying(say: str | Words) -> Speech:
    """Give the speech that is this text and nothing else."""
    return Speech(Line((say,)) if isinstance(say, str) else say)


def told(source: str | bytes | Path | Source) -> list[str]:
    """Give every problem as 'line:column rule message'; none where there is none."""
    try:
        match source:
            case Path():
                read_story(source)
            case Source():
                build_written(source, "t")
            case _:
                built(source)
    except StoryError as error:
        return [f"{p.span.line}:{p.span.column} {p.rule} {p.message}" for p in error.problems]
    return []
