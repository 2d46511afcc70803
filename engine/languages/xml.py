"""Texts of authors, written so that a reader of XML takes them as text and nothing else."""

import re
from html import escape

# What XML cannot hold, and what would steer a reader of it.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Give a text as it is written between tags."""
    return escape(_UNFIT.sub("\ufffd", text))


def attribute(text: str) -> str:
    """Give a text as it is written between quotes; its line breaks stay."""
    return plain(text).replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
