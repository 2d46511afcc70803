"""How staff are told of what goes wrong: what is foreseen in words, anything else by its place."""

import traceback
from collections.abc import Mapping


class Foreseen(Exception):
    """Something that will go wrong now and then; its text is for whoever runs Wayside."""


def facts_of(error: Exception) -> Mapping[str, object]:
    """Give what is told of an error: a `reason` where it is foreseen, else a `trace`."""
    return {"reason": str(error)} if isinstance(error, Foreseen) else {"trace": trace(error)}


def trace(error: BaseException) -> list[str]:
    """Give where an error arose, the outermost first, without its words: they may be a player's."""
    frames = [
        f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    return [*(trace(cause) if cause else []), *frames, type(error).__qualname__]
