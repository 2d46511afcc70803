"""What the pages of a walk say themselves, in the languages in which they can say it."""

from pathlib import Path

from webhooks.web.words import Words

FOLDER = Path(__file__).parent / "words"
_WALK = Words(FOLDER)
tongues, words, tongue_for = _WALK.tongues, _WALK.of, _WALK.tongue_for
