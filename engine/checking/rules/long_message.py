"""Messages that take many segments."""

from collections.abc import Iterable, Iterator

from engine.checking.sent import arrivals, others
from engine.story.build.folder import Written
from engine.story.model import Story
from engine.story.problems import Problem, Span
from engine.texting.segments import Segments

MOST_SEGMENTS = 3


def long_message(written: Written) -> Iterator[Problem]:
    """Tell of what takes more than three messages in its dearest language: arrivals and replies."""
    story = written.story
    told_in = (story, *story.tongues.values())
    yield from _others(written, told_in)
    for id_ in story.scenes:
        if (span := _span(written, id_)) is None:
            continue
        costs = [
            (sent.cost_in(told), told.language)
            for told in told_in
            for sent in arrivals(told, told.scenes[id_])
        ]
        cost, language = max(costs, key=lambda each: each[0].count)
        if cost.count > MOST_SEGMENTS:
            message = _message(cost, language if len(story.languages) > 1 else "")
            yield Problem(span, "long-message", message, "warning")


def _others(written: Written, told_in: Iterable[Story]) -> Iterator[Problem]:
    """Tell of the text of a reply, a hint or the welcome that is long by itself."""
    spans = {id(line): span for line, span in written.lines}
    dearest: dict[Span, tuple[Segments, str]] = {}
    for told in told_in:
        for sent in others(told):
            cost = sent.cost_in(told)
            span = spans.get(id(sent.lines[0])) if sent.lines else None
            if span is not None and cost.count > max(MOST_SEGMENTS, _count(dearest.get(span))):
                dearest[span] = cost, told.language
    several = len(written.story.languages) > 1
    for span, (cost, language) in dearest.items():
        where = f" in {language}" if several else ""
        message = (
            f"By text, this takes {cost.count} messages{where}. {MOST_SEGMENTS} are the most that "
            "phones show well. Say it shorter."
        )
        yield Problem(span, "long-message", message, "warning")


def _count(found: tuple[Segments, str] | None) -> int:
    return found[0].count if found else 0


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
