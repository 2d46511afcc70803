"""A language as typesetting takes it: its fonts, and its direction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.languages.widths import right_to_left
from engine.printing.fonts import BASE, Family, Missing, families_for

# A text that is printed, and what it is, for who must be told of it: "the name of the clock".
Told: TypeAlias = tuple[str, str]
_LOW = frozenset(("fonts-noto-cjk",))


class NoGlyph(Exception):
    """Letters that would be printed as empty boxes, each with the text it stands in."""

    def __init__(self, found: Sequence[tuple[Missing, str]]) -> None:
        super().__init__("\n".join(f"In {where}: {missing}" for missing, where in found))


@dataclass(frozen=True, slots=True)
class Tongue:
    """How texts of one language are set."""

    language: str
    families: tuple[Family, ...]
    rtl: bool

    def as_data(self) -> dict[str, object]:
        """Give it as the templates take it (letters.typ)."""
        first, *rest = self.language.replace("_", "-").split("-")
        region = next((each for each in rest if len(each) == 2 and each.isalpha()), None)
        return {
            "lang": first.lower(),
            "region": region,
            "fonts": [BASE, *(each.name for each in self.families)],
            "rtl": self.rtl,
            "tall": any(each.package not in _LOW for each in self.families),
        }


def tongue_of(language: str, texts: Sequence[Told]) -> Tongue:
    """Give how these texts of a language are set. Raises NoGlyph."""
    families: dict[str, Family] = {}
    missing: list[tuple[Missing, str]] = []
    for text, where in texts:
        found, without = families_for(text, language)
        families |= {each.name: each for each in found}
        missing += [(each, where) for each in without]
    if missing:
        raise NoGlyph(missing)
    return Tongue(language, tuple(families.values()), right_to_left(texts[0][0]))
