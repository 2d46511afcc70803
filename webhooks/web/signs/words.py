"""What the pages of signs say themselves, in the languages in which they can say it."""

from pathlib import Path

from webhooks.web.words import Words

_SIGNS = Words(Path(__file__).parent / "words")
tongues, words, tongue_for = _SIGNS.tongues, _SIGNS.of, _SIGNS.tongue_for
