"""What is asked of `wayside signs`, as one value."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

import click

from engine.printing.forms import Form
from engine.printing.signs import MOST_LANGUAGES
from engine.printing.sizes import SIZES, Size, metres
from engine.story.model import Place, Story
from engine.story.nearest import did_you_mean

Document: TypeAlias = Literal["signs", "map", "table", "cards"]
# Those that are asked for by an option, each in place of the signs; and each sheet by itself.
DOCUMENTS: tuple[Document, ...] = ("map", "table", "cards")
FORMS: tuple[Form, ...] = ("png", "svg")
PDF = ".pdf"
LISTS = (".csv", ".geojson", ".gpx")
_PICTURES = (".png", ".svg")
_USUAL_SIZE = "letter"
_USUAL_CARD = "card"
T = TypeVar("T", bound=str)


class Distance(click.ParamType[float]):
    """How far away somebody stands: 3m, 80cm, 10ft."""

    name = "distance"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Give metres. Raises click.BadParameter."""
        try:
            return value if isinstance(value, float) else metres(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def one_of(names: Sequence[T], asked: MutableMapping[str, Any]) -> T | None:
    """Take out of what is asked which of these options is on. Raises click.UsageError for two."""
    on = [name for name in names if asked.pop(name)]
    if len(on) > 1:
        every = " and ".join(f"--{name}" for name in on)
        raise click.UsageError(f"{every}: ask for one at a time, each with an -o of its own.")
    return on[0] if on else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which document, of which places, and how it is printed."""

    output: Path
    document: Document
    size: str | None
    distance: float | None
    languages: tuple[str, ...]
    places: tuple[str, ...]
    pictures: Form | None
    write: bool
    digits: bool
    bleed: bool

    def __post_init__(self) -> None:
        """Raise click.UsageError for a file that cannot be written."""
        if self.ending in LISTS and self.pictures:
            raise click.UsageError(f"--{self.pictures} draws the sheets of a PDF. Write a .pdf.")
        if self.bleed and not self.is_of_signs:
            told = "--bleed is for signs that are cut; nothing else is printed beyond its edge."
            raise click.UsageError(f"{told} Leave it out.")
        if self.ending == PDF or (self.ending in LISTS and self.document in ("signs", "table")):
            return
        hint = " For pictures, add --png or --svg to a PDF." if self.ending in _PICTURES else ""
        endings = (PDF, *LISTS) if self.document == "signs" else (PDF,)
        raise click.UsageError(f"The file to write ends in one of {' '.join(endings)}.{hint}")

    @property
    def ending(self) -> str:
        """Give what kind of file is to be written."""
        return self.output.suffix.lower()

    @property
    def is_of_signs(self) -> bool:
        """Tell whether signs themselves are to be printed."""
        return self.document == "signs" and self.ending == PDF

    @property
    def shows_codes(self) -> bool:
        """Tell whether codes of signs stand in it; maps and lists for walkers have none."""
        return self.document != "map" and self.ending in (PDF, ".csv")

    @property
    def sheet(self) -> Size:
        """Give the size of a sheet."""
        usual = _USUAL_CARD if self.document == "cards" else _USUAL_SIZE
        return SIZES[self.size or usual]

    def languages_of(self, story: Story) -> tuple[str, ...]:
        """Give in which languages of a story. Raises click.UsageError."""
        asked = tuple(dict.fromkeys(self.languages))
        for each in asked:
            if each not in story.languages:
                told = f"The story is told in {', '.join(story.languages)}, not in '{each}'."
                raise click.UsageError(told)
        most = MOST_LANGUAGES if self.is_of_signs else 1
        if len(asked) > most:
            told = "A sign has" if most > 1 else "What is not a sign has"
            count = "two languages" if most > 1 else "one language"
            raise click.UsageError(f"{told} room for {count}. Write the others for themselves.")
        return asked or (story.language,)

    def places_of(self, story: Story) -> list[Place]:
        """Give the places that are meant: those asked for, else all that are not gone.

        Raises click.UsageError.
        """
        for each in self.places:
            if each not in story.places:
                hint = did_you_mean(each, story.places) or f" There are: {', '.join(story.places)}."
                raise click.UsageError(f"There is no place '{each}'.{hint}")
        found = [each for each in story.places.values() if self._means(each)]
        if not found:
            raise click.UsageError("This story has no places, so that there is no sign to print.")
        return found

    def _means(self, place: Place) -> bool:
        return place.id in self.places if self.places else place.status != "gone"
