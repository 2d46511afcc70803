"""Polls that nobody can vote in."""

from collections.abc import Iterator

from engine.story.build.asked import actions
from engine.story.build.folder import Written
from engine.story.phrases import Vote
from engine.story.problems import Problem
from engine.story.slips import short


def unused_poll(written: Written) -> Iterator[Problem]:
    """Tell of a poll, or an option of one, that nobody can vote for."""
    story = written.story
    votes = {(each.poll, each.option) for each in actions(story) if isinstance(each, Vote)}
    for poll, options in story.polls.items():
        missing = [option for option in options if (poll, option) not in votes]
        if missing:
            named = " or ".join(f"'{short(each)}'" for each in missing)
            message = (
                f"Nobody can vote for {named}: "
                f"no 'do' says 'vote {short(missing[0])} in {short(poll)}'."
            )
            yield Problem(written.spans[f"polls/{poll}"], "unused-poll", message, "warning")
