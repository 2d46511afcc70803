"""Where things are written."""

from engine.story.build.folder import Written
from engine.story.model import Reply

NUMBERED = ("tries", "after")


def path_of(written: Written, reply: Reply) -> str:
    """Give what the keys of a reply are found by: "SCENE/ID", "SCENE/tries/3"."""
    path = f"{reply.scene}/{reply.id}"
    kind, _, number = reply.id.partition("-")
    if kind in NUMBERED and f"replies/{path}" not in written.spans:
        return f"{reply.scene}/{kind}/{number}"
    return path
