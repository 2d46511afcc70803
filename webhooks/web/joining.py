"""Scripts as they are sent: each with those that it imports in it, in one file.

In static/ each is a module of its own, and browsers could fetch them so; but where signal is weak
each asking costs about half a second, six at a time. What a script imports later, by `import(...)`,
stays a file of its own.

All that is in one file has its names in common, so no two modules that meet in one may declare the
same at their top.
"""

import re
from collections.abc import Iterator
from pathlib import Path

# The two forms in which our modules say what they take and what they give.
_TAKES = re.compile(r'(?m)^import \{ (\w+(?:, \w+)*) \} from "(\./[\w./-]+\.js)";\n?')
_GIVES = re.compile(r"(?m)^export (?=(?:async )?(?:function|class|const) (\w+))")
_OTHERWISE = re.compile(r"(?m)^(?:import\b(?!\()|export\b).*")
# What stands at the top of a module is not indented.
_DECLARES = re.compile(
    r"(?m)^(?:export )?(?:async )?(?:function\*?|class|const|let) (\w+(?:, \w+)*|[\[{][^=]*[\]}])"
)
_NAME = re.compile(r"\w+")


def joined(file: Path) -> str:
    """Give a module with all that it imports at once, however far, before it; each runs once.

    Raises ValueError for an import or export that is written otherwise than all are, and for a name
    that two of them declare.
    """
    order: list[Path] = []
    _put_in_order(file, order)
    texts = {each: each.read_text(encoding="utf-8") for each in order}
    for each, text in texts.items():
        if odd := _OTHERWISE.search(_GIVES.sub("", _TAKES.sub("", text))):
            raise ValueError(f"{each.name} has another import or export than all have: {odd[0]}")
    _refuse_same_names(texts)
    *before, own = (_TAKES.sub("", text) for text in texts.values())
    return "\n".join([*(_GIVES.sub("", text) for text in before), own])


def _put_in_order(file: Path, order: list[Path]) -> None:
    """Add a module after all that it imports, each once."""
    for _, beside in _TAKES.findall(file.read_text(encoding="utf-8")):
        if (other := (file.parent / beside).resolve()) not in order:
            _put_in_order(other, order)
    order.append(file)


def _refuse_same_names(texts: dict[Path, str]) -> None:
    declared: dict[str, Path] = {}
    for file, text in texts.items():
        for name in set(_declared(text)):
            other = declared.setdefault(name, file)
            if other != file:
                raise ValueError(f"{other.name} and {file.name} both declare {name}.")


def _declared(text: str) -> Iterator[str]:
    """Give the names that a module declares at its top; of a list of them each."""
    for found in _DECLARES.findall(text):
        yield from _NAME.findall(found)
