"""What pictures and sounds are called outside of their story."""

from dataclasses import replace

from engine.play.effects import Effect, Say
from engine.story.model import Story


def named(story: Story, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Call pictures and sounds as they are called outside of their story, and of this edition."""
    if not story.media:
        return effects
    return tuple(_renamed(story, each) if isinstance(each, Say) else each for each in effects)


def _renamed(story: Story, say: Say) -> Say:
    if not say.picture and not say.audio:
        return say
    named = story.media
    picture, audio = named.get(say.picture, say.picture), named.get(say.audio, say.audio)
    return replace(say, picture=picture, audio=audio)
