"""Steps that look: at everything that was said since the last doing step."""

import re
from collections.abc import Callable, Iterable

from engine.checking.walks.walker import Step, Walker
from engine.languages.folding import folded
from engine.play.effects import Effect, End, Lead, Offer, Say
from engine.play.message import message
from engine.story.build.reading import Reading
from engine.story.document import MapNode, Scalar
from engine.story.nearest import did_you_mean


def said(effects: Iterable[Effect]) -> str:
    """Give what was said, without the choices."""
    return message(effect for effect in effects if isinstance(effect, Say | Lead))


def _see(walker: Walker, step: Step) -> str | None:
    wanted = walker.text(step)
    if _flat(wanted) in _flat(said(walker.effects)):
        return None
    return f"expected to see '{wanted}', got:\n{message(walker.effects) or '(nothing)'}"


def _not_see(walker: Walker, step: Step) -> str | None:
    unwanted = walker.text(step)
    if _flat(unwanted) not in _flat(said(walker.effects)):
        return None
    return f"expected not to see '{unwanted}', got:\n{message(walker.effects)}"


def _menu(walker: Walker, step: Step) -> str | None:
    wanted = [scalar.text for scalar in Reading().texts(step.node, "menu")]
    offers = [effect.choices for effect in walker.effects if isinstance(effect, Offer)]
    got = list(offers[-1]) if offers else []
    if [folded(each) for each in wanted] == [folded(each) for each in got]:
        return None
    return f"expected the choices {_quoted(wanted)}, got {_quoted(got)}"


def _fact(walker: Walker, step: Step) -> str | None:
    play = walker.simulated.play
    for key, node in step.node.entries if isinstance(step.node, MapNode) else ():
        if key.text not in walker.story.facts:
            hint = did_you_mean(key.text, walker.story.facts)
            return f"There is no fact '{key.text}'.{hint}"
        first = walker.story.facts[key.text].first
        value = play.facts.get(key.text, first) if play else first
        got = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        wanted = node.text if isinstance(node, Scalar) else ""
        if got != wanted:
            return f"expected {key.text} to be '{wanted}', got '{got}'"
    return None


def _holds(walker: Walker, step: Step) -> str | None:
    items = walker.simulated.play.items if walker.simulated.play else ()
    wanted = walker.text(step)
    return None if wanted in items else f"expected to hold '{wanted}', got {_quoted(items)}"


def _at(walker: Walker, step: Step) -> str | None:
    play = walker.simulated.play
    got = play.scene if play else None
    wanted = walker.text(step)
    if got == wanted:
        return None
    return f"expected the scene '{wanted}', got {_quoted([got] if got else [])}"


def _ends(walker: Walker, step: Step) -> str | None:
    titles = [effect.title for effect in walker.effects if isinstance(effect, End)]
    wanted = walker.text(step)
    if any(_flat(title) == _flat(wanted) for title in titles):
        return None
    return f"expected the ending '{wanted}', got {_quoted(titles)}"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names) or "none"


def _votes(walker: Walker, step: Step) -> str | None:
    shared = walker.simulated.commons.shared(walker.story.id, walker.simulated.name)
    for poll, options in step.node.entries if isinstance(step.node, MapNode) else ():
        if poll.text not in walker.story.polls:
            return f"There is no poll '{poll.text}'.{did_you_mean(poll.text, walker.story.polls)}"
        for option, wanted in options.entries if isinstance(options, MapNode) else ():
            got = str(shared.votes.get(poll.text, {}).get(option.text, 0))
            if not isinstance(wanted, Scalar) or got != wanted.text:
                shown = wanted.text if isinstance(wanted, Scalar) else ""
                return f"expected {shown} votes for '{option.text}', got {got}"
    return None


def _flat(text: str) -> str:
    return " ".join(re.sub(r"\s+", " ", text).casefold().split())


LOOKING: dict[str, Callable[[Walker, Step], str | None]] = {
    "see": _see, "not see": _not_see, "menu": _menu, "fact": _fact, "holds": _holds,
    "votes": _votes, "at": _at, "ends": _ends,
}  # fmt: skip
