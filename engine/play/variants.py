"""Which of several texts or ways it is this time."""

from typing import TypeVar

from engine.play.telling import Telling
from engine.story.model import Cases, Option, Varied

T = TypeVar("T")


def chosen(telling: Telling, varied: Varied[T] | Cases[T]) -> T | None:
    """Give the one of now, and count it as used; None where no condition is true."""
    match varied:
        case Cases(options):
            return next((each.value for each in options if _may(telling, each)), None)
        case Varied(key, kind, options, then):
            used = telling.used(key)
            if kind == "first":
                return _first(telling, key, used, options[0], then)
            if kind == "cycle":
                return _cycle(telling, key, used, options)
            if kind == "any":
                return _any(telling, [each for each in options if _may(telling, each)])
            return _shuffle(telling, key, used, options, then)


def _may(telling: Telling, option: Option[T]) -> bool:
    return option.condition is None or option.condition.test(telling)


def _first(
    telling: Telling, key: str, used: int, first: Option[T], then: Option[T] | None
) -> T | None:
    """Give the first while it was not used and may be; else what follows."""
    if not used and _may(telling, first):
        telling.use(key, 1)
        return first.value
    return then.value if then is not None and _may(telling, then) else None


def _cycle(telling: Telling, key: str, used: int, options: tuple[Option[T], ...]) -> T | None:
    for turn in range(len(options)):
        at = (used + turn) % len(options)
        if _may(telling, options[at]):
            telling.use(key, (at + 1) % len(options))
            return options[at].value
    return None


def _any(telling: Telling, options: list[Option[T]]) -> T | None:
    return options[telling.choose(len(options))].value if options else None


def _shuffle(
    telling: Telling,
    key: str,
    used: int,
    options: tuple[Option[T], ...],
    then: Option[T] | None,
) -> T | None:
    """Give one that was not used, by chance; `used` has a bit for each that was.

    One that may not be is passed over: when all others were used, it is over, or all begin again.
    """
    may = [at for at, each in enumerate(options) if _may(telling, each)]
    left = [at for at in may if not used >> at & 1]
    if not left and then is not None:
        return then.value if _may(telling, then) else None
    if not left:
        left, used = may, 0
    if not left:
        return None
    at = left[telling.choose(len(left))]
    telling.use(key, used | 1 << at)
    return options[at].value
