"""New codes for signs: short, told apart at a glance, and no word in any language."""

from collections.abc import Callable, Collection, Iterable, Iterator

from engine.checking.builtin import built_in
from engine.checking.rules.alike_codes import are_alike
from engine.languages.folding import folded
from engine.story.model import Story

# A letter, a figure, and so on: no two letters stand together, so that nothing can be read as a
# word. Without vowels and Y, what looks alike (0 O 1 I L, B 8, G 6, S 5, Z 2), and figures that
# people write words with (3 for E, 4 for A).
LETTERS, FIGURES = "CDFHJKMNPQRTVWX", "256789"
# Of figures alone too, a 0 is taken for an O and a 1 for an I or an L.
DIGITS = "23456789"
# Emergency numbers, and figures that mean something to those who hate or leer.
UNFIT = ("000", "110", "112", "119", "187", "420", "666", "69", "88", "911", "999", "1312")
LENGTHS = (5, 6)
LENGTHS_OF_DIGITS = (4, 5, 6)
# So many are drawn at each length before a longer one is tried.
_TRIES = 2_000
# A reply that takes more numbers than this takes nearly all, and no code of digits could be found.
_NARROW = 1_000

# Below a number: 0 or more, each as likely as the others.
Chance = Callable[[int], int]


class NoCode(Exception):
    """There is no room for another code beside those that there are."""


def new_codes(
    number: int,
    taken: Collection[str],
    chance: Chance,
    *,
    digits: bool = False,
    unfit: Callable[[str], bool] = lambda _code: False,
) -> list[str]:
    """Give so many codes that no slip makes of each other, or of those that are taken.

    `unfit` tells of codes that mean something else where they are texted. Raises NoCode.
    """
    codes: list[str] = []
    for _ in range(number):
        codes.append(_new_code((*taken, *codes), chance, digits=digits, unfit=unfit))
    return codes


def _new_code(
    taken: Collection[str], chance: Chance, *, digits: bool, unfit: Callable[[str], bool]
) -> str:
    for code in _drawn(chance, digits=digits):
        if not unfit(code) and not any(are_alike(code, each) for each in taken):
            return code
    raise NoCode(f"There is no room for another code beside {len(taken)} others.")


def _drawn(chance: Chance, *, digits: bool) -> Iterator[str]:
    for length in LENGTHS_OF_DIGITS if digits else LENGTHS:
        kinds = (DIGITS,) * length if digits else ((LETTERS, FIGURES) * length)[:length]
        for _ in range(_TRIES):
            code = "".join(kind[chance(len(kind))] for kind in kinds)
            if not digits or not any(each in code for each in UNFIT):
                yield code


def means_something(code: str, stories: Iterable[Story]) -> bool:
    """Tell whether who texts a code may mean something else: a word, or an answer in figures."""
    heard = folded(code)
    for story in stories:
        if heard in {keyword.folded for keyword in story.keywords}:
            return True
        if built_in(heard, story.languages) or (code.isdigit() and _is_answer(int(code), story)):
            return True
    return False


def _is_answer(number: int, story: Story) -> bool:
    ranges = (reply.number for scene in story.scenes.values() for reply in scene.replies)
    return any(
        each.low <= number <= each.high
        for each in ranges
        if each is not None and each.high - each.low < _NARROW
    )
