"""Texts without a translation."""

from collections.abc import Iterator
from pathlib import Path

from engine.story.build.folder import Written
from engine.story.problems import Problem

MOST_NAMED = 3


def missing_translation(written: Written) -> Iterator[Problem]:
    """Tell for each language how many texts have no translation, and where the first ones stand."""
    story = written.story
    for language in story.languages[1:]:
        file = Path(written.source.translation_file(language)).name
        translation = written.translations.get(language)
        if translation is None:
            message = (
                f"There is no {file}, so who reads '{language}' gets '{story.language}'. "
                f"Type: wayside translate {story.id} {language}, or take '{language}' out of "
                "'languages'."
            )
            yield Problem(written.spans["languages"], "missing-translation", message, "warning")
            continue
        known = translation.texts.keys() | translation.stale
        spans = sorted(span for entry, span in written.texts.items() if entry not in known)
        if spans:
            lines = sorted({span.line for span in spans})
            named = ", ".join(map(str, lines[:MOST_NAMED]))
            more = " and others" if len(lines) > MOST_NAMED else ""
            count = "1 text has" if len(spans) == 1 else f"{len(spans)} texts have"
            message = (
                f"{count} no translation in {file} and will be said in '{story.language}': "
                f"line{'s' if len(lines) > 1 else ''} {named}{more}."
            )
            yield Problem(spans[0], "missing-translation", message, "warning")
