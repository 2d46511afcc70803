"""What is played, written down as a walk that tells when something goes another way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.checking.walks.looking import said
from engine.checking.walks.writing import quoted
from engine.play.effects import Effect, End, Offer

MOST_WORDS = 8
FEWEST_WORDS = 3
MOST_LETTERS = 60
_SENTENCE_END = re.compile(r"(?<=[.!?…:])\s+|(?<=[。！？])")


@dataclass(slots=True)
class Recording:
    """Steps as a walk's file has them. After each that does something stand those that look."""

    steps: list[str] = field(default_factory=list)
    _heard: list[str] = field(default_factory=list)

    def add(self, key: str, about: str, effects: Iterable[Effect]) -> None:
        """Write down what was done, and what came of it."""
        effects = tuple(effects)
        self.steps.append(f"{key}: {quoted(about)}")
        answer = " ".join(said(effects).split())
        if answer:
            self.steps.append(f"see: {quoted(_run_of(answer, self._heard))}")
            self._heard.append(answer.casefold())
        offers = [effect.choices for effect in effects if isinstance(effect, Offer)]
        # A choice of nothing but a fact that is empty cannot be written as one.
        if offers and all(choice.strip() for choice in offers[-1]):
            self.steps.append(f"menu: [{', '.join(quoted(each) for each in offers[-1])}]")
        titles = [effect.title for effect in effects if isinstance(effect, End)]
        self.steps += [f"ends: {quoted(title)}" for title in titles[-1:] if title.strip()]


def _run_of(answer: str, heard: list[str]) -> str:
    """Give the first words of a sentence that was not heard before; of the first, if all were."""
    runs = [_beginning(sentence) for sentence in _SENTENCE_END.split(answer) if sentence]
    # A word or two may stand anywhere, so that longer sentences are looked at first.
    runs.sort(key=lambda run: len(run.split()) < FEWEST_WORDS)
    fresh = (run for run in runs if not any(run.casefold() in each for each in heard))
    return next(fresh, runs[0])


def _beginning(sentence: str) -> str:
    words = sentence.split()
    while len(words) > 1 and (len(words) > MOST_WORDS or len(" ".join(words)) > MOST_LETTERS):
        words.pop()
    return " ".join(words)[:MOST_LETTERS]
