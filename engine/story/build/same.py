"""Replies that would be taken for each other."""

from dataclasses import dataclass, field

from engine.story.build.reading import Reading
from engine.story.document import Node
from engine.story.model import Reply
from engine.story.slips import short


@dataclass(slots=True)
class Taken:
    """The ids of the replies above, and the words of those that can always be given."""

    ids: set[str] = field(default_factory=set)
    words: set[tuple[str, ...]] = field(default_factory=set)

    def refuse_same(self, reading: Reading, reply: Reply, item: Node) -> None:
        """Tell of a reply that is called like one above, or that one above would always get."""
        if reply.id in self.ids:
            message = (
                f"Two replies of this scene would be called '{short(reply.id)}'. "
                "Give this one an id of its own: 'id: another'."
            )
            reading.problem(item.span, "same-reply", message)
            return
        self.ids.add(reply.id)
        if reply.condition is not None or reply.once:
            return
        mine = {*reply.words, reply.label} - {()}
        if same := sorted(mine & self.words):
            words = short(" ".join(same[0]))
            message = f"'{words}' is already taken by a reply above, so this one never gets it."
            reading.problem(item.span, "same-words", message)
        self.words |= mine
