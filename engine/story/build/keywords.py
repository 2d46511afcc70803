"""The words that begin a story."""

from collections.abc import Collection

from engine.languages.folding import folded
from engine.story.build.reading import Reading
from engine.story.document import ListNode, MapNode, Node, Scalar
from engine.story.model import StoryKeyword
from engine.story.slips import short
from engine.texting.optout import CARRIERS_WORDS


def read_keywords(
    reading: Reading, node: Node | None, languages: tuple[str, ...]
) -> tuple[StoryKeyword, ...]:
    """Read keywords, each with the language that it sets, if it sets one."""
    keywords: dict[str, StoryKeyword] = {}
    for each, language in _worded(reading, node):
        key = folded(each.text)
        tag = reading.language(language, "keywords")
        if language is not None and tag and tag not in languages:
            message = f"The story has no language '{tag}'. It has: {', '.join(languages)}."
            reading.problem(language.span, "language", message)
        if fault := _keyword_fault(each.text, key, keywords):
            reading.problem(each.span, "keyword", fault)
        reading.spans[f"keywords/{each.text}"] = each.span
        keywords[key] = StoryKeyword(each.text, key, tag or None)
    return tuple(keywords.values())


def _keyword_fault(word: str, key: str, above: Collection[str]) -> str:
    """Tell why a word cannot be a keyword; empty where it can."""
    if key.replace(" ", "") in CARRIERS_WORDS:
        return (
            f"'{short(word)}' is a word of the phone companies and never reaches us. Take another."
        )
    if not key or key.isdigit():
        return f"'{short(word)}' has no letter. Take a plain word such as MURAL as keyword."
    return f"The keyword '{short(word)}' stands here twice." if key in above else ""


def _worded(reading: Reading, node: Node | None) -> list[tuple[Scalar, Node | None]]:
    """Give keywords with the node of their language; a list may mix `A` and `{B: es}`."""
    found: list[tuple[Scalar, Node | None]] = []
    for each in [node] if isinstance(node, MapNode | Scalar) else reading.items(node, "keywords"):
        match each:
            case MapNode(entries):
                found += entries
            case Scalar() if reading.text(each, "keywords"):
                found.append((each, None))
            case ListNode():
                reading.problem(each.span, "shape", "A keyword is a word such as MURAL.")
    return found
