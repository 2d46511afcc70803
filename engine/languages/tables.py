"""What is known of the languages: the shipped data, read once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]
ENGLISH = "en"
_FOLDING = "folding"
# Two tags of one language: Filipino is standard Tagalog.
_SAME = {"fil": "tl"}


@dataclass(frozen=True, slots=True)
class FoldingTable:
    """How letters are compared: folding.json. Ranges are of code points, both ends included."""

    map: Mapping[str, str]
    drop: Ranges
    space: Ranges
    alone: Ranges
