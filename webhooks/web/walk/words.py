"""What the pages of a walk say themselves, in the languages in which they can say it."""

from collections.abc import Mapping
from pathlib import Path

from engine.story.model import Story
from webhooks.web.words import Words

FOLDER = Path(__file__).parent / "words"
_WALK = Words(FOLDER)
tongues, words, tongue_for = _WALK.tongues, _WALK.of, _WALK.tongue_for

# Said in place of what has the same name without it, where stops alone are downloaded.
_STOPS = ", stops"


def words_for(story: Story, language: str) -> Mapping[str, str]:
    """Give the words of the pages of a story, by what they are for.

    Of a story that phones may not play (`offline: no`) only stops can be downloaded.
    """
    own = words(language)
    stops = {name.removesuffix(_STOPS): own[name] for name in own if name.endswith(_STOPS)}
    whole = {name: own[name] for name in own if not name.endswith(_STOPS)}
    return whole if story.offline else whole | stops
