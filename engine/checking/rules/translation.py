"""What is not translated, or was before the text changed."""

from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.story.build.folder import Written
from engine.story.problems import Problem
from engine.story.slips import short
from engine.story.translation import Translation

MISSING, STALE = "translation-missing", "translation-stale"
MOST_NAMED = 3


def missing(written: Written) -> Iterator[Problem]:
    """Tell, once a language, of texts that are said in the file's language instead."""
    for language in written.story.languages[1:]:
        known = written.translations.get(language)
        if known is None:
            message = (
                f"There is no '{language}.po', so that everything is said in "
                f"'{written.story.language}'. Type: wayside translate {written.story.id} {language}"
            )
            yield warning(written, MISSING, message, "languages")
            continue
        wanted = [entry[1] for entry in written.texts if _lacks(known, entry)]
        if wanted:
            yield warning(written, MISSING, _told(wanted, language, "not translated"), "languages")


def stale(written: Written) -> Iterator[Problem]:
    """Tell, once a language, of texts whose translation is of an older text."""
    for language, known in written.translations.items():
        old = [text for context, text in known.stale if (context, text) in written.texts]
        if old:
            message = _told(sorted(old), language, "translated from an older text")
            yield warning(written, STALE, message, "languages")


def _lacks(known: Translation, entry: tuple[str, str]) -> bool:
    return entry not in known.texts and entry not in known.stale


def _told(texts: list[str], language: str, what: str) -> str:
    named = ", ".join(f"'{short(text)}'" for text in texts[:MOST_NAMED])
    more = f" and {len(texts) - MOST_NAMED} more" if len(texts) > MOST_NAMED else ""
    are = "is" if len(texts) == 1 else "are"
    return f"{named}{more} {are} {what} in {language}.po."
