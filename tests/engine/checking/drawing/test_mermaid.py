"""A story as a Mermaid flowchart."""

import re

import pytest

from engine.checking.drawing import mermaid
from engine.checking.drawing.graph import graph
from engine.story.model import Story
from tests.engine.checking.drawing.stories import HOSTILE, drawn_stories
from tests.engine.checking.drawing.test_svg import SMALL, named
from tests.engine.story.told import built

STORIES = drawn_stories()
LINE = re.compile(
    r"flowchart TD"
    r"|  accTitle: [^\"<>\[\]{}|`]*"
    r"|  subgraph \w+\[\"[^\"<>\[\]{}|`]*\"\]"
    r"|  end"
    r"|    a\d+\[\"[^\"<>\[\]{}|`]*\"\]:::always"
    r"| {2,4}n\d+(\[|\(\[|\[\[)\"([^\"<>\[\]{}|`]|<br/>)*\"(\]|\]\)|\]\])(:::\w+)?"
    r"|  n\d+ <?(-->|-\.->)(\|\"([^\"<>\[\]{}|`]|<br/>)*\"\|)? n\d+"
    r"|  classDef \w+ [\w#:,]+(-width:2px)?"
)


def test_a_small_story_is_written_so() -> None:
    assert mermaid(built(SMALL)).splitlines() == [
        "flowchart TD",
        "  accTitle: Small",
        '  n0(["Start<br/>Text SMALL"]):::start',
        '  n1["a<br/>Left or right?"]',
        '  n3["c<br/>Hm.<br/>back to where it was"]',
        '  n4["d<br/>Home.<br/>Ending: Home"]:::ending',
        '  n5(["Lost"]):::ending',
        '  subgraph p0["The gate"]',
        (
            '    n2["b<br/>A gate.<br/>at The gate<br/>walk to The gate<br/>speaks after 5 min'
            '<br/>checkpoint"]'
        ),
        "  end",
        '  subgraph always["From every scene"]',
        '    a0["#34;help me#34; to: d"]:::always',
        '    a1["#34;hello#34;"]:::always',
        "  end",
        "  n0 --> n1",
        '  n1 -->|"Left"| n2',
        '  n1 -->|"Right #183; if visited b"| n5',
        '  n1 <-.->|"Ask"| n3',
        '  n2 -->|"arrives at The gate"| n1',
        '  n2 -->|"SKIP"| n4',
        "  classDef ending fill:#eaf6ec,stroke:#1a7f37,color:#116329,stroke-width:2px",
        "  classDef start fill:#1f3a5f,stroke:#1f3a5f,color:#fff",
        "  classDef handover fill:#f3effc,stroke:#6e40c9,color:#1b1f24",
        "  classDef always fill:#f6f8fa,stroke:#d0d7de,color:#1b1f24",
    ]


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_no_text_of_a_story_is_read_as_anything_but_text(story: Story) -> None:
    for line in mermaid(story).splitlines():
        assert LINE.fullmatch(line), line


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_every_box_and_line_is_written_once(story: Story) -> None:
    lines = mermaid(story).splitlines()
    drawn = graph(story)
    boxes = [line for line in lines if re.match(r" {2,4}n\d+[\[(]", line)]
    again = sum(mark.kind == "again" for box in drawn.boxes for mark in box.marks)
    ties = [line for line in lines if re.match(r"  n\d+ <?-", line)]
    assert len(set(boxes)) == len(boxes) == len(drawn.boxes)
    assert len(ties) == len(drawn.ties) + again


def test_a_long_text_is_cut() -> None:
    story = built(HOSTILE.replace("[2J", "x" * 500))
    assert max(map(len, mermaid(story).splitlines())) < 1_000
