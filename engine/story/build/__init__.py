"""A story's files -> a Story, or every problem at once."""

from engine.story.build.folder import (
    FILE,
    Source,
    Written,
    build,
    build_written,
    read_story,
    read_written,
    source_in,
)

__all__ = [
    "FILE", "Source", "Written", "build", "build_written", "read_story", "read_written",
    "source_in",
]  # fmt: skip
