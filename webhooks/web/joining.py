"""Scripts as they are sent: each with those that it imports in it, in one file.

In static/ each is a module of its own, and browsers could fetch them so; but where signal is weak
each asking costs about half a second, six at a time. What a script imports later, by `import(...)`,
stays a file of its own.
"""

import re
from collections.abc import Mapping
from pathlib import Path

# The two forms in which our modules say what they take and what they give.
_TAKES = re.compile(r'(?m)^import \{ (\w+(?:, \w+)*) \} from "(\./[\w./-]+\.js)";$')
_GIVES = re.compile(r"(?m)^export (?=(?:async )?(?:function|class|const) (\w+))")
_OTHERWISE = re.compile(r"(?m)^(?:import\b(?!\()|export\b).*")


def joined(file: Path) -> str:
    """Give a module with all that it imports at once, however far, before it.

    Each of these has its names for itself, as a module has, and runs once. Raises ValueError for an
    import or export that is written otherwise than all are.
    """
    order: list[Path] = []
    _put_in_order(file, order)
    names = {each: f"$module{number}" for number, each in enumerate(order[:-1])}
    parts = [f"const {name} = {_closed(each, names)};" for each, name in names.items()]
    whole = _taking(file, names)
    _refuse(file, _GIVES.sub("", whole))
    return "\n".join([*parts, whole])


def _put_in_order(file: Path, order: list[Path]) -> None:
    """Add a module after all that it imports, each once."""
    for _, beside in _TAKES.findall(file.read_text(encoding="utf-8")):
        if (other := file.parent / beside) not in order:
            _put_in_order(other, order)
    order.append(file)


def _closed(file: Path, names: Mapping[Path, str]) -> str:
    """Write a module as an expression that gives what it exports."""
    text = _taking(file, names)
    body = _GIVES.sub("", text)
    _refuse(file, body)
    return f"(() => {{\n{body}\nreturn {{ {', '.join(_GIVES.findall(text))} }};\n}})()"


def _taking(file: Path, names: Mapping[Path, str]) -> str:
    """Let a module take from those before it what it would import."""

    def taken(found: re.Match[str]) -> str:
        return f"const {{ {found[1]} }} = {names[file.parent / found[2]]};"

    return _TAKES.sub(taken, file.read_text(encoding="utf-8"))


def _refuse(file: Path, body: str) -> None:
    if odd := _OTHERWISE.search(body):
        raise ValueError(f"{file.name} has another import or export than all have: {odd[0]}")
