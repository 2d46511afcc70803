"""Numbers in digits and words."""
import re
from engine.languages.folding import fold
W="zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
def whole_number(text: str, language: str) -> int | None:
    w=fold(text)
    if len(w)!=1: return None
    if w[0].isdigit() and len(w[0])<10: return int(w[0])
    return W.index(w[0]) if w[0] in W else None
def numbers_within(text: str, language: str) -> tuple[int, ...]:
    return tuple(n for x in fold(text) if (n:=whole_number(x,language)) is not None)
