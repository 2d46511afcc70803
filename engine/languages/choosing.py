"""Which of the languages that there are somebody reads best."""

from collections.abc import Iterable, Sequence

# One language under two tags (CLDR, supplemental metadata, language aliases).
SAME = {"fil": "tl", "nb": "no", "iw": "he", "in": "id"}
# Where Chinese is written in traditional characters (CLDR, likely subtags).
TRADITIONAL = frozenset({"tw", "hk", "mo"})


def chosen(told: Sequence[str], wanted: Iterable[str]) -> str | None:
    """Give the first of the wanted languages that is told, as it is told; None for none of them.

    Tags are BCP 47. The very tag comes first, then the same script, then the same language at all:
    who reads pt-BR is given pt, else pt-PT; who reads zh-TW zh-Hant, else zh.
    """
    for tag in wanted:
        found = [(_closeness(_parted(tag), _parted(each)), each) for each in told]
        best = max(found, key=lambda each: each[0], default=(0, ""))
        if best[0]:
            return best[1]
    return None


def _closeness(wanted: Sequence[str], told: Sequence[str]) -> int:
    if wanted[0] != told[0]:
        return 0
    if wanted == told:
        return 4
    same_script = _script(wanted) == _script(told)
    return (3 if len(told) == 1 else 2) if same_script else 1


def _parted(tag: str) -> list[str]:
    first, *others = tag.replace("_", "-").lower().split("-")
    return [SAME.get(first, first), *others]


def _script(parts: Sequence[str]) -> str:
    """Give the script that a tag names, or that its region stands for; empty for the usual one."""
    named = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if parts[0] != "zh" or named:
        return "" if named == "hans" else named
    return "hant" if TRADITIONAL & set(parts[1:]) else ""
