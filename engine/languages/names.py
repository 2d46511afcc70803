"""The names of languages, in their own words and in English."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def language_called(words: tuple[str, ...]) -> str | None:
    """Give the tag of the language whose name the whole folded text is."""
    return names().get(" ".join(words))


@cache
def names() -> Mapping[str, str]:
    """Give the tag of the language of each name, folded."""
    text = (files(__package__) / "names.json").read_text(encoding="utf-8")
    return {name: tag for tag, known in json.loads(text).items() for name in known}
