"""A story's document -> a Story, or every problem at once."""

from engine.story.build.story import build, edition_of, read_story

__all__ = ["build", "edition_of", "read_story"]
