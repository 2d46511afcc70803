"""Effects -> the one text that a phone shows."""

from collections.abc import Iterable

from engine.play.effects import Effect, Lead, Offer, Say

MAP = "https://maps.google.com/?q="


def message(effects: Iterable[Effect]) -> str:
    """Give what is said, paragraph by paragraph, and the choices as numbered lines below."""
    parts: list[str] = []
    for effect in effects:
        match effect:
            case Say():
                parts.append(effect.text or effect.transcript or effect.alt)
            case Lead():
                parts.append(_way(effect))
            case Offer(choices):
                lines = (f"{number} {label}" for number, label in enumerate(choices, 1))
                parts.append("\n".join(lines))
            case _:
                continue
    return "\n\n".join(part for part in parts if part)


def _way(lead: Lead) -> str:
    words = f"{lead.name}: {lead.directions}" if lead.directions else lead.name
    return f"{words}\n{MAP}{lead.at}" if lead.at else words
