"""One JSON object as what differs from another (JSON Merge Patch, RFC 7396)."""

from collections.abc import Mapping
from typing import Any


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Give the patch that makes `new` of `old`. Neither holds a null; maps in them are dicts."""
    patch: dict[str, Any] = {key: None for key in old if key not in new}
    for key, value in new.items():
        before = old.get(key)
        # Most of two checkpoints is the very same, and JSON has only these types.
        if before is value:
            continue
        if type(value) is dict and type(before) is dict:
            if inner := difference(before, value):
                patch[key] = inner
        elif before != value or type(before) is not type(value):
            patch[key] = value
    return dict(sorted(patch.items())) if len(patch) > 1 else patch


def patched(old: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Give what `difference` was made of."""
    new = dict(old)
    for key, value in patch.items():
        if value is None:
            new.pop(key, None)
        elif type(value) is dict:
            before = new.get(key)
            new[key] = patched(before if type(before) is dict else {}, value)
        else:
            new[key] = value
    return new
