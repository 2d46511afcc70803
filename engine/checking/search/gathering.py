"""What a scene has together with every scene that it leads to, however far."""

from collections.abc import Mapping, Set
from typing import TypeVar

T = TypeVar("T")


def gathered(
    own: Mapping[str, Set[T]], leads_to: Mapping[str, Set[str]]
) -> Mapping[str, frozenset[T]]:
    """Give each scene what it has and what those have that it leads to."""
    led_to_by: dict[str, list[str]] = {}
    for scene, following in leads_to.items():
        for each in following:
            led_to_by.setdefault(each, []).append(scene)
    found = {scene: set(things) for scene, things in own.items()}
    # The last scenes first: most ways lead forward, so most is gathered in one go.
    waiting = list(found)
    while waiting:
        scene = waiting.pop()
        for before in led_to_by.get(scene, ()):
            if not found[scene] <= found[before]:
                found[before] |= found[scene]
                waiting.append(before)
    return {scene: frozenset(things) for scene, things in found.items()}
