"""What staff decide about contributions: shown to players at once, or erased with their files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.languages.folding import folded
from engine.store import Store
from engine.store.held import Gift, Held, Unmatched
from engine.store.short import SHORTEST, length_for
from engine.texting.flags import Flag, flags


class UnknownGift(Exception):
    """No gift, or several, are called so; the text says which it is and what to type."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A gift as staff see it: `name` is as short as tells it from others."""

    name: str
    gift: Gift
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """What was said in a scene and not understood, however it was written; most often as `text`.

    `kept` are the rows that it is made of.
    """

    story: str
    scene: str
    text: str
    times: int
    flags: tuple[Flag, ...]
    kept: tuple[Unmatched, ...]


def listed(held: Held) -> list[Listed]:
    """Give every gift, the oldest first. Raises NotStored."""
    gifts = held.gifts()
    letters = length_for(gift.id for gift in gifts)
    return [Listed(gift.id[:letters], gift, _flags_of(gift)) for gift in gifts]


def called(name: str, gifts: Iterable[Listed]) -> Listed:
    """Give the gift that is called so, by its first letters. Raises UnknownGift."""
    wanted = name.strip().lower()
    found = [each for each in gifts if len(wanted) >= SHORTEST and each.gift.id.startswith(wanted)]
    if len(found) > 1:
        raise UnknownGift(
            f"Several contributions begin with '{name}'. Type more of it: {found[0].gift.id}"
        )
    if not found:
        raise UnknownGift(
            f"There is no contribution '{name}'. To see them, type: wayside moderate list"
        )
    return found[0]


def reject(store: Store, gift: Gift) -> bool:
    """Erase a gift and its file; False where it is gone already. Raises NotStored.

    A file that another gift holds as well stays. One that is not deleted now is left over, and goes
    when a server looks.
    """
    was_there = store.held.erase(gift)
    if gift.kind != "text":
        store.keepsakes.let_go(gift.gift)
    return was_there


def sayings(unmatched: Iterable[Unmatched]) -> list[Saying]:
    """Put together what was not understood and is the same but for how it is written."""
    alike: dict[tuple[str, str, str], list[Unmatched]] = {}
    for each in unmatched:
        alike.setdefault((each.story, each.scene, folded(each.text)), []).append(each)
    return sorted(map(_saying, alike.values()), key=lambda each: -each.times)


def _saying(alike: list[Unmatched]) -> Saying:
    first = alike[0]
    times = sum(each.times for each in alike)
    return Saying(first.story, first.scene, first.text, times, flags(first.text), tuple(alike))


def by_scene(every: Iterable[Saying]) -> Iterator[tuple[tuple[str, str], list[Saying]]]:
    """Give them scene by scene, the scene where most was not understood first."""
    scenes: dict[tuple[str, str], list[Saying]] = {}
    for each in every:
        scenes.setdefault((each.story, each.scene), []).append(each)
    yield from sorted(scenes.items(), key=lambda item: -sum(each.times for each in item[1]))


def _flags_of(gift: Gift) -> tuple[Flag, ...]:
    return flags(gift.gift) if gift.kind == "text" else ()
