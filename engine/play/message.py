"""Effects -> the one text that a phone shows."""

from collections.abc import Iterable

from engine.play.effects import Effect, Offer, Say


def message(effects: Iterable[Effect]) -> str:
    """Give what is said, paragraph by paragraph, and the choices as numbered lines below."""
    parts: list[str] = []
    for effect in effects:
        match effect:
            case Say(text):
                parts.append(text)
            case Offer(choices):
                lines = (f"{number} {label}" for number, label in enumerate(choices, 1))
                parts.append("\n".join(lines))
            case _:
                continue
    return "\n\n".join(parts)
