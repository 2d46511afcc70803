"""A story as a picture: everything is in it once, and nothing lies on anything else."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

import pytest

from engine.checking.drawing import svg
from engine.checking.drawing.rows import BOX_WIDTH
from engine.checking.ways import endings_of, passages
from engine.languages.widths import width
from engine.story.model import ANYWHERE_SCENE, Story
from tests.engine.checking.drawing.stories import HOSTILE, drawn_stories
from tests.engine.story.told import built

SVG = "{http://www.w3.org/2000/svg}"
STORIES = drawn_stories()
BOLD = ("name", "title", "mark ending")
SMALL = """\
story: Small
start: a
keywords: [SMALL]
places: {p: {name: The gate}}
scenes:
  a:
    say: Left or right?
    choices:
      - {pick: Left, go: b}
      - {pick: Right, if: visited b, ending: Lost}
      - {pick: Ask, visit: c}
  b: {place: p, say: A gate., walk: p, checkpoint: yes, go: a, skip: d, after: {5 min: Hm.}}
  c: {say: Hm., back: yes}
  d: {say: Home., ending: Home}
anytime:
  - {words: [help me], go: d}
  - {words: [hello], say: Hi.}
"""


def named(story: Story) -> str:
    return f"{len(story.scenes)} scenes: {story.title[:16]}"


def groups(root: Element, *classes: str) -> Iterator[Element]:
    for group in root.iter(f"{SVG}g"):
        if group.get("class", "").split(" ")[0] in classes:
            yield group


def rectangle(box: Element) -> tuple[float, float, float, float]:
    shape = box.find(f"{SVG}rect")
    assert shape is not None
    x, y, w, h = (float(shape.get(name, "")) for name in ("x", "y", "width", "height"))
    return x, y, x + w, y + h


def shown(element: Element) -> list[str]:
    return [text.text or "" for text in element.iter(f"{SVG}text")]


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_every_scene_is_in_the_picture_exactly_once(story: Story) -> None:
    names = Counter(box.get("data-name") for box in groups(fromstring(svg(story)), "scene"))
    assert names == Counter(scene for scene in story.scenes if scene != ANYWHERE_SCENE)


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_every_way_is_in_the_picture_exactly_once(story: Story) -> None:
    root = fromstring(svg(story))
    drawn = Counter(
        (way.get("class"), way.get("data-from"), way.get("data-to")) for way in groups(root, "way")
    )
    assert drawn == Counter((f"way {way.kind}", way.source, way.to) for way in passages(story))
    assert drawn.total() == len(list(groups(root, "way")))


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_every_ending_is_marked_with_its_title(story: Story) -> None:
    told = "\n".join(title.text or "" for title in fromstring(svg(story)).iter(f"{SVG}title"))
    for ending in endings_of(story):
        assert f"Ending: {ending}" in told or f"the story ends: {ending}" in told or (
            f"→ ending: {ending}" in told
        )  # fmt: skip


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_no_box_lies_on_another_or_on_a_label(story: Story) -> None:
    root = fromstring(svg(story))
    boxes = [rectangle(box) for box in groups(root, "start", "scene", "ending", "handover")]
    labels = [around(text) for tie in groups(root, "tie") for text in tie.iter(f"{SVG}text")]
    taken = sorted(boxes)
    for index, (left, top, right, bottom) in enumerate(taken):
        for x, y, x_end, y_end in (*taken[index + 1 :], *labels):
            assert x >= right or x_end <= left or y >= bottom or y_end <= top


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_no_label_lies_on_another(story: Story) -> None:
    labels = sorted(
        around(text)
        for tie in groups(fromstring(svg(story)), "tie")
        for text in tie.iter(f"{SVG}text")
    )
    for index, (_, top, right, bottom) in enumerate(labels):
        for x, y, _, y_end in labels[index + 1 :]:
            assert x >= right or y >= bottom - 3 or y_end <= top + 3


def around(text: Element) -> tuple[float, float, float, float]:
    """Give the room of a centred text, from its estimated width."""
    x, y, size = (float(text.get(name, "")) for name in ("x", "y", "font-size"))
    wide = width(text.text or "", size) / 2
    return x - wide, y - size * 0.8, x + wide, y + size * 0.25


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_no_text_is_wider_than_its_box(story: Story) -> None:
    root = fromstring(svg(story))
    for box in groups(root, "start", "scene", "ending", "handover"):
        left, top, right, bottom = rectangle(box)
        assert right - left == pytest.approx(BOX_WIDTH, abs=0.2)
        for text in box.iter(f"{SVG}text"):
            x, y, size = (float(text.get(name, "")) for name in ("x", "y", "font-size"))
            wide = width(text.text or "", size, bold=text.get("class") in BOLD)
            starts = {"middle": x - wide / 2}.get(text.get("text-anchor", ""), x)
            starts = x - wide if text.get("direction") and not text.get("text-anchor") else starts
            assert left < starts
            assert starts + wide < right + 0.1
            assert top < y - size * 0.7
            assert y + size * 0.2 < bottom


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_everything_lies_on_the_sheet(story: Story) -> None:
    root = fromstring(svg(story))
    wide, tall = float(root.get("width", "")), float(root.get("height", ""))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    for shape in root.iter(f"{SVG}rect"):
        x, y = float(shape.get("x", 0)), float(shape.get("y", 0))
        assert x + 28 >= 0
        assert x + float(shape.get("width", "")) <= wide
        assert y + float(shape.get("height", "")) <= tall


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_the_same_story_gives_the_same_bytes(story: Story) -> None:
    assert svg(story) == svg(story)


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_a_picture_needs_nothing_else_and_tells_what_it_is(story: Story) -> None:
    text = svg(story)
    root = fromstring(text)
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("aria-labelledby") == "title desc"
    assert text.count("http") == text.count('xmlns="http://www.w3.org/2000/svg"') == 1
    assert "@media screen and (prefers-color-scheme:dark)" in text
    assert not list(root.iter(f"{SVG}script"))


def test_a_small_story_is_drawn_so() -> None:
    root = fromstring(svg(built(SMALL)))
    boxes = [
        (box.get("class"), box.get("data-name"), shown(box))
        for box in groups(root, "start", "scene", "ending", "handover")
    ]
    assert boxes == [
        ("start", "", ["Start", "Text SMALL"]),
        ("scene", "a", ["a", "Left or right?"]),
        ("scene", "b", [
            "b", "A gate.", "The gate", "walk to The gate", "speaks after 5 min", "checkpoint",
        ]),
        ("scene", "c", ["c", "Hm.", "back to where it was"]),
        ("scene ends", "d", ["d", "Home.", "Ending: Home"]),
        ("ending", "Lost", ["Ending", "Lost"]),
    ]  # fmt: skip
    ties = [
        (tie.get("class"), [way.get("data-to") for way in groups(tie, "way")], shown(tie))
        for tie in groups(root, "tie")
    ]
    assert ties == [
        ("tie", [], []),
        ("tie", ["b"], ["Left"]),
        ("tie", ["Lost"], ["Right", "if visited b"]),
        ("tie light", ["c"], ["Ask"]),
        ("tie", ["a"], ["arrives at The gate"]),
        ("tie", ["d"], ["SKIP"]),
    ]
    (panel,) = groups(root, "panel")
    assert shown(panel) == ["From every scene", '"help me" → d', '"hello"']
    (plate,) = (each for each in root.iter(f"{SVG}rect") if "plate" in each.get("class", ""))
    assert plate.findtext(f"{SVG}title") == "The gate"


def test_rows_go_down_from_the_start_to_the_endings() -> None:
    root = fromstring(svg(built(SMALL)))
    tops = {
        box.get("data-name"): rectangle(box)[1] for box in groups(root, "start", "scene", "ending")
    }
    assert tops[""] < tops["a"] < tops["b"] < tops["d"]


def test_what_a_story_says_is_text_and_never_markup() -> None:
    root = fromstring(svg(built(HOSTILE)))
    assert root.findtext(f"{SVG}title") == (
        'Map of the story: </svg><script>alert(1)</script> & "quotes" \''
    )
    assert {child.tag.removeprefix(SVG) for child in root.iter()} == {
        "svg", "title", "desc", "style", "defs", "path", "marker", "rect", "text", "g", "use",
    }  # fmt: skip
    assert "\x1b" not in svg(built(HOSTILE))


def test_texts_from_right_to_left_begin_at_the_right() -> None:
    (gate,) = (
        box for box in groups(fromstring(svg(built(HOSTILE))), "scene")
        if box.get("data-name") == "بوابة"
    )  # fmt: skip
    _, _, right, _ = rectangle(gate)
    for text in gate.iter(f"{SVG}text"):
        assert text.get("direction") == "rtl"
        assert right - float(text.get("x", "")) == pytest.approx(12, abs=0.2)
