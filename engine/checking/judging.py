"""Whether a story may be published: what was read, judged by every rule, and proved."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from engine.checking.rules import findings, with_lines
from engine.checking.search.proving import Proof, proved
from engine.story.build.folder import Source, Written, build_written
from engine.story.problems import Problem, StoryError


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong with a story. `written` is None where it cannot be played at all."""

    problems: tuple[Problem, ...]
    written: Written | None = None
    proof: Proof | None = None

    @property
    def holds(self) -> bool:
        """Tell whether it may be published: nothing but warnings was found."""
        return all(problem.severity != "error" for problem in self.problems)


def judged(
    source: Source,
    id_: str,
    stories: Collection[str] | None = None,
    go_on: Callable[[int], bool] | None = None,
) -> Judged:
    """Judge a story by all that can be known of it: what cannot be read, else every rule.

    `stories` are the ids of those that it may hand over to; None where nobody knows. Without
    `go_on` nothing is searched; else it is asked now and then, with how many plays were found, and
    ends the search by saying no.
    """
    try:
        written = build_written(source, id_)
    except StoryError as error:
        return Judged(error.problems)
    proof = proved(written, go_on)
    found = {*findings(written, stories), *with_lines(written, proof.problems)}
    return Judged(tuple(sorted(found)), written, proof)
