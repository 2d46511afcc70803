"""A rule's finding, at the place in the file that it speaks of."""

from engine.story.build.folder import Written
from engine.story.problems import Problem, Severity, Span


def warning(written: Written, rule: str, message: str, *paths: str) -> Problem:
    """Give a warning, at the first of these places that is written."""
    return _finding(written, rule, message, "warning", paths)


def error(written: Written, rule: str, message: str, *paths: str) -> Problem:
    """Give an error, at the first of these places that is written."""
    return _finding(written, rule, message, "error", paths)


def _finding(
    written: Written, rule: str, message: str, severity: Severity, paths: tuple[str, ...]
) -> Problem:
    spans = (written.spans[path] for path in paths if path in written.spans)
    span = next(spans, Span(written.source.file))
    return Problem(span, rule, message, severity)
