"""What a text holds that others may not be meant to read: ways to reach somebody."""

import re
import unicodedata
from typing import Literal, TypeAlias

Flag: TypeAlias = Literal["phone number", "email", "link", "account"]

# A text message is not longer.
LONGEST_READ = 1_600
# Seven digits or more are a number in most countries (ITU-T E.164 allows 15), whatever stands
# between them.
_PHONE = re.compile(r"(?<!\w)\+?\d(?:[ .,/()\-–]{0,3}\d){6,}")
_EMAIL = re.compile(r"[^\s@]@[^\s@]{1,250}\.\w{2,}")
_SAID_EMAIL = re.compile(
    r"\bat\b[\s)\]]{0,2}\w{1,60}[\s(\[]{0,2}\bdot\b[\s)\]]{0,2}(?:com|org|net|edu|gov|info|us)\b",
    re.IGNORECASE,
)
_LINK_START = re.compile(r"\b(?:https?:/|www\.)\S", re.IGNORECASE)
# A domain ends in small letters, as a sentence without a space after its full stop mostly does not.
_DOMAIN = re.compile(r"(?<![\w@.])(?:[\w-]+\.)+[a-z]{2,24}\b(?!@)")
_ACCOUNT = re.compile(r"(?<![\w@])@\w{2,}")


def flags(text: str) -> tuple[Flag, ...]:
    """Tell what a text seems to hold; to help staff look, not to decide for them.

    Letters and digits of other widths are read as usual ones, and what is not seen is left out.
    """
    read = _seen(text)
    found: dict[Flag, bool] = {
        "phone number": _PHONE.search(read) is not None,
        "email": any(each.search(read) for each in (_EMAIL, _SAID_EMAIL)),
        "link": any(each.search(read) for each in (_LINK_START, _DOMAIN)),
        "account": _ACCOUNT.search(read) is not None,
    }
    return tuple(flag for flag, is_there in found.items() if is_there)


def _seen(text: str) -> str:
    usual = unicodedata.normalize("NFKC", text[:LONGEST_READ])
    return "".join(char for char in usual if unicodedata.category(char) != "Cf")
