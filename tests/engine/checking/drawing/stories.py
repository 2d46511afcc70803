"""Stories to be drawn: those that ship, large ones, and one that would break a picture."""

from pathlib import Path

from engine.library import story_folders
from engine.story.build import read_story
from engine.story.model import Story
from tests.engine.story.told import built

ROOT = Path(__file__).parents[4]
FOLDERS = [*story_folders(ROOT / "stories"), *story_folders(ROOT / "tests" / "stories" / "timed")]
FIXED = ROOT / "tests" / "engine" / "story" / "lantern_keeper.yaml"

HOSTILE = r"""
story: "</svg><script>alert(1)</script> & \"quotes\" '"
start: "<b>&amp;"
keywords: [GO]
remember: {friend: ""}
places: {p: {name: 'The "old" <gate> & co'}}
scenes:
  "<b>&amp;":
    place: p
    say: "]]> <!-- & \t {friend} ```mermaid \e[2J \u202e"
    choices:
      - {pick: '"]; click n0 "javascript:alert(1)" %% #35; <i>', go: 古い橋}
      - {pick: "שלום עולם, זה ארוך מאוד ולא נכנס בשורה אחת בכלל", go: بوابة}
      - {pick: "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm", go: "WWWWWWWWWWWWWWWWWWWWWWWW end"}
  古い橋: {say: 川に沿って二分歩くと、古い鉄の橋があります。そこで待っています。, go: end}
  بوابة: {say: "أهلا بك عند البوابة الحديدية القديمة، ابحث عن الرقم على اللافتة", go: end}
  "WWWWWWWWWWWWWWWWWWWWWWWW end": {say: "👩‍👩‍👧‍👦👩‍👩‍👧‍👦 नमस्ते पुल", go: end}
  end: {ending: "子供たちの終わり <i>"}
"""


def drawn_stories() -> list[Story]:
    """Give every story that drawings are tested on."""
    large = [built(grown(scenes)) for scenes in (60, 200)]
    fixed = built(FIXED.read_bytes())
    return [*map(read_story, FOLDERS), fixed, built(HOSTILE), *large]


def grown(scenes: int) -> str:
    """Give a story of so many scenes: choices that fork, meet, skip ahead, and lead back."""
    places = ("gate", "bridge", "mill", "square", "tower")
    parts = ["story: The Long Way\nstart: scene 0\nitems: [key]\nplaces:\n"]
    parts += [f"  {place}: {{name: The old {place}}}\n" for place in places]
    parts.append("scenes:\n")
    for number in range(scenes):
        here = places[number * len(places) // scenes]
        parts.append(f"  scene {number}:\n    place: {here}\n    say: This is post {number}.\n")
        parts.append(_ways(number, scenes, here))
    return "".join(parts)


def _ways(number: int, scenes: int, here: str) -> str:
    if number >= scenes - 3:
        return f"    ending: The end of path {number % 3}\n"
    on = number + 1
    if number % 7 == 3:
        return f"    walk: {here}\n    go: scene {on}\n"
    ahead = min(scenes - 1, number + 2 + number * 5 % 6)
    choices = [f"{{pick: Straight on, go: scene {on}}}"]
    choices += [f"{{pick: A short cut, if: has key, go: scene {ahead}}}"] * (number % 3 == 1)
    choices += [f"{{pick: Go back, go: scene {number - number % 9}}}"] * (number % 9 == 5)
    choices += [f"{{pick: Look about, go: scene {number}}}"] * (number % 13 == 4)
    return "    choices:\n" + "".join(f"      - {choice}\n" for choice in choices)
