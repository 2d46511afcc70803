"""A form as it is filled in: its fields, how long each may be, and what staff must add."""

import re
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | bool | tuple[str, ...] | None
ELLIPSIS = "..."
_ENDS = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `name` is Twilio's name for it, `label` what it is in plain words.

    `value` is None where only staff can know it; `note` then says what to fill in. `least` and
    `most` are characters, of each where there are several; 0 where nobody tells. `separator` joins
    several where the form has one line for them, and their length is that of the line.
    """

    name: str
    label: str
    value: Value
    note: str = ""
    least: int = 0
    most: int = 0
    separator: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the value as it is typed into the form, one line for each that is asked for."""
        match self.value:
            case None:
                return ()
            case bool():
                return ("Yes" if self.value else "No",)
            case str():
                return (self.value,)
            case _:
                joined = (self.separator.join(self.value),)
                return joined if self.separator else self.value


@dataclass(frozen=True, slots=True)
class Form:
    """A form with its title, where it is filled in, its fields, and what else has to be done."""

    title: str
    where: str
    fields: tuple[Field, ...]
    advice: tuple[str, ...] = ()


def fitting(text: str, most: int) -> str:
    """Shorten a text to so many characters: to whole sentences, else to whole words."""
    text = text.strip()
    if len(text) <= most:
        return text
    ends = [match.start() for match in _ENDS.finditer(text) if match.start() <= most]
    if ends and ends[-1] >= most // 2:
        return text[: ends[-1]]
    cut = text[: most - len(ELLIPSIS)]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}{ELLIPSIS}"


def several_fitting(words: tuple[str, ...], most: int, separator: str) -> tuple[str, ...]:
    """Give as many of the first words as fit into a line."""
    fit = len(words)
    while len(separator.join(words[:fit])) > most:
        fit -= 1
    return words[:fit]
