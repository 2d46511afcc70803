"""Translations of texts that have changed."""

from collections.abc import Iterator

from engine.story.build.folder import Written
from engine.story.problems import Problem, Span


def stale_translation(written: Written) -> Iterator[Problem]:
    """Tell for each language how many translations are marked fuzzy, and are not said so long."""
    for language, translation in written.translations.items():
        lines = sorted(translation.lines[each] for each in translation.stale & written.texts.keys())
        if lines:
            count = "1 translation is" if len(lines) == 1 else f"{len(lines)} translations are"
            message = (
                f"{count} marked 'fuzzy', because the text has changed, and will not be said. "
                "Look each over, then delete the line '#, fuzzy' above it."
            )
            span = Span(written.source.translation_file(language), lines[0])
            yield Problem(span, "stale-translation", message, "warning")
