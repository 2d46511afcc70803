"""Messages that take many parts."""

from collections.abc import Iterator

from engine.checking.sent import arrivals
from engine.story.build.folder import Written
from engine.story.problems import Problem, Span
from engine.texting.segments import Segments, segments

MOST_SEGMENTS = 3


def long_message(written: Written) -> Iterator[Problem]:
    """Tell of a scene whose arrival takes more than three messages in its dearest language."""
    story = written.story
    told_in = (story, *story.tongues.values())
    for id_ in story.scenes:
        if (span := _span(written, id_)) is None:
            continue
        costs = [
            (segments(sent.text), told.language)
            for told in told_in
            for sent in arrivals(told, told.scenes[id_])
        ]
        cost, language = max(costs, key=lambda each: each[0].count)
        if cost.count > MOST_SEGMENTS:
            message = _message(cost, language if len(story.languages) > 1 else "")
            yield Problem(span, "long-message", message, "warning")


def _span(written: Written, id_: str) -> Span | None:
    """Give where what a scene says by text is written; None for a scene that nobody wrote."""
    paths = (f"scenes/{id_}/sms", f"scenes/{id_}/say", f"scenes/{id_}")
    return next((written.spans[path] for path in paths if path in written.spans), None)


def _message(cost: Segments, language: str) -> str:
    where = f" in {language}" if language else ""
    return (
        f"By text, what is sent on arrival here takes {cost.count} messages{where}, with its "
        f"choices. {MOST_SEGMENTS} are the most that phones show well. Say it shorter, at least "
        "in an 'sms' block, or in two scenes."
    )
