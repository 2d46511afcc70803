"""A story as a Mermaid flowchart: text that many wikis and code hosts draw by themselves."""

import re
from collections.abc import Iterator, Mapping

from engine.checking.drawing.graph import Box, Graph, Mark, Tie, graph, told
from engine.checking.ways import Passage
from engine.story.model import Story

LONGEST_NAME, LONGEST_SAID, LONGEST_LABEL = 60, 70, 60
# Whatever is not plainly a letter, a digit or a harmless sign is written as an entity: it could
# end a label, or be read as markup in it.
_SPECIAL = re.compile(r"[^\w\s.,:!?'()/+-]|_")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SHAPES = {
    "start": ('(["', '"])'), "scene": ('["', '"]'), "ending": ('(["', '"])'),
    "handover": ('[["', '"]]'),
}  # fmt: skip
_CLASSES = (
    "classDef ending fill:#eaf6ec,stroke:#1a7f37,color:#116329,stroke-width:2px",
    "classDef start fill:#1f3a5f,stroke:#1f3a5f,color:#fff",
    "classDef handover fill:#f3effc,stroke:#6e40c9,color:#1b1f24",
    "classDef always fill:#f6f8fa,stroke:#d0d7de,color:#1b1f24",
)


def mermaid(story: Story) -> str:
    """Write a story as a Mermaid flowchart. The same story always gives the same text."""
    return "\n".join(_lines(graph(story))) + "\n"


def _lines(drawn: Graph) -> Iterator[str]:
    ids = {box.id: f"n{number}" for number, box in enumerate(drawn.boxes)}
    yield "flowchart TD"
    yield f"  accTitle: {_escaped(drawn.title, LONGEST_LABEL)}"
    for box in drawn.boxes:
        if box.place is None:
            yield f"  {_box(box, ids)}"
    for number, (place, name) in enumerate(drawn.places.items()):
        yield f'  subgraph p{number}["{_escaped(name, LONGEST_LABEL)}"]'
        yield from (f"    {_box(box, ids)}" for box in drawn.boxes if box.place == place)
        yield "  end"
    yield from _always(drawn)
    for tie in drawn.ties:
        yield f"  {_tie(tie, ids)}"
    for box in drawn.boxes:
        yield from (
            f"  {ids[box.id]} -->{_label((mark.way,))} {ids[box.id]}"
            for mark in box.marks
            if mark.kind == "again" and mark.way is not None
        )
    yield from (f"  {each}" for each in _CLASSES)


def _box(box: Box, ids: Mapping[str, str]) -> str:
    opening, closing = _SHAPES[box.kind]
    parts = [_escaped(box.name, LONGEST_NAME) or "(no title)", _escaped(box.said, LONGEST_SAID)]
    parts += [_mark(mark) for mark in box.marks if mark.kind != "again"]
    ends = any(mark.kind == "ending" for mark in box.marks)
    kind = "ending" if ends else box.kind
    class_ = "" if kind == "scene" else f":::{kind}"
    return f"{ids[box.id]}{opening}{'<br/>'.join(filter(None, parts))}{closing}{class_}"


def _mark(mark: Mark) -> str:
    text = _escaped(mark.text, LONGEST_LABEL)
    return {"ending": f"Ending: {text}", "place": f"at {text}", "sign": f"sign: {text}"}.get(
        mark.kind, text
    )


def _always(drawn: Graph) -> Iterator[str]:
    if not drawn.always:
        return
    yield '  subgraph always["From every scene"]'
    for number, always in enumerate(drawn.always):
        yield f'    a{number}["{_always_text(always.text, always.way)}"]:::always'
    yield "  end"


def _always_text(text: str, way: Passage | None) -> str:
    to = f" to: {_escaped(way.to, LONGEST_NAME)}" if way else ""
    return f"{_escaped(text, LONGEST_LABEL)}{to}"


def _tie(tie: Tie, ids: Mapping[str, str]) -> str:
    arrow = "-.->" if tie.light else "-->"
    arrow = f"<{arrow}" if tie.returns else arrow
    return f"{ids[tie.source]} {arrow}{_label(tie.ways)} {ids[tie.target]}"


def _label(ways: tuple[Passage | None, ...]) -> str:
    texts = [_escaped(told(way), LONGEST_LABEL) for way in ways if way is not None and told(way)]
    return f'|"{"<br/>".join(texts)}"|' if texts else ""


def _escaped(text: str, longest: int) -> str:
    """Give a text of one line, cut where it is long, that Mermaid reads as nothing but text."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    line = line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", line)
