"""Translations beside a story: gettext PO files."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import TypeAlias

from engine.story.problems import Problem, Span, StoryError
from engine.story.slips import short

Entry: TypeAlias = tuple[str, str]
_KEYWORD = re.compile(r"^(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)(?=[\s\"])\s*")


@dataclass(frozen=True, slots=True)
class Translation:
    """One language of a story: (context, text) -> text. What is fuzzy or empty is not in it.

    `stale` are those that are fuzzy. `lines` is where each entry stands in its file, empty ones
    too.
    """

    language: str
    texts: Mapping[Entry, str] = field(default_factory=dict)
    stale: frozenset[Entry] = frozenset()
    lines: Mapping[Entry, int] = field(default_factory=dict, compare=False)

    def text(self, context: str, text: str) -> str:
        """Give a text in this language; as it is written where it has none."""
        return self.texts.get((context, text), text)


def read_translation(source: bytes, language: str, file: str) -> Translation:
    """Read a PO file. Raises StoryError where it is none."""
    if faults := list(_unquoted(source, file)):
        raise StoryError(faults)
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
        {entry: message.lineno or 1 for entry, message in found.items()},
    )


def _unquoted(source: bytes, file: str) -> Iterator[Problem]:
    """Tell of texts without their quotes: Babel takes the first and the last letter for these."""
    for number, line in enumerate(source.decode("utf-8", "replace").splitlines(), 1):
        text = _KEYWORD.sub("", line.strip(), count=1)
        begins = text != line.strip() or text.startswith('"')
        if begins and (len(text) < 2 or text[0] != '"' or text[-1] != '"'):
            message = (
                f'Put this text between two quotes, as the others: "{short(text.strip(chr(34)))}".'
            )
            yield Problem(Span(file, number), "translation", message, excerpt=line)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A PO file as it should be: how many texts have no translation, and how many an old one."""

    po: bytes
    missing: int
    stale: int


def refreshed(
    old: bytes | None, wanted: Iterable[Entry], language: str, title: str, now: datetime
) -> Refreshed:
    """Give a PO file with every wanted text, in the order of the story.

    What was translated is kept. A text that changed a little keeps its translation, marked fuzzy
    with what it was, so that it is not shown until somebody has looked; what is gone is kept as a
    comment. What needs no change stays byte for byte, the date in its head included.
    """
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import read_po, write_po  # noqa: PLC0415

    # Who translates, the head's other lines ask the translator's own program.
    catalog = read_po(BytesIO(old)) if old else Catalog(
        header_comment=f"# {title} ({language})", project=title, version="1",
        charset="utf-8", creation_date=now,
    )  # fmt: skip
    # The head's dates are of the first time: else each look would change the file.
    template = Catalog(
        project=title, version="1", charset="utf-8", creation_date=catalog.creation_date or now
    )
    for context, text in wanted:
        template.add(text, context=context)
    catalog.locale = language.replace("-", "_")
    catalog.update(template, keep_user_comments=True)
    catalog.fuzzy = False
    for message in catalog:
        # As a comment: what gettext itself has for it is not read back.
        message.user_comments += [f"Was: {each}" for each in message.previous_id]
        message.previous_id = []
    written = BytesIO()
    write_po(written, catalog, width=100)
    texts = [message for message in catalog if message.id]
    stale = sum(message.fuzzy for message in texts)
    missing = sum(not message.string for message in texts)
    return Refreshed(written.getvalue(), missing, stale)
