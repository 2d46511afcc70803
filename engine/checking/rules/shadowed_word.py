"""Words that work everywhere, and here do something else."""

from collections.abc import Iterator

from engine.checking.builtin import chief_words
from engine.story.build.folder import Written
from engine.story.model import Reply, Story
from engine.story.problems import Problem


def shadowed_word(written: Written) -> Iterator[Problem]:
    """Tell of a reply that takes a word which players know to work everywhere.

    Only the words that players are told of; who replies "lost" may well get a scene's own answer.
    """
    for told in (written.story, *written.story.tongues.values()):
        yield from _in(written, told)


def _in(written: Written, story: Story) -> Iterator[Problem]:
    chief = chief_words(story.language)
    for replies in (story.anytime, *(scene.replies for scene in story.scenes.values())):
        for reply in replies:
            for key, words in _phrases(reply):
                if command := chief.get(words):
                    message = (
                        f"{words.upper()} works everywhere"
                        f"{'' if words == command else f', as {command.upper()}'}. Here this reply "
                        "takes it away. Choose other words, unless you mean it so."
                    )
                    span = written.spans[f"replies/{reply.scene}/{reply.id}/{key}"]
                    yield Problem(span, "shadowed-word", message, "warning")


def _phrases(reply: Reply) -> Iterator[tuple[str, str]]:
    yield from (("words", " ".join(words)) for words in reply.words)
    if reply.label:
        yield "pick", " ".join(reply.label)
