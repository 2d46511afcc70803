"""A message that is long, and dear, by text."""

from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.checking.rules.spoken import filled, said
from engine.story.build.folder import Written
from engine.story.model import Scene, Story
from engine.story.problems import Problem
from engine.texting.segments import segments, smart

RULE = "long-message"
MOST_SEGMENTS = 3


def check(written: Written) -> Iterator[Problem]:
    """Tell of every scene whose words and choices are long, in the language where they are most."""
    for id_, scene in written.story.scenes.items():
        costs = {
            language: _most(written.story.told_in(language), id_)
            for language in written.story.languages
        }
        language = max(costs, key=lambda each: costs[each])
        if costs[language] > MOST_SEGMENTS:
            where = f" in '{language}'" if len(costs) > 1 else ""
            message = (
                f"By text this is a message of {costs[language]} segments{where}; more than "
                f"{MOST_SEGMENTS} are dear, and long to read while walking. Shorten it, cut the "
                "scene in two, or say less by text with 'sms: {say: ...}'."
            )
            place = f"scenes/{scene.id}"
            yield warning(written, RULE, message, f"{place}/sms", f"{place}/say", place)


def _most(story: Story, id_: str) -> int:
    scene = story.scenes[id_]
    menu = _menu(story, scene)
    texts = said(story, scene.speech["sms"])
    return max(segments(smart("\n\n".join(filter(None, (text, menu))))).count for text in texts)


def _menu(story: Story, scene: Scene) -> str:
    """Give the choices as they stand below the words, if all of them are shown."""
    picks = [filled(story, reply.pick) for reply in scene.replies if reply.pick is not None]
    return "\n".join(f"{number} {pick}" for number, pick in enumerate(picks, 1))
