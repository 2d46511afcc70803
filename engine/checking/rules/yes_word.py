"""YES, which some carriers take for themselves."""

from collections.abc import Iterator

from engine.story.build.folder import Written
from engine.story.problems import Problem, Span

_YES = ("yes",)


def yes_word(written: Written) -> Iterator[Problem]:
    """Tell of a reply or keyword that is the one word YES."""
    story = written.story
    for keyword in story.keywords:
        if keyword.folded == _YES[0]:
            yield _problem(written.spans[f"keywords/{keyword.word}"])
    for replies in (story.anytime, *(scene.replies for scene in story.scenes.values())):
        for reply in replies:
            for key in ("pick",) * (reply.label == _YES) + ("words",) * (_YES in reply.words):
                yield _problem(written.spans[f"replies/{reply.scene}/{reply.id}/{key}"])


def _problem(span: Span) -> Problem:
    message = (
        "With some phone companies YES alone signs up for texts and never reaches the story. "
        "Let players say more, such as 'Yes, please', or offer it by number."
    )
    return Problem(span, "yes-word", message, "warning")
