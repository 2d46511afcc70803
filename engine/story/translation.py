"""Translations beside a story: gettext PO files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TypeAlias

from engine.story.problems import Problem, Span, StoryError

Entry: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Translation:
    """One language of a story: (context, text) -> text. What is fuzzy or empty is not in it."""

    language: str
    texts: Mapping[Entry, str] = field(default_factory=dict)
    stale: frozenset[Entry] = frozenset()

    def text(self, context: str, text: str) -> str:
        """Give a text in this language; as it is written where it has none."""
        return self.texts.get((context, text), text)


def read_translation(source: bytes, language: str, file: str) -> Translation:
    """Read a PO file. Raises StoryError where it is none."""
    # Imported here: a story in one language needs no Babel.
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    try:
        catalog = read_po(BytesIO(source), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None) or 1
        message = f"This is not a translation as gettext writes it: {error}"
        raise StoryError([Problem(Span(file, line), "translation", message)]) from None
    found = {(each.context or "", str(each.id)): each for each in catalog if each.id}
    return Translation(
        language,
        {
            entry: str(message.string)
            for entry, message in found.items()
            if message.string and not message.fuzzy
        },
        frozenset(entry for entry, message in found.items() if message.fuzzy),
    )


@dataclass(slots=True)
class Collected:
    """The texts of a story that a translation should have, in the order of the file."""

    texts: dict[Entry, None] = field(default_factory=dict)

    def text(self, context: str, text: str) -> str:
        """Note a text, and give it as it is."""
        self.texts[context, text] = None
        return text


def refreshed(
    old: bytes | None, wanted: Mapping[Entry, None], language: str, title: str
) -> tuple[bytes, int]:
    """Give a PO file with every wanted text, and how many of them have no translation.

    What was translated is kept. A text that changed a little keeps its translation, marked fuzzy,
    so that it is not shown until somebody has looked; what is gone is kept as a comment.
    """
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import read_po, write_po  # noqa: PLC0415

    template = Catalog(project=title, version="1", charset="utf-8")
    for context, text in wanted:
        template.add(text, context=context)
    catalog = read_po(BytesIO(old)) if old else Catalog(charset="utf-8")
    catalog.locale = language.replace("-", "_")
    catalog.update(template, keep_user_comments=True)
    catalog.fuzzy = False
    written = BytesIO()
    write_po(written, catalog, width=100, omit_header=False, sort_output=False)
    missing = sum(1 for message in catalog if message.id and (not message.string or message.fuzzy))
    return written.getvalue(), missing
