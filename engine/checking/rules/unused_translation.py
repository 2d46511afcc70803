"""Translations of texts that are no more."""

from collections.abc import Iterator

from engine.story.build.folder import Written
from engine.story.problems import Problem, Span


def unused_translation(written: Written) -> Iterator[Problem]:
    """Tell for each language how many translations belong to no text of the story."""
    for language, translation in written.translations.items():
        lines = sorted(
            line for entry, line in translation.lines.items() if entry not in written.texts
        )
        if lines:
            count = len(lines)
            belong = "1 translation belongs" if count == 1 else f"{count} translations belong"
            message = (
                f"{belong} to no text of the story: the text was changed, moved to another scene, "
                f"or deleted. Type: wayside translate {written.story.id} {language} (it keeps what "
                "was translated)."
            )
            span = Span(written.source.translation_file(language), lines[0])
            yield Problem(span, "unused-translation", message, "warning")
